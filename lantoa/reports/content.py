"""What a report shows: its figures in the order of the template, its narrative, and what a changed template left.

Reading never writes: figures of a draft are worked out anew each time they are looked at; of a report that was sent the
stored ones stand.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import DecimalField, Max, QuerySet, Sum, Value

from lantoa.reports import figures
from lantoa.reports.days import Days
from lantoa.reports.enums import FigureOrigin, How, RollUp
from lantoa.reports.figures import Figures
from lantoa.reports.models import (
    Indicator,
    Report,
    ReportNarrative,
    ReportTemplate,
    ReportValue,
    TemplateHeading,
    TemplateRow,
)
from lantoa.reports.owning import Owned, owned_by


@dataclass(slots=True)
class Content:
    """`rows` and `narratives` in the template's order; `left` and `left_narratives`: what a person put into rows and
    headings that have since gone from the template. Values that were never stored have no `pk` and version 0. `was`:
    the parts of each stored value before they were worked out anew."""

    report: Report
    rows: list[tuple[TemplateRow, ReportValue]]
    narratives: list[tuple[TemplateHeading, ReportNarrative]]
    left: list[ReportValue] = field(default_factory=list)
    left_narratives: list[ReportNarrative] = field(default_factory=list)
    values: dict[int, ReportValue] = field(default_factory=dict)  # by indicator, sides of ratios too
    was: dict[int, tuple[Decimal | None, ...]] = field(default_factory=dict)

    def value(self, indicator_id: int) -> Decimal | None:
        """The figure that the report gives for an indicator; None where it gives none."""
        held = self.values.get(indicator_id)
        return held.value if held else None


def look(report: Report, owned: Owned | None = None) -> Content:
    """What `report` holds now; nothing is written. `owned`: whose work it counts, where that is known already."""
    stored = {value.indicator_id: value for value in report.values.select_related("indicator", "typed_by")}
    was: dict[int, tuple[Decimal | None, ...]] = {
        pk: (value.own, value.below, value.value) for pk, value in stored.items()
    }
    rows = list(report.period.template.rows.select_related("indicator", "group").order_by("order", "pk"))
    if report.is_editable:
        active = [row.indicator for row in rows if row.retired_at is None]
        values = refreshed(report, with_sides(active), stored, owned)
    else:
        values = stored
    shown = [(row, values[row.indicator_id]) for row in rows if _shows(row, values, report)]
    left = [
        stored[row.indicator_id] for row in rows if row.retired_at and _is_left(stored.get(row.indicator_id), report)
    ]
    texts, left_texts = _narratives(report)
    return Content(report, _in_groups(shown), texts, left, left_texts, values, was)


def with_sides(indicators: Iterable[Indicator]) -> list[Indicator]:
    """The indicators and the two sides of each ratio among them, each once: they must be added up too."""
    found = {one.pk: one for one in indicators}
    waiting = [one for one in found.values() if one.how == How.RATIO]
    while waiting:
        ids = {side for one in waiting for side in (one.numerator_id, one.denominator_id) if side} - found.keys()
        fresh = Indicator.objects.in_bulk(ids) if ids else {}
        found |= fresh
        waiting = [one for one in fresh.values() if one.how == How.RATIO]
    return list(found.values())


def of_template(template: ReportTemplate) -> list[Indicator]:
    """What reports in a template work out: its rows in use and the sides of their ratios."""
    rows = template.rows.filter(retired_at__isnull=True).select_related("indicator").order_by("order", "pk")
    return with_sides([row.indicator for row in rows])


def own_figures(report: Report, indicators: Iterable[Indicator], owned: Owned | None = None) -> Figures:
    """The figures of the report's own units; typed ones are left out."""
    owned = owned or owned_by(report)
    groups = {report.unit_id: owned.ids}
    return figures.compute(indicators, groups, Days.of(report.period), names=owned.names)[report.unit_id]


def below(included: Sequence[int], indicators: Collection[Indicator], report: Report | None = None) -> Figures:
    """The figures of accepted reports (ids) joined as each indicator says; with `report`, of those in its sum."""
    rows = ReportValue.objects.order_by()
    if report is not None:
        return _joined(indicators, [rows.filter(report__in=report.inclusions.order_by().values("child_id"))])
    parts = [included[start : start + figures.BATCH] for start in range(0, len(included), figures.BATCH)]
    return _joined(indicators, [rows.filter(report_id__in=part) for part in parts])


