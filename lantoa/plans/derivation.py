"""A plan made from another: last year's with its dates moved, or a unit's own from the plan above it."""

import datetime as dt
import re

from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit
from lantoa.plans.chain import own_plan_of
from lantoa.plans.models import (
    Plan,
    PlanParagraph,
    PlanSection,
    PlanTask,
    UnitMention,
)
from lantoa.plans.own_drafts import OwnDrafts, copied
from lantoa.plans.preparing import named_below


@transaction.atomic
def copy_to_year(plan: Plan, *, year: int, by: User) -> Plan:
    """A draft for `year` with everything of `plan`: years named in texts and all days move by the difference; number,
    day of issue and bases' own dates do not come along (each base is to be looked at: it may be a yearly one)."""
    access.demand(by, Power.WRITE, plan.unit)
    copy = _head(plan, by=by, year=year)
    copy.copied_from = plan
    copy.title = _move_year(plan.title, plan.year, year)
    copy.appendix_title = _move_year(plan.appendix_title, plan.year, year)
    copy.save()
    mentions = _copy_mentions(plan, copy)
    paragraphs = _copy_body(plan, copy, mentions)
    _copy_bases(plan, copy, paragraphs, doubt="Căn cứ chép từ kế hoạch năm trước: kiểm tra số và ngày của năm nay.")
    tasks = {task.pk: _copy_task(task, copy, mentions, paragraphs) for task in plan.tasks.all()}
    _copy_rules(plan, copy, mentions, paragraphs)
    _copy_cascades(plan, copy, mentions, tasks)
    record("plan_copied", by=by, on=copy, unit=copy.unit, text=f"Chép từ kế hoạch năm {plan.year}: {plan}")
    return copy


@transaction.atomic
def derive(plan: Plan, *, unit: Unit, by: User) -> Plan:
    """A draft of `unit`'s own plan: its share of the tasks of an issued plan, the parent's number among its bases.

    A second call gives the draft that is there already.
    """
    access.demand(by, Power.WRITE, unit)
    Unit.objects.select_for_update().get(pk=unit.pk)
    existing = own_plan_of(plan, unit)
    if existing:
        return existing
    [child] = OwnDrafts(plan).make([unit], by=by, is_prepared=False, asked=named_below(plan, [unit]))
    record("plan_derived", by=by, on=child, unit=unit, text=f"Lập từ kế hoạch cấp trên: {plan}")
    return child


def _head(plan: Plan, *, by: User, year: int) -> Plan:
    same = (
        "unit",
        "title",
        "place",
        "issuer_text",
        "superior_text",
        "audiences",
        "recipients",
        "signer_on_behalf",
        "signer_role",
        "signer_name",
        "appendix_label",
        "appendix_title",
        "columns",
        "before_day",
    )
    return Plan(year=year, created_by=by, **{name: getattr(plan, name) for name in same})


def _copy_mentions(plan: Plan, copy: Plan) -> dict[int, UnitMention]:
    """The names of the text with what they mean, by the id of the old row."""
    mentions = {}
    for mention in plan.mentions.prefetch_related("units", "groups"):
        new = UnitMention.objects.create(plan=copy, text=mention.text, state=mention.state)
        new.units.set(mention.units.all())
        new.groups.set(mention.groups.all())
        mentions[mention.pk] = new
    return mentions


def _copy_bases(plan: Plan, copy: Plan, paragraphs: dict[int, PlanParagraph], *, doubt: str) -> None:
    for basis in plan.bases.all():
        copied(basis, plan=copy, paragraph=paragraphs.get(basis.paragraph_id or 0), doubt=doubt).save()


def _copy_body(plan: Plan, copy: Plan, mentions: dict[int, UnitMention]) -> dict[int, PlanParagraph]:
    """Sections and paragraphs, years moved. Gives the new paragraphs by the old ones' keys."""
    paragraphs: dict[int, PlanParagraph] = {}
    sections: dict[int | None, PlanSection | None] = {None: None}
    for section in plan.sections.all():
        new = copied(section, plan=copy, duty_of=mentions.get(section.duty_of_id or 0))
        new.title = _move_year(section.title, plan.year, copy.year)
        new.save()
        sections[section.pk] = new
    for paragraph in plan.paragraphs.all():
        text = _move_year(paragraph.text, plan.year, copy.year)
        years = copy.year - plan.year
        days = [_move_day(dt.date.fromisoformat(day), years) for day in paragraph.dates]
        new_row: PlanParagraph = copied(
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


def _copy_task(
    task: PlanTask, copy: Plan, mentions: dict[int, UnitMention], paragraphs: dict[int, PlanParagraph]
) -> PlanTask:
    was = task.plan.year
    years = copy.year - was
    new: PlanTask = copied(
        task,
        plan=copy,
        lead=mentions.get(task.lead_id or 0),
        paragraph=paragraphs.get(task.paragraph_id or 0),
        text=_move_year(task.text, was, copy.year),
        timing_raw=_move_year(task.timing_raw, was, copy.year),
        starts_on=_move_day(task.starts_on, years),
        ends_on=_move_day(task.ends_on, years),
    )
    new.save()
    for product in task.products.all():
        copied(product, task=new, text=_move_year(product.text, was, copy.year)).save()
    for coordination in task.coordinations.all():
        copied(coordination, task=new, mention=mentions[coordination.mention_id]).save()
    return new


def _copy_rules(plan: Plan, copy: Plan, mentions: dict[int, UnitMention], paragraphs: dict[int, PlanParagraph]) -> None:
    for rule in plan.reporting_rules.all():
        new = copied(rule, plan=copy)
        new.save()
        new.reporters.set([mentions[one.pk] for one in rule.reporters.all()])
    for line in plan.budget_lines.all():
        copied(line, plan=copy, paragraph=paragraphs.get(line.paragraph_id or 0), spent=None).save()


def _copy_cascades(plan: Plan, copy: Plan, mentions: dict[int, UnitMention], tasks: dict[int, PlanTask]) -> None:
    for cascade in plan.cascades.all():
        new = copied(
            cascade,
            plan=copy,
            task=tasks.get(cascade.task_id or 0),
            text=_move_year(cascade.text, plan.year, copy.year),
            due_on=_move_day(cascade.due_on, copy.year - plan.year),
        )
        new.save()
        new.targets.set([mentions[one.pk] for one in cascade.targets.all()])


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
