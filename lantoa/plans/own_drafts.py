"""Drafts of units' own plans out of the plan above, many at a time: each has its share of the tasks and rests on the
number of the plan above. What all drafts have in common is read once."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.plans.chain import plans_above
from lantoa.plans.enums import BodyPart, MentionState, ParagraphRole
from lantoa.plans.models import (
    Cascade,
    Plan,
    PlanBasis,
    PlanParagraph,
    PlanProduct,
    PlanSection,
    PlanTask,
    UnitMention,
)
from lantoa.plans.own_frame import emptied, opening, signatures, word_under
from lantoa.plans.own_names import names_of_issuer, own_words
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import fold

_ROWS = 2000  # rows that one statement writes
_OF_THE_READING = frozenset({"id", "plan", "spans", "cell_spans", "version", "doubt", "derived_from", "paragraph"})

_HELPS = "Trong kế hoạch cấp trên, việc này do đơn vị khác chủ trì. Ghi lại phần việc của đơn vị, hoặc bỏ dòng này."
# The opening, the closing, money and duties speak for the unit that wrote them.
_OWN_WORDS = frozenset({ParagraphRole.BUDGET, ParagraphRole.DUTY})


def _is_for_units_too(paragraph: PlanParagraph) -> bool:
    return paragraph.part == BodyPart.BODY and paragraph.role not in _OWN_WORDS


def copied(row: models.Model, **changes: Any) -> Any:
    """A new, unsaved row of the same kind, without what belongs to the reading of the old one's source."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _OF_THE_READING and field.name not in changes
    }
    return type(row)(**values, **changes)


