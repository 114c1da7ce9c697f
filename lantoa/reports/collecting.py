"""What the units below say under a heading, and taking it up into the text of the report above."""

from collections.abc import Collection
from dataclasses import dataclass

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.reports.drafting import collected
from lantoa.reports.models import Report, TemplateHeading
from lantoa.reports.typed import Typed, save_text


@dataclass(frozen=True, slots=True)
class Source:
    """What one unit says; `is_taken`: it stands in the text already, word for word."""

    report: Report
    unit: Unit
    text: str
    is_taken: bool


def sources(report: Report, heading: TemplateHeading, said: str) -> list[Source]:
    """The words of each unit in the sum, by unit; `said`: the text that they may stand in already."""
    return [Source(child, child.unit, text, text.strip() in said) for child, _, text in collected(report, heading)]


def take(report: Report, heading: TemplateHeading, typed: Typed, chosen: Collection[str], *, by: User) -> int:
    """Save what was typed with the words of the chosen reports (ids) put at its end under the units' names; how many
    were put there. Words that stand in the text already are not put there twice."""
    parts = [
        f"{one.unit.label}:\n{one.text.strip()}"
        for one in sources(report, heading, typed.text)
        if str(one.report.pk) in chosen and not one.is_taken
    ]
    was = typed.text
    typed.text = "\n".join(part for part in [typed.text, *parts] if part)
    save_text(report, heading, typed, by=by)
    if typed.is_refused:
        typed.text = was
    return len(parts)
