"""The first draft of a report's narrative, written from what the unit logged and owed: facts alone, nothing guessed.

Where the ledgers say nothing (proposals, causes), the draft is empty and the heading's hint says what to write. Every
heading costs a fixed number of questions to the database, however much was done.
"""

from collections.abc import Callable

from lantoa.reports import content
from lantoa.reports.content import Content
from lantoa.reports.drafting import duties, leadership, merged, prospects, results
from lantoa.reports.drafting.duties import Asked
from lantoa.reports.drafting.merged import collected
from lantoa.reports.drafting.wording import UNIT
from lantoa.reports.enums import HeadingRole
from lantoa.reports.models import Report, TemplateHeading
from lantoa.reports.owning import Owned, owned_by
from lantoa.reports.writing.document import nothing_to_report

__all__ = ["collected", "drafts"]

_OF_DUTIES: dict[str, Callable[[Asked], str]] = {
    HeadingRole.EVALUATION: duties.evaluation,
    HeadingRole.DIFFICULTIES: duties.difficulties,
    HeadingRole.NEXT: prospects.coming,
}


def drafts(report: Report, owned: Owned | None = None, found: Content | None = None) -> dict[int, str]:
    """The draft under each heading (by id) of the report's template; "" where there is nothing to say. `owned`: whose
    work it tells, `found`: the figures that stand beside it, where they are known already."""
    headings = list(report.period.template.headings.filter(retired_at__isnull=True).order_by("order", "pk"))
    if not headings:
        return {}
    if report.is_nil:
        return _nil(report, headings)
    owned = owned or owned_by(report)
    units, found = owned.ids, found or content.look(report, owned)
    is_sum = report.inclusions.exists()
    who = report.unit.name if is_sum else UNIT
    told = results.drafts(report, units, headings, who)
    for heading in headings:
        if heading.role == HeadingRole.LEADERSHIP:
            told[heading.pk] = leadership.draft(report, units, heading)
        elif heading.role in _OF_DUTIES:
            told[heading.pk] = _OF_DUTIES[heading.role](Asked(report, units, who, found))
    if is_sum:
        merged.add_below(report, headings, told, found)
    return {heading.pk: told.get(heading.pk, "") for heading in headings}


def _nil(report: Report, headings: list[TemplateHeading]) -> dict[int, str]:
    """One sentence, under the results."""
    results_first = sorted(headings, key=lambda heading: heading.role != HeadingRole.RESULTS)
    told = dict.fromkeys((heading.pk for heading in headings), "")
    if results_first:
        told[results_first[0].pk] = nothing_to_report(report)
    return told
