"""A plan spread out for the editor: every row once, by a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lantoa.plans.enums import BodyPart, ParagraphRole
from lantoa.plans.models import (
    BudgetLine,
    Cascade,
    Plan,
    PlanBasis,
    PlanParagraph,
    PlanSection,
    PlanTask,
    ReportingRule,
    UnitMention,
)


@dataclass(frozen=True)
class Place:
    """Where a name is used: the row's key, the task's number where it is one, where in the source."""

    key: str
    number: str
    spans: list[list[int]]
    words: str


@dataclass
class Block:
    """A heading with what stands under it."""

    section: PlanSection | None
    paragraphs: list[PlanParagraph]
    elsewhere: int = 0  # paragraphs that another part of the editor shows


class Sheet:
    """`uses` says where each name stands: primary key of the mention → places."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def mentions(self) -> list[UnitMention]:
        return list(self.plan.mentions.prefetch_related("units", "groups"))

    @cached_property
    def tasks(self) -> list[PlanTask]:
        tasks = list(self.plan.tasks.prefetch_related("products", "coordinations"))
        self._join(tasks, "lead")
        for task in tasks:
            for one in task.coordinations.all():
                one.mention = self.by_pk[one.mention_id]
        return tasks

    @cached_property
    def sections(self) -> list[PlanSection]:
        sections = list(self.plan.sections.all())
        self._join(sections, "duty_of")
        return sections

    @cached_property
    def paragraphs(self) -> list[PlanParagraph]:
        return list(self.plan.paragraphs.all())

    @cached_property
    def bases(self) -> list[PlanBasis]:
        return list(self.plan.bases.select_related("document__replaced_by", "parent_plan", "paragraph"))

    @cached_property
    def rules(self) -> list[ReportingRule]:
        return list(self.plan.reporting_rules.prefetch_related("reporters"))

    @cached_property
    def cascades(self) -> list[Cascade]:
        return list(self.plan.cascades.prefetch_related("targets"))

    @cached_property
    def planning(self) -> set[int]:
        """Ids of the tasks that ask their leads for plans of their own."""
        return {one.task_id for one in self.cascades if one.task_id}

    @cached_property
    def budget(self) -> list[BudgetLine]:
        return list(self.plan.budget_lines.select_related("paragraph"))

    @cached_property
    def by_pk(self) -> dict[int, UnitMention]:
        return {mention.pk: mention for mention in self.mentions}

    def _join(self, rows: Any, name: str) -> None:
        """Give rows the mentions already loaded, with their units and groups."""
        for row in rows:
            pk = getattr(row, f"{name}_id")
            if pk:
                setattr(row, name, self.by_pk[pk])

    @cached_property
    def uses(self) -> dict[int, list[Place]]:
        found: dict[int, list[Place]] = defaultdict(list)
        for task in self.tasks:
            number = task.no or str(task.order + 1)
            if task.lead_id:
                spans = task.cell_spans.get("lead") or task.spans
                found[task.lead_id].append(Place(task.key, number, spans, f"chủ trì nhiệm vụ {number}"))
            for one in task.coordinations.all():
                spans = task.cell_spans.get("coordinating") or task.spans
                found[one.mention_id].append(Place(task.key, number, spans, f"phối hợp nhiệm vụ {number}"))
        for section in self.sections:
            if section.duty_of_id and section.duty_text:
                found[section.duty_of_id].append(Place(section.key, "", section.spans, "được giao trách nhiệm"))
        for rule in self.rules:
            for mention in rule.reporters.all():
                found[mention.pk].append(Place(rule.key, "", rule.spans, "gửi báo cáo"))
        for cascade in self.cascades:
            for mention in cascade.targets.all():
                found[mention.pk].append(Place(cascade.key, "", cascade.spans, "lập kế hoạch của đơn vị"))
        return found

    @property
    def named(self) -> list[tuple[UnitMention, list[Place]]]:
        """Names in use, those that nobody has recognised first."""
        used = [(mention, self.uses[mention.pk]) for mention in self.mentions if self.uses.get(mention.pk)]
        return sorted(used, key=lambda pair: pair[0].state != "unmatched")

    def with_role(self, role: str) -> list[PlanParagraph]:
        return [row for row in self.paragraphs if row.role == role]

    @property
    def contents(self) -> list[PlanParagraph]:
        return self.with_role(ParagraphRole.CONTENT)

    @property
    def channels(self) -> list[PlanParagraph]:
        return self.with_role(ParagraphRole.CHANNEL)

    @property
    def duties(self) -> list[Block]:
        """Who must do what: each unit's heading with its items."""
        blocks: list[Block] = []
        by_section = self._by_section
        for section in self.sections:
            if section.duty_text or (blocks and section.duty_of_id and not section.duty_text):
                items = [row for row in by_section[section.pk] if row.role == ParagraphRole.DUTY]
                if section.duty_text:
                    blocks.append(Block(section, items))
                else:
                    blocks[-1].paragraphs += items
        return blocks

    @property
    def preamble(self) -> list[PlanParagraph]:
        return [row for row in self.paragraphs if row.part == BodyPart.PREAMBLE]

    @property
    def closing(self) -> list[PlanParagraph]:
        return [row for row in self.paragraphs if row.part == BodyPart.CLOSING]

    @property
    def blocks(self) -> list[Block]:
        """The body in printed order: headings with the text that no other part of the editor shows."""
        own = {ParagraphRole.TEXT, ParagraphRole.AUDIENCE}
        by_section = self._by_section
        return [
            Block(
                section,
                [row for row in by_section[section.pk] if row.role in own],
                sum(row.role not in own for row in by_section[section.pk]),
            )
            for section in self.sections
            if section.depth != 9
        ]

    @cached_property
    def _by_section(self) -> dict[int | None, list[PlanParagraph]]:
        found: dict[int | None, list[PlanParagraph]] = defaultdict(list)
        for row in self.paragraphs:
            found[row.section_id].append(row)
        return found
