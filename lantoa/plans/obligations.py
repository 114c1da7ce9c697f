"""What an issued plan asks of whom: from its rows to debts for the ledger."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType

from lantoa.ledger.books import Debt
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.plans.chain import asked_by_any, plans_above
from lantoa.plans.enums import ParagraphRole, ReportPeriod
from lantoa.plans.models import Cascade, Plan, PlanParagraph, PlanTask, ReportingRule, UnitMention
from lantoa.plans.own_drafts import derived_from_chain
from lantoa.plans.schedule import occasions, when


class Asked:
    """A plan's debts. What a name in its text means is worked out once for all rows, by the tree of the day."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        mentions = plan.mentions.prefetch_related("units", "groups")
        self.units = {mention.pk: mention.resolve(on=plan.named_on) for mention in mentions}

    def debts(self) -> Iterator[Debt]:
        """Every debt of the plan: tasks, own plans, reports, duties."""
        yield from self._of_tasks()
        yield from self._of_cascades()
        yield from self._of_reports()
        yield from self._of_duties()

    def _named(self, *mentions: UnitMention | int | None) -> set[int]:
        ids = [one.pk if isinstance(one, UnitMention) else one for one in mentions]
        return set().union(*(self.units.get(pk, set()) for pk in ids if pk))

    def _of_tasks(self) -> Iterator[Debt]:
        tasks = list(self.plan.tasks.select_related("paragraph__section").prefetch_related("coordinations"))
        above, planning = self._owed_above(tasks), self._planning()
        for task in tasks:
            held = set(above[task.pk]) | planning.get(task.pk, set())
            leads = self._named(task.lead_id) - held
            others = self._named(*(one.mention_id for one in task.coordinations.all())) - leads - held
            for unit_id in sorted(leads):
                yield self._task_debt(task, unit_id, ObligationKind.TASK_LEAD)
            for unit_id in sorted(others):
                yield self._task_debt(task, unit_id, ObligationKind.TASK_COORDINATING)

    def _planning(self) -> dict[int, set[int]]:
        """For each task that asks units for plans of their own (by id) those units: they owe the plan, not the row."""
        rows = self.plan.cascades.filter(task__isnull=False).prefetch_related("targets")
        return {one.task_id: self._named(*one.targets.all()) for one in rows if one.task_id}

    def held_above(self) -> list[int]:
        """Obligations (ids) of the plans above that the rows of this one spell out, of units that those rows name."""
        tasks = list(self.plan.tasks.exclude(derived_from=None).prefetch_related("coordinations"))
        above, found = self._owed_above(tasks), set[int]()
        for task in tasks:
            named = self._named(task.lead_id, *(one.mention_id for one in task.coordinations.all()))
            found |= {debt for unit, debt in above[task.pk].items() if unit in named}
        return sorted(found)

    @staticmethod
    def _owed_above(tasks: list[PlanTask]) -> dict[int, dict[int, int]]:
        """For each task the units that owe a row of a plan above, which it was derived from, with that obligation:
        they owe it once."""
        chains = derived_from_chain(tasks)
        above = {pk for chain in chains.values() for pk in chain[1:]}
        owed: dict[int, dict[int, int]] = {}
        if above:
            kind = ContentType.objects.get_for_model(PlanTask)
            rows = Obligation.objects.filter(subject_type=kind, subject_id__in=above).counted()
            for task, unit, debt in rows.values_list("subject_id", "unit_id", "pk"):
                owed.setdefault(task, {})[unit] = debt
        return {pk: _joined(owed.get(one, {}) for one in chain[1:]) for pk, chain in chains.items()}

    def _task_debt(self, task: PlanTask, unit_id: int, kind: ObligationKind) -> Debt:
        due = when(task, self.plan)
        return Debt(
            unit_id=unit_id,
            kind=kind,
            subject=task,
            title=task.text,
            source_line=f"{self.source}, {task.place}",
            starts_on=due.starts_on,
            due_on=due.due_on,
            due_words=task.timing_raw,
            is_waiting=due.is_waiting,
            rhythm=due.rhythm,
            expected=due.expected,
        )

    def _of_cascades(self) -> Iterator[Debt]:
        held = set(asked_by_any(plans_above(self.plan)).counted().values_list("unit_id", flat=True))
        for cascade, units in self.cascades():
            for unit_id in sorted(units - held):
                yield Debt(
                    unit_id=unit_id,
                    kind=ObligationKind.OWN_PLAN,
                    subject=cascade,
                    title=f"Ban hành kế hoạch của đơn vị năm {self.plan.year}",
                    source_line=f"{self.source}: {cascade.text}" if cascade.text else self.source,
                    due_on=cascade.due_on,
                    is_waiting=cascade.due_on is None,
                )

    def cascades(self) -> list[tuple[Cascade, set[int]]]:
        """Which units must issue a plan of their own. One plan answers all that ask for it, so a unit named twice owes
        it once, by the earliest day; those that owe it to a plan above too owe it there."""
        rows = sorted(
            self.plan.cascades.prefetch_related("targets"), key=lambda one: (one.due_on or dt.date.max, one.pk)
        )
        found, named = [], {self.plan.unit_id}
        for one in rows:
            units = self._named(*one.targets.all()) - named
            found.append((one, units))
            named |= units
        return found

    def _of_reports(self) -> Iterator[Debt]:
        rules = list(self.plan.reporting_rules.prefetch_related("reporters"))
        yearly = {rule.to_text for rule in rules if rule.period == ReportPeriod.YEAR}
        for rule in rules:
            units = sorted(self._named(*rule.reporters.all()))
            for occasion in occasions(rule, self.plan, has_yearly=rule.to_text in yearly):
                for unit_id in units:
                    yield self._report_debt(rule, unit_id, occasion.part, occasion.name, occasion.due_on)

    def _report_debt(self, rule: ReportingRule, unit_id: int, part: str, name: str, due_on: dt.date | None) -> Debt:
        to = f", gửi {rule.to_text}" if rule.to_text else ""
        return Debt(
            unit_id=unit_id,
            kind=ObligationKind.REPORT,
            subject=rule,
            title=f"Báo cáo {name}{to}",
            source_line=self.source,
            part=part,
            due_on=due_on,
            is_waiting=due_on is None,
        )

    def _of_duties(self) -> Iterator[Debt]:
        duties = self.plan.paragraphs.filter(
            role=ParagraphRole.DUTY, is_tracked=True, section__duty_of__isnull=False
        ).select_related("section")
        for duty in duties:
            section = duty.section
            for unit_id in sorted(self._named(section.duty_of_id if section else None)):
                yield self._duty_debt(duty, unit_id)

    def _duty_debt(self, duty: PlanParagraph, unit_id: int) -> Debt:
        return Debt(
            unit_id=unit_id,
            kind=ObligationKind.DUTY,
            subject=duty,
            title=duty.text,
            source_line=f"{self.source}, mục {duty.section}",
            due_on=duty.due_on or dt.date(self.plan.year, 12, 31),
        )

    @property
    def source(self) -> str:
        """How the plan is cited on a unit's list."""
        number = f" số {self.plan.number}" if self.plan.number else f" năm {self.plan.year}"
        return f"Kế hoạch{number}"


def _joined(parts: Iterable[dict[int, int]]) -> dict[int, int]:
    """What the nearest plan above holds stands before what those further up hold."""
    return {unit: debt for part in reversed(list(parts)) for unit, debt in part.items()}


def held_above(plan: Plan) -> list[int]:
    """`Asked.held_above`; names are worked out only where the plan spells out one above."""
    return Asked(plan).held_above() if plan.tasks.exclude(derived_from=None).exists() else []