def _joined(indicators: Collection[Indicator], parts: Iterable[QuerySet[ReportValue]]) -> Figures:
    sums: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    has_most = any(one.roll_up == RollUp.MAX for one in indicators)
    most_of = Max("value") if has_most else Value(None, output_field=DecimalField())
    for part in parts:
        joined = part.values_list("indicator_id").annotate(total=Sum("value"), most=most_of)
        for indicator, total, most in joined:
            if total is not None:
                sums[indicator].append((total, most))
    found: Figures = {}
    for one in indicators:
        held = sums.get(one.pk)
        if one.roll_up == RollUp.NONE or one.how == How.RATIO or not held:
            continue
        is_most = one.roll_up == RollUp.MAX
        found[one.pk] = max(most for _, most in held) if is_most else sum((total for total, _ in held), Decimal(0))
    return found


def join(indicator: Indicator, own: Decimal | None, under: Decimal | None) -> Decimal | None:
    """A report's own figure and that of the reports below it as one."""
    if own is None or under is None:
        return under if own is None else own
    return max(own, under) if indicator.roll_up == RollUp.MAX else own + under


def refreshed(
    report: Report, indicators: list[Indicator], stored: Mapping[int, ReportValue], owned: Owned | None = None
) -> dict[int, ReportValue]:
    """The values of a draft with their automatic parts as of now; what a person typed stands."""
    own, under = own_figures(report, indicators, owned), below((), indicators, report)
    found = {one.pk: stored.get(one.pk) or ReportValue(report=report, indicator=one, version=0) for one in indicators}
    for one in indicators:
        settle(found[one.pk], one, own.get(one.pk), under.get(one.pk))
    sums = {pk: value.value for pk, value in found.items()}
    for one in (one for one in indicators if one.how == How.RATIO):
        value = found[one.pk]
        value.below = None
        value.own = figures.ratio(sums.get(one.numerator_id or 0), sums.get(one.denominator_id or 0))
        if value.origin == FigureOrigin.AUTO:
            value.value = value.own
    return found


def settle(value: ReportValue, indicator: Indicator, own: Decimal | None, under: Decimal | None) -> None:
    """Put the automatic parts in. A typed indicator's own part is what the person typed; on any other indicator a typed
    figure stands in place of the whole, with the automatic parts beside it."""
    value.below = under
    if indicator.how != How.TYPED:
        value.own = own
        if value.origin == FigureOrigin.AUTO:
            value.value = join(indicator, own, under)
    else:
        value.value = join(indicator, value.own, under)


def automatic(value: ReportValue) -> Decimal | None:
    """What the system works out where a person typed something else; None for typed indicators."""
    if value.indicator.how == How.TYPED:
        return None
    if value.indicator.how == How.RATIO:
        return value.own
    return join(value.indicator, value.own, value.below)


def replaced(value: ReportValue) -> Decimal | None:
    """The automatic figure that a person typed another over; None where the figure given agrees or there is none."""
    if value.origin != FigureOrigin.TYPED:
        return None
    found = automatic(value)
    return None if found == value.value else found


def _shows(row: TemplateRow, values: Mapping[int, ReportValue], report: Report) -> bool:
    """A draft shows the rows in use; what was sent shows what it held, gone rows too."""
    return row.indicator_id in values and (row.retired_at is None or not report.is_editable)


def _is_left(value: ReportValue | None, report: Report) -> bool:
    return report.is_editable and value is not None and value.origin == FigureOrigin.TYPED


def _in_groups(rows: list[tuple[TemplateRow, ReportValue]]) -> list[tuple[TemplateRow, ReportValue]]:
    """Rows without a group first, then group by group."""
    return sorted(rows, key=lambda row: (row[0].group.order, row[0].group.pk) if row[0].group else (-1, 0))


def _narratives(report: Report) -> tuple[list[tuple[TemplateHeading, ReportNarrative]], list[ReportNarrative]]:
    stored = {text.heading_id: text for text in report.narratives.select_related("heading")}
    headings = report.period.template.headings.order_by("order", "pk")
    shown, left = [], []
    for heading in headings:
        text = stored.get(heading.pk)
        if heading.retired_at is None or (text and text.text and not report.is_editable):
            shown.append((heading, text or ReportNarrative(report=report, heading=heading, version=0)))
        elif text is not None and text.is_edited and text.text:
            left.append(text)
    return shown, left
