"""Headings and paragraphs of a plan from the drafts of a reading."""

from collections import Counter
from typing import Any

from lantoa.documents.plan import Deadline, PlanReading
from lantoa.plans.enums import BodyPart, TimingKind
from lantoa.plans.importing.drafts import BESIDE, Draft, Heading, Item, Paragraph, drafts_of
from lantoa.plans.importing.names import Names
from lantoa.plans.importing.spans import overlap
from lantoa.plans.models import Plan, PlanParagraph, PlanSection, UnitMention
from lantoa.plans.models.versioned import spans_of
from lantoa.plans.texts import bare, fit


class Body:
    """The plan's body, written. `row_at` finds the paragraph that something else of the reading stands in."""

    def __init__(self, plan: Plan, reading: PlanReading, names: Names) -> None:
        self.plan, self.reading, self.names = plan, reading, names
        self.drafts, self.items = drafts_of(reading)
        self.rows: dict[Paragraph, PlanParagraph] = {}
        self._write()
        self.loose_deadlines = [one for one in _beside_table(reading) if not self._takes(one)]
        PlanParagraph.objects.bulk_update([row for row in self.rows.values() if row.dates], ["dates"])

    def _write(self) -> None:
        section: PlanSection | None = None
        owners: list[PlanSection] = []  # headings above, each with the duty that it stands under
        for order, draft in enumerate(self.drafts):
            if isinstance(draft, Heading):
                owners = [one for one in owners if 0 < one.depth < (draft.depth or BESIDE)]
                section = self._section(draft, order, owners[-1].duty_of if owners else None)
                owners.append(section)
            else:
                inside = section if draft.part in (BodyPart.BODY, BodyPart.ASIDE) else None
                self.rows[draft] = self._paragraph(draft, order, inside)
        PlanParagraph.objects.bulk_create(self.rows.values())

    def _section(self, draft: Heading, order: int, above: UnitMention | None) -> PlanSection:
        duty = self.reading.duties[draft.duty] if draft.duty is not None else None
        return PlanSection.objects.create(
            plan=self.plan,
            order=order,
            depth=draft.depth,
            spans=spans_of(draft.spans),
            duty_of=self.names.mention(duty.unit) if duty else above,
            duty_text=duty.unit if duty else "",
            **fit(PlanSection, label=draft.label, title=draft.title),
        )

    def _paragraph(self, draft: Paragraph, order: int, section: PlanSection | None) -> PlanParagraph:
        return PlanParagraph(
            plan=self.plan,
            section=section,
            part=draft.part,
            order=order,
            text=draft.text,
            role=draft.role,
            channel_kinds=draft.item.kinds if draft.item else [],
            spans=spans_of(draft.spans),
            **fit(PlanParagraph, mark=draft.mark),
        )

    def row_of(self, item: Item | None) -> PlanParagraph | None:
        return self.rows[item.row] if item and item.row else None

    def row_at(self, spans: Any, text: str = "") -> PlanParagraph | None:
        """The paragraph that says `text`, failing that the one with most of `spans`; none where neither is known."""
        said = [draft for draft in self._paragraphs() if text and bare(draft.text) == bare(text)]
        near = [draft for draft in self._paragraphs() if overlap(spans, draft.spans)]
        both = [draft for draft in said if draft in near]
        best = both or said or sorted(near, key=lambda draft: -overlap(spans, draft.spans))
        return self.rows[best[0]] if best else None

    def _paragraphs(self) -> list[Paragraph]:
        return [draft for draft in self.drafts if isinstance(draft, Paragraph)]

    def _takes(self, deadline: Deadline) -> bool:
        """Write a day of due to the paragraph that names it; false where none says just that."""
        row = self.row_at(deadline.spans, deadline.what)
        if row is None or bare(row.text) != deadline.what or self.duty_text_of(row) != deadline.who:
            return False
        row.dates.append(deadline.due)
        return True

    def duty_text_of(self, row: PlanParagraph) -> str | None:
        return duty_text_over(row, self.plan_sections())

    def plan_sections(self) -> list[PlanSection]:
        if not hasattr(self, "_sections"):
            self._sections = list(self.plan.sections.all())
        return self._sections


def _beside_table(reading: PlanReading) -> list[Deadline]:
    """The days of due that no row of the table says by its timing. Days stand in printed order, the table's last: where
    the body says the very same as a row, the first is the body's."""
    of_rows = Counter(
        (row.task, row.lead, row.timing.end)
        for row in reading.tasks
        if row.timing.kind == TimingKind.DATE and row.timing.start is None
    )
    found = []
    for one in reversed(reading.deadlines):
        told = (one.what, one.who, one.due)
        if of_rows[told]:
            of_rows[told] -= 1
        else:
            found.append(one)
    return found[::-1]


def duty_text_over(row: PlanParagraph, sections: list[PlanSection]) -> str | None:
    """The unit, as printed, whose duty a paragraph is."""
    at = next((place for place, one in enumerate(sections) if one.pk == row.section_id), None)
    if at is None or sections[at].duty_of_id is None:
        return None
    return next((one.duty_text for one in reversed(sections[: at + 1]) if one.duty_text), None)


__all__ = ["Body", "Draft", "duty_text_over"]
