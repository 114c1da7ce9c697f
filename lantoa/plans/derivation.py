"""A plan made from another: last year's with its dates moved, or a unit's own from the plan above it."""

import datetime as dt
import re
from typing import Any

from django.db import models, transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.plans.enums import MentionState
from lantoa.plans.models import (
    Plan,
    PlanBasis,
    PlanParagraph,
    PlanSection,
    PlanTask,
    TaskCoordination,
    UnitMention,
)
from lantoa.review.enums import ReviewState

_NOT_COPIED = frozenset({"id", "plan", "spans", "cell_spans", "version", "doubt", "derived_from"})


@transaction.atomic
def copy_to_year(plan: Plan, *, year: int, by: User) -> Plan:
    """A draft for `year` with everything of `plan`: years named in texts and all days move by the difference; number,
    day of issue and bases' own dates do not come along (each base is to be looked at: it may be a yearly one)."""
    access.demand(by, Power.WRITE, plan.unit)
    copy = _head(plan, by=by, unit=plan.unit, year=year, parent=None)
    copy.copied_from = plan
    copy.title = _move_year(plan.title, plan.year, year)
    copy.appendix_title = _move_year(plan.appendix_title, plan.year, year)
    copy.save()
    mentions = _copy_mentions(plan, copy)
    paragraphs = _copy_body(plan, copy, mentions)
    _copy_bases(plan, copy, paragraphs, doubt="Căn cứ chép từ kế hoạch năm trước: kiểm tra số và ngày của năm nay.")
    for task in plan.tasks.all():
        _copy_task(task, copy, mentions)
    _copy_rules(plan, copy, mentions, paragraphs)
    record("plan_copied", by=by, on=copy, unit=copy.unit, text=f"Chép từ kế hoạch năm {plan.year}: {plan}")
    return copy


@transaction.atomic
def derive(plan: Plan, *, unit: Unit, by: User) -> Plan:
    """A draft of `unit`'s own plan: its share of the tasks of an issued plan, the parent's number among its bases.

    A second call gives the draft that is there already.
    """
    access.demand(by, Power.WRITE, unit)
    Unit.objects.select_for_update().get(pk=unit.pk)
    existing = plan.own_plans.filter(unit=unit).exclude(review_state=ReviewState.WITHDRAWN).first()
    if existing:
        return existing
    child = _head(plan, by=by, unit=unit, year=plan.year, parent=plan)
    child.title = plan.title
    child.save()
    PlanBasis.objects.create(
        plan=child,
        parent_plan=plan,
        number=plan.number,
        dated=plan.dated,
        issuer=plan.issuer_text or plan.unit.name,
        about=_as_subject(plan.title),
    )
    mentions = _copy_mentions(plan, child)
    own = _own_mention(child, unit)
    _copy_body(plan, child, mentions, with_duties=False)
    for task in _share(plan, unit):
        copied = _copy_task(task, child, mentions)
        copied.lead, copied.lead_text, copied.derived_from = own, "", task
        copied.save(update_fields=["lead", "lead_text", "derived_from"])
        copied.coordinations.all().delete()
    _drop_unused(child)
    record("plan_derived", by=by, on=child, unit=unit, text=f"Lập từ kế hoạch cấp trên: {plan}")
    return child


def _head(plan: Plan, *, by: User, unit: Unit, year: int, parent: Plan | None) -> Plan:
    same_unit = unit.pk == plan.unit_id
    return Plan(
        unit=unit,
        year=year,
        parent=parent,
        title=plan.title,
        place=plan.place,
        issuer_text=plan.issuer_text if same_unit else unit.name,
        superior_text=plan.superior_text if same_unit else plan.issuer_text or plan.unit.name,
        audiences=plan.audiences,
        recipients=plan.recipients if same_unit else [plan.issuer_text or plan.unit.name, "Lưu: VT"],
        signer_on_behalf=plan.signer_on_behalf if same_unit else "",
        signer_role=plan.signer_role if same_unit else "",
        signer_name=plan.signer_name if same_unit else "",
        appendix_label=plan.appendix_label,
        appendix_title=plan.appendix_title,
        columns=plan.columns,
        before_day=plan.before_day,
        created_by=by,
    )


def _share(plan: Plan, unit: Unit) -> list[PlanTask]:
    """The tasks in which the unit, or one above it up to the issuer's own, takes part by the ledger."""
    asked = Obligation.objects.of(plan).filter(unit__in=[unit.pk, *unit.ancestor_ids()])
    kind = models.Q(subject_type__model="plantask")
    ids = set(asked.filter(kind).values_list("subject_id", flat=True))
    return [task for task in plan.tasks.all() if task.pk in ids]


def _copied(row: models.Model, **changes: Any) -> Any:
    """A new, unsaved row of the same kind, without what belongs to the reading of the old one's source."""
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in _NOT_COPIED and field.name not in changes
    }
    return type(row)(**values, **changes)


