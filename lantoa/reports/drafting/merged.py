"""What a consolidated report says beyond what its own unit did: the sum, heading by heading, and what the units below
say for themselves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lantoa.documents.writing.wording import lower_first
from lantoa.organisations.models import Unit
from lantoa.reports.consolidating import children_of
from lantoa.reports.content import Content
from lantoa.reports.drafting import proposals, said_below, totals
from lantoa.reports.drafting.results import NOTHING
from lantoa.reports.drafting.tellers import is_lead_in, tells
from lantoa.reports.enums import HeadingRole
from lantoa.reports.models import Report, ReportNarrative, TemplateHeading
from lantoa.reports.writing.below import turnout

# What every unit says for itself and nobody can add up.
_SAID_BY_EACH = (HeadingRole.DIFFICULTIES, HeadingRole.PROPOSALS)


def collected(report: Report, heading: TemplateHeading) -> list[tuple[Report, str, str]]:
    """The texts of the reports that are in the sum under one heading: (report, unit, text), by unit; those that are
    empty are left out."""
    return [(text.report, text.report.unit.label, text.text) for text in _texts(report, [heading.pk])]


def _texts(report: Report, headings: Sequence[int]) -> list[ReportNarrative]:
    texts = ReportNarrative.objects.filter(report__included_in__report=report, heading__in=headings).exclude(text="")
    return list(texts.select_related("report__unit").order_by("report__unit__sort_key", "report_id"))


def add_below(report: Report, headings: Sequence[TemplateHeading], told: dict[int, str], found: Content) -> None:
    """Put the sum and what the reports below say into the drafts of a consolidated report."""
    opening, sums, said = (
        _opening(report, headings),
        totals.by_heading(found, headings),
        _said_by_each(report, headings, told),
    )
    for heading in headings:
        own = told.get(heading.pk, "")
        if tells(heading) and not is_lead_in(heading, headings):
            own = _as_own(report.unit, own)
        sums_here = " ".join(text for text in (opening.get(heading.pk), sums.get(heading.pk)) if text)
        parts = (_of_direction(heading, own), sums_here, own, said.get(heading.pk))
        told[heading.pk] = "\n".join(dict.fromkeys(part for part in parts if part and part != NOTHING))


def _of_direction(heading: TemplateHeading, own: str) -> str:
    """What the unit itself issued and held comes before the sum, as the sum follows from it."""
    return own if heading.role == HeadingRole.LEADERSHIP else ""


def _as_own(unit: Unit, text: str) -> str:
    """What the unit itself did, set apart from the sum; that it did nothing itself goes without saying."""
    if not text or text == NOTHING:
        return ""
    return f"Riêng {unit.name}: {lower_first(' '.join(text.splitlines()))}"


def _opening(report: Report, headings: Sequence[TemplateHeading]) -> dict[int, str]:
    """ "Báo cáo tổng hợp từ 45/52 đơn vị." where the results begin."""
    first = next((one for one in headings if is_lead_in(one, headings) or tells(one)), None)
    return {first.pk: f"Báo cáo tổng hợp từ {turnout(children_of(report)).said}."} if first else {}


def _said_by_each(report: Report, headings: Sequence[TemplateHeading], told: Mapping[int, str]) -> dict[int, str]:
    """Under difficulties and proposals what the units say, the same words once; after what is `told` there already.
    What they propose to the unit itself stays out: it is the unit's to answer (`proposals.addressed_to_office`)."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for text in _texts(report, [heading.pk for heading in headings if heading.role in _SAID_BY_EACH]):
        found[text.heading_id].append((text.report.unit.label, text.text))
    for heading in [one for one in headings if proposals.is_sorted(one) and one.pk in found]:
        found[heading.pk] = proposals.going_up(found[heading.pk], proposals.office_of(report.unit))
    return {heading: said_below.merged(texts, is_led=not told.get(heading)) for heading, texts in found.items()}
