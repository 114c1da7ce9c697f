"""What the accepted reports below say: their texts under a heading with the units' names, and the sentence that opens
the results of a consolidated report."""

from collections import defaultdict
from collections.abc import Sequence

from lantoa.reports.consolidating import children_of
from lantoa.reports.enums import HeadingRole
from lantoa.reports.models import Report, ReportNarrative, ReportValue, TemplateHeading
from lantoa.reports.writing.below import turnout
from lantoa.vietnamese.numbers import format_number
from lantoa.vietnamese.text import fold

_MOST_FIGURES = 8
# What every unit says for itself and nobody can add up.
_SAID_BY_EACH = (HeadingRole.DIFFICULTIES, HeadingRole.PROPOSALS)


def collected(report: Report, heading: TemplateHeading) -> list[tuple[Report, str, str]]:
    """The texts of the reports that are in the sum under one heading: (report, unit, text), by unit; those that are
    empty are left out."""
    texts = ReportNarrative.objects.filter(report__included_in__report=report, heading=heading).exclude(text="")
    texts = texts.select_related("report__unit").order_by("report__unit__sort_key", "report_id")
    return [(text.report, text.report.unit.label, text.text) for text in texts]


def add_below(report: Report, headings: Sequence[TemplateHeading], told: dict[int, str]) -> None:
    """Put what the reports below say into the drafts of a consolidated report; of any other nothing changes."""
    if not report.inclusions.exists():
        return
    first = next((heading for heading in headings if heading.role == HeadingRole.RESULTS), None)
    if first is not None:
        own = told.get(first.pk, "")
        told[first.pk] = "\n".join(text for text in (_opening(report), _as_own(report, own)) if text)
    for heading, text in _said_by_each(report, headings).items():
        told[heading] = "\n".join(part for part in (told.get(heading, ""), text) if part)


def _as_own(report: Report, text: str) -> str:
    """What the unit itself did, set apart from the sum; that it did nothing itself goes without saying."""
    if not text or text.startswith("Trong kỳ, đơn vị chưa ghi nhận"):
        return ""
    return f"Riêng {report.unit.name}:\n{text}"


def _opening(report: Report) -> str:
    """ "Báo cáo tổng hợp từ 45/52 đơn vị. Kết quả chung trong kỳ: …"."""
    said = f"Báo cáo tổng hợp từ {turnout(children_of(report)).said}."
    figures = "; ".join(_figures(report))
    return f"{said} Kết quả chung trong kỳ: {figures}." if figures else said


def _figures(report: Report) -> list[str]:
    rows = ReportValue.objects.filter(
        report=report,
        value__isnull=False,
        indicator__rows__template=report.period.template_id,
        indicator__rows__retired_at__isnull=True,
    )
    rows = rows.select_related("indicator").order_by("indicator__rows__group__order", "indicator__rows__order")
    return [_figure(row) for row in rows if row.value][:_MOST_FIGURES]


def _figure(row: ReportValue) -> str:
    """ "số hội nghị, cuộc họp: 120 cuộc"."""
    indicator = row.indicator
    name = indicator.name if indicator.name[:2].isupper() else indicator.name[:1].lower() + indicator.name[1:]
    value = format_number(row.value or 0, indicator.places)
    gap = "" if indicator.measure == "%" else " "
    return f"{name}: {value}{gap}{indicator.measure}".strip()


def _said_by_each(report: Report, headings: Sequence[TemplateHeading]) -> dict[int, str]:
    """Under difficulties and proposals each unit's words with its name; the same words of several units once."""
    wanted = [heading.pk for heading in headings if heading.role in _SAID_BY_EACH]
    texts = ReportNarrative.objects.filter(report__included_in__report=report, heading__in=wanted).exclude(text="")
    texts = texts.select_related("report__unit").order_by("report__unit__sort_key", "report_id")
    found: dict[int, dict[str, tuple[str, list[str]]]] = defaultdict(dict)
    for text in texts:
        words = found[text.heading_id].setdefault(fold(text.text), (text.text.strip(), []))
        words[1].append(text.report.unit.label)
    return {
        heading: "\n".join(f"{', '.join(units)}:\n{said}" for said, units in by_words.values())
        for heading, by_words in found.items()
    }