def _copy_mentions(plan: Plan, copy: Plan) -> dict[int, UnitMention]:
    """The names of the text with what they mean, by the id of the old row."""
    mentions = {}
    for mention in plan.mentions.prefetch_related("units", "groups"):
        new = UnitMention.objects.create(plan=copy, text=mention.text, state=mention.state)
        new.units.set(mention.units.all())
        new.groups.set(mention.groups.all())
        mentions[mention.pk] = new
    return mentions


def _own_mention(child: Plan, unit: Unit) -> UnitMention:
    mention = UnitMention(plan=child, text=unit.name, state=MentionState.MATCHED)
    known = child.mentions.filter(text=unit.name).first()
    if known is None:
        mention.save()
        mention.units.set([unit])
    return known or mention


def _copy_bases(plan: Plan, copy: Plan, paragraphs: dict[int, PlanParagraph], *, doubt: str) -> None:
    for basis in plan.bases.all():
        _copied(basis, plan=copy, paragraph=paragraphs.get(basis.paragraph_id or 0), doubt=doubt).save()


def _copy_body(
    plan: Plan, copy: Plan, mentions: dict[int, UnitMention], *, with_duties: bool = True
) -> dict[int, PlanParagraph]:
    """Sections and paragraphs, years moved; the duties of other units stay with the plan above. Gives the new
    paragraphs by the old ones' keys."""
    paragraphs: dict[int, PlanParagraph] = {}
    sections: dict[int | None, PlanSection | None] = {None: None}
    for section in plan.sections.all():
        if section.duty_of_id and not with_duties:
            continue
        new = _copied(section, plan=copy, duty_of=mentions.get(section.duty_of_id or 0))
        new.title = _move_year(section.title, plan.year, copy.year)
        new.save()
        sections[section.pk] = new
    for paragraph in plan.paragraphs.all():
        if paragraph.section_id not in sections:
            continue
        text = _move_year(paragraph.text, plan.year, copy.year)
        years = copy.year - plan.year
        days = [_move_day(dt.date.fromisoformat(day), years) for day in paragraph.dates]
        new_row: PlanParagraph = _copied(
            paragraph,
            plan=copy,
            section=sections[paragraph.section_id],
            text=text,
            due_on=_move_day(paragraph.due_on, years),
            dates=[day.isoformat() for day in days if day],
        )
        new_row.save()
        paragraphs[paragraph.pk] = new_row
    return paragraphs


def _copy_task(task: PlanTask, copy: Plan, mentions: dict[int, UnitMention]) -> PlanTask:
    was = task.plan.year
    years = copy.year - was
    new: PlanTask = _copied(
        task,
        plan=copy,
        lead=mentions.get(task.lead_id or 0),
        text=_move_year(task.text, was, copy.year),
        timing_raw=_move_year(task.timing_raw, was, copy.year),
        starts_on=_move_day(task.starts_on, years),
        ends_on=_move_day(task.ends_on, years),
    )
    new.save()
    for product in task.products.all():
        _copied(product, task=new, text=_move_year(product.text, was, copy.year)).save()
    for coordination in task.coordinations.all():
        _copied(coordination, task=new, mention=mentions[coordination.mention_id]).save()
    return new


def _copy_rules(plan: Plan, copy: Plan, mentions: dict[int, UnitMention], paragraphs: dict[int, PlanParagraph]) -> None:
    for rule in plan.reporting_rules.all():
        new = _copied(rule, plan=copy)
        new.save()
        new.reporters.set([mentions[one.pk] for one in rule.reporters.all()])
    for cascade in plan.cascades.all():
        new = _copied(
            cascade,
            plan=copy,
            text=_move_year(cascade.text, plan.year, copy.year),
            due_on=_move_day(cascade.due_on, copy.year - plan.year),
        )
        new.save()
        new.targets.set([mentions[one.pk] for one in cascade.targets.all()])
    for line in plan.budget_lines.all():
        _copied(line, plan=copy, paragraph=paragraphs.get(line.paragraph_id or 0), spent=None).save()


def _drop_unused(child: Plan) -> None:
    """Names that no row of the child uses are not asked about."""
    used = set(child.tasks.values_list("lead_id", flat=True))
    used.update(TaskCoordination.objects.filter(task__plan=child).values_list("mention_id", flat=True))
    used.update(child.sections.values_list("duty_of_id", flat=True))
    child.mentions.exclude(pk__in=[pk for pk in used if pk]).delete()


def _move_year(text: str, was: int, now: int) -> str:
    """Years written in a text move by the plan's difference, so that "giai đoạn 2021-2030" stays: only the plan's own
    year and the ones beside it in a date move."""
    return re.sub(rf"(?<![\d\-–])({was})(?![\d\-–]|/[A-ZĐ])", str(now), text)


def _move_day(day: dt.date | None, years: int) -> dt.date | None:
    """The same day of another year; 29/2 becomes 28/2 in a common one."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _as_subject(title: str) -> str:
    """A title as it stands after "về": the first letter small."""
    return title[:1].lower() + title[1:]
