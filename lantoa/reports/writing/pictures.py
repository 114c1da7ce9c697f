"""Which charts a report shows, from its own figures: what was done by kind, this period beside the last, and for a
consolidated report how many units are in it."""

from collections import defaultdict

from lantoa.documents.writing.charts import Chart, Drawable, Series, Share
from lantoa.documents.writing.report_content import Figure, ReportContent
from lantoa.reports.content import Content
from lantoa.reports.enums import Aggregate, How
from lantoa.reports.models import Report
from lantoa.reports.writing.below import Turnout

_MOST_BARS, _MOST_CHARTS = 10, 3
# Figures that may stand side by side, whatever their unit of measure is called.
_TITLES = {
    Aggregate.COUNT: "Hoạt động truyền thông đã thực hiện",
    Aggregate.TIMES: "Hoạt động truyền thông đã thực hiện",
    Aggregate.PEOPLE: "Lượt người tham gia",
    Aggregate.COPIES: "Tài liệu đã phát hành",
}


def charts_of(report: Report, found: Content, made: ReportContent, units: Turnout, last: str) -> list[Drawable]:
    """Up to three charts of figures of one kind each, this period beside the `last`, each under its name; and the share
    of units that are in the sum."""
    drawn: list[Drawable] = []
    for number, (title, figures) in enumerate(_alike(found, made).items(), start=1):
        shown = [figure for figure in figures if figure.value or figure.before][:_MOST_BARS]
        if len(shown) > 1 and len(drawn) < _MOST_CHARTS:
            drawn.append(_bars(f"bieu-do-{report.pk}-{number}", title, shown, (report.period.name, last)))
    if units.owing:
        parts = [("Đã tổng hợp", units.held), ("Không phát sinh", units.nil)]
        parts = [*parts, ("Chưa tổng hợp", units.owing - units.held - units.nil)]
        drawn.append(Share(f"bieu-do-{report.pk}-don-vi", "Đơn vị có báo cáo trong số liệu tổng hợp", parts, "đơn vị"))
    return drawn


def _alike(found: Content, made: ReportContent) -> dict[str, list[Figure]]:
    figures = {figure.key: figure for figure in made.figures}
    groups: dict[str, list[Figure]] = defaultdict(list)
    for row, _ in found.rows:
        indicator = row.indicator
        title = _TITLES.get(Aggregate(indicator.aggregate)) if indicator.how == How.ACTIVITIES else None
        if title:
            groups[title].append(figures[indicator.code])
    return groups


def _bars(key: str, title: str, figures: list[Figure], periods: tuple[str, str]) -> Chart:
    series = [Series(periods[0], [figure.value for figure in figures])]
    if any(figure.before is not None for figure in figures):
        series.append(Series(periods[1], [figure.before for figure in figures]))
    measures = {figure.measure for figure in figures}
    measure = measures.pop() if len(measures) == 1 else ""
    return Chart(key, title, [figure.name for figure in figures], series, measure)