class OwnDrafts:
    """What the drafts of an issued plan are made of."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.issuer_names = names_of_issuer(plan)
        self.above = list(reversed(plans_above(plan)))
        every = list(plan.sections.all())
        self.sections = [section for section in every if not section.duty_of_id]
        kept = {None, *(section.pk for section in self.sections)}
        texts = list(plan.paragraphs.all())
        self.paragraphs = [one for one in texts if one.section_id in kept and _is_for_units_too(one)]
        self.emptied = emptied(every, before=texts, after=self.paragraphs)
        self.tasks = list(plan.tasks.prefetch_related("products"))
        self.cascades = list(plan.cascades.all())
        self._leads: dict[int, set[int]] = {}
        self._takes_part = self._parts()

    def make(
        self, units: Sequence[Unit], *, by: User, is_prepared: bool, asked: dict[int, set[int]] | None = None
    ) -> list[Plan]:
        """A draft for each unit. `asked`: the units below each that the plan's cascade names too (ids by id); the
        unit's own draft asks them in its turn."""
        signing = signatures(units)
        drafts = [self._head(unit, by=by, is_prepared=is_prepared, signer=signing[unit.pk]) for unit in units]
        _write(drafts)
        own = [self._mention(draft, draft.unit.name) for draft in drafts]
        _write(own)
        _link(UnitMention.units.through, [(one.pk, one.plan.unit_id) for one in own])
        self._open(drafts)
        self._copy_body(drafts)
        self._copy_tasks(drafts, own)
        self._pass_on(drafts, asked or {})
        return drafts

    def _head(self, unit: Unit, *, by: User, is_prepared: bool, signer: dict[str, str]) -> Plan:
        plan = self.plan
        issuer = plan.issuer_text or plan.unit.name
        title = own_words(plan.title, self.issuer_names, unit)
        return Plan(
            unit=unit,
            year=plan.year,
            parent=plan,
            title=title,
            place=plan.place,
            issuer_text=unit.name,
            superior_text=issuer,
            audiences=plan.audiences,
            recipients=[issuer, "Lưu: VT"],
            appendix_label=plan.appendix_label,
            appendix_title=own_words(plan.appendix_title, self.issuer_names, unit),
            columns=plan.columns,
            before_day=plan.before_day,
            created_by=by,
            is_prepared=is_prepared,
            folded=fold(f"{title}  {unit.name}")[:700],
            **signer,
        )

    @staticmethod
    def _mention(draft: Plan, text: str) -> UnitMention:
        return UnitMention(plan=draft, text=text, key=name_key(text)[:400], state=MentionState.MATCHED)

    def _bases(self, draft: Plan) -> list[PlanBasis]:
        """The plans above, the highest first, down to the one that asks."""
        return [
            PlanBasis(
                plan=draft,
                order=order,
                parent_plan=one,
                number=one.number,
                dated=one.dated,
                issuer=one.issuer_text or one.unit.name,
                about=one.title[:1].lower() + one.title[1:],
            )
            for order, one in enumerate([*self.above, self.plan])
        ]

    def _open(self, drafts: list[Plan]) -> None:
        """The bases with their sentences."""
        bases = {draft: self._bases(draft) for draft in drafts}
        _write([row for draft, own in bases.items() for row in opening(draft, own)])
        _write([basis for own in bases.values() for basis in own])

    def _copy_body(self, drafts: list[Plan]) -> None:
        """The text; the duties of other units stay with the plan above. It stands after the opening."""
        down = len(self.above) + 2
        places: dict[tuple[int, int | None], PlanSection] = {}
        words: list[PlanParagraph] = []
        for draft in drafts:
            for section in self.sections:
                new = places[draft.pk, section.pk] = copied(section, plan=draft, order=section.order + down)
                words += word_under(new, self.emptied[section.pk]) if section.pk in self.emptied else []
        _write(list(places.values()))
        _write(words)
        _write(
            [
                copied(one, plan=draft, section=places.get((draft.pk, one.section_id)), order=one.order + down)
                for draft in drafts
                for one in self.paragraphs
            ]
        )

    def _copy_tasks(self, drafts: list[Plan], own: list[UnitMention]) -> None:
        made: list[tuple[PlanTask, PlanTask]] = []
        for draft, mention in zip(drafts, own, strict=True):
            for number, task in enumerate(share := self.share(draft.unit), start=1):
                new = copied(task, plan=draft, lead=mention, lead_text="", derived_from=task)
                if all(one.no.isdecimal() for one in share):
                    new.no = str(number)
                new.doubt = "" if self._leads_here(task, draft.unit) else _HELPS
                made.append((task, new))
        _write([new for _, new in made])
        products: list[PlanProduct] = [copied(one, task=new) for task, new in made for one in task.products.all()]
        _write(products)

    def _leads_here(self, task: PlanTask, unit: Unit) -> bool:
        """Whether the unit, or one above it whose part it takes, leads the task; else it only helped there."""
        return not self._leads.get(task.pk, set()).isdisjoint({unit.pk, *self._between(unit)})

    def _between(self, unit: Unit) -> list[int]:
        """Ids of the units that stand between the issuer and the unit."""
        ancestors = unit.ancestor_ids()
        return ancestors[ancestors.index(self.plan.unit_id) + 1 :] if self.plan.unit_id in ancestors else []

    def share(self, unit: Unit) -> list[PlanTask]:
        """The tasks in which the unit takes part by the ledger, or one between it and the issuer; where there are none,
        those of the issuer itself."""
        for units in ({unit.pk, *self._between(unit)}, {self.plan.unit_id, *unit.ancestor_ids()}):
            found = [task for task in self.tasks if not units.isdisjoint(self._takes_part.get(task.pk, ()))]
            if found:
                return found
        return []

    def _parts(self) -> dict[int, set[int]]:
        """Who takes part in each task: by its own row, or by those further above that it was derived from."""
        origins = derived_from_chain(self.tasks)
        kind = ContentType.objects.get_for_model(PlanTask)
        wanted = {pk for chain in origins.values() for pk in chain}
        owed: dict[int, set[int]] = {}
        rows = Obligation.objects.filter(subject_type=kind, subject_id__in=wanted).counted()
        leads: dict[int, set[int]] = {}
        for task, unit, part in rows.values_list("subject_id", "unit_id", "kind"):
            owed.setdefault(task, set()).add(unit)
            if part == ObligationKind.TASK_LEAD:
                leads.setdefault(task, set()).add(unit)
        self._leads = {task: set().union(*(leads.get(pk, set()) for pk in chain)) for task, chain in origins.items()}
        return {task: set().union(*(owed.get(pk, set()) for pk in chain)) for task, chain in origins.items()}

    def _pass_on(self, drafts: list[Plan], asked: dict[int, set[int]]) -> None:
        """A draft asks its own units below for their plans, where the plan above names them too."""
        asking = [draft for draft in drafts if asked.get(draft.unit_id)]
        if not asking or not self.cascades:
            return
        first = self.cascades[0]
        named = [self._mention(draft, f"Các đơn vị trực thuộc {draft.unit.label}") for draft in asking]
        _write(named)
        _link(UnitMention.units.through, [(one.pk, pk) for one in named for pk in sorted(asked[one.plan.unit_id])])
        cascades = [Cascade(plan=draft, due_on=first.due_on, text="") for draft in asking]
        _write(cascades)
        _link(Cascade.targets.through, [(one.pk, mention.pk) for one, mention in zip(cascades, named, strict=True)])


def derived_from_chain(tasks: Sequence[PlanTask]) -> dict[int, list[int]]:
    """For each task its own id and those of the rows above that it comes from, the nearest first; a query a level."""
    chains = {task.pk: [task.pk] for task in tasks}
    tips = {task.pk: task.derived_from_id for task in tasks if task.derived_from_id}
    while tips:
        for pk, above in tips.items():
            chains[pk].append(above)
        next_up = dict(PlanTask.objects.filter(pk__in=set(tips.values())).values_list("pk", "derived_from"))
        tips = {pk: up for pk, above in tips.items() if (up := next_up.get(above)) and up not in chains[pk]}
    return chains


def _write(rows: Sequence[Any]) -> None:
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, batch_size=_ROWS)


def _link(through: Any, pairs: Sequence[tuple[int, int]]) -> None:
    """Rows of a many-to-many table, given as (left, right)."""
    left, right = [field.attname for field in through._meta.concrete_fields if field.is_relation]
    through._base_manager.bulk_create([through(**{left: a, right: b}) for a, b in pairs], batch_size=_ROWS)
