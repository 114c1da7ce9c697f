"""What the units below say under a heading, and taking it up into the text of the report above."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.reports.drafting import drafts, proposals
from lantoa.reports.drafting.wording import listed
from lantoa.reports.models import Report, ReportNarrative, TemplateHeading
from lantoa.reports.typed import Typed, save_text
from lantoa.vietnamese.text import fold

_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Source:
    """What one unit says; `is_taken`: it stands in the text already, word for word."""

    report: Report
    unit: Unit
    text: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A proposal to the report's own unit, with who makes it; `mark` names it in a form, `is_taken`: it stands in the
    text all the same."""

    said: str
    mark: str
    is_taken: bool


def to_answer(report: Report, heading: TemplateHeading, said: str) -> list[ToAnswer]:
    """What the units propose to the report's own unit under a heading, which its draft leaves out; `said`: the text
    that a person may have taken it up into."""
    if not proposals.is_sorted(heading):
        return []
    found = proposals.addressed_to_office(report, heading)
    return [ToAnswer(one.line, _mark(one.text), one.stands_in(said)) for one in found]


def _mark(point: str) -> str:
    """The same however many units say it, so that a page opened before one more did still names it."""
    return hashlib.sha256(fold(point).encode()).hexdigest()[:12]


def sources(report: Report, heading: TemplateHeading) -> QuerySet[ReportNarrative]:
    """The texts of the units in the sum under a heading, by unit: a page of them is read at a time."""
    texts = ReportNarrative.objects.filter(report__included_in__report=report, heading=heading).exclude(text="")
    return texts.select_related("report__unit").order_by("report__unit__sort_key", "report_id")


def shown(texts: Iterable[ReportNarrative], said: str) -> list[Source]:
    """Texts as the page shows them; `said`: the text that they may stand in already."""
    return [Source(one.report, one.report.unit, one.text, one.text.strip() in said) for one in texts]


def take(
    report: Report,
    heading: TemplateHeading,
    typed: Typed,
    chosen: Collection[str],
    *,
    by: User,
    asked: Collection[str] = (),
) -> int:
    """Save what was typed with the words of the chosen reports (ids) put at its end under the units' names, and the
    proposals to the unit itself that it carries up all the same (`asked`, by their marks); how many were put there.
    Words that stand in the text already are not put there twice; what the system wrote and nobody touched stays before
    them, as it is now."""
    was = typed.text
    if not typed.is_touched and not report.narratives.filter(heading=heading, is_edited=True).exists():
        typed.text = drafts(report).get(heading.pk, typed.text)
    ids = [int(one) for one in chosen if one.isascii() and one.isdecimal() and len(one) < _DIGITS]
    wanted = shown(sources(report, heading).filter(report__in=ids), typed.text)
    parts = [f"{one.unit.label}:\n{one.text.strip()}" for one in wanted if not one.is_taken]
    carried = [one.said for one in to_answer(report, heading, typed.text) if one.mark in asked and not one.is_taken]
    typed.text = "\n".join(part for part in [typed.text, *parts, listed(carried)] if part)
    save_text(report, heading, typed, by=by)
    if typed.is_refused:
        typed.text = was
    return len(parts) + len(carried)
