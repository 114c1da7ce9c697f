"""Answers to what a plan leaves open: what a name means, that a row is right as it stands."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.matching import remember
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.plans import own_plan_rows
from lantoa.plans.enums import MentionState
from lantoa.plans.holding import hold
from lantoa.plans.importing.commands import names_in, write_command
from lantoa.plans.importing.names import Names
from lantoa.plans.kinds import find_row
from lantoa.plans.models import Plan, PlanBasis, PlanTask, UnitMention


@transaction.atomic
def say_who(
    mention: UnitMention,
    *,
    units: Iterable[Unit],
    groups: Iterable[UnitGroup],
    is_outside: bool,
    by: User,
    is_further: bool = False,
) -> None:
    """What a name in the text means (`is_further`: beside what it means already): counted for all rows that use it,
    remembered for the unit's next plans."""
    hold(mention.plan)
    units, groups = set(units), set(groups)
    if is_further:
        units, groups = units | set(mention.units.all()), groups | set(mention.groups.all())
    if not (units or groups or is_outside):
        raise ValidationError("Chọn một đơn vị, một nhóm, hoặc cho biết đây là cơ quan ngoài hệ thống.")
    mention.state = MentionState.OUTSIDE if is_outside else MentionState.MATCHED
    mention.save(update_fields=["state"])
    mention.units.set([] if is_outside else units)
    mention.groups.set([] if is_outside else groups)
    plan = mention.plan
    remember(plan.unit, mention.text, units=list(units), groups=list(groups), is_outside=is_outside, by=by)
    meant = "cơ quan ngoài hệ thống" if is_outside else ", ".join(map(str, [*units, *groups]))
    record("plan_name_settled", by=by, on=plan, unit=plan.unit, text=f"“{mention.text}” là {meant}")


@transaction.atomic
def forget_who(mention: UnitMention, *, by: User) -> None:
    """Ask about a name again."""
    hold(mention.plan)
    mention.state = MentionState.UNMATCHED
    mention.save(update_fields=["state"])
    mention.units.clear()
    mention.groups.clear()
    record("plan_name_reopened", by=by, on=mention.plan, unit=mention.plan.unit, text=f"Hỏi lại “{mention.text}”")


@transaction.atomic
def settle(plan: Plan, key: str, *, by: User) -> tuple[str, ...]:
    """A person has looked at what `key` names and found it right; the parts of the editor that change."""
    hold(plan)
    if key == "luu-y":
        plan.reading = {**plan.reading, "seen_warnings": True}
        plan.save(update_fields=["reading"])
        return ()
    if key.startswith("dau-") and not key.startswith("dau-van-ban-"):
        doubts = {name: text for name, text in plan.reading.get("doubts", {}).items() if f"dau-{name}" != key}
        plan.reading = {**plan.reading, "doubts": doubts}
        plan.save(update_fields=["reading"])
        return ("dau-van-ban",)
    if key.startswith("cau-"):
        command = _take_command(plan, key)
        record("plan_row_settled", by=by, on=plan, unit=plan.unit, text=f"Để là lời văn: {command['text'][:120]}")
        return ()
    if key.startswith(own_plan_rows.KEY):
        own_plan_rows.keep_ordinary(plan, key, by=by)
        return ("nhiem-vu",)
    kind, row = find_row(plan, key)
    row.settle()
    record("plan_row_settled", by=by, on=plan, unit=plan.unit, text=f"Đã xem {kind.name}: {row}")
    return kind.parts


def _take_command(plan: Plan, key: str) -> dict[str, Any]:
    """A sentence is asked about no more; 404 where it was answered meanwhile."""
    kept = plan.reading.get("commands", [])
    found = next((one for one in kept if f"cau-{one['id']}" == key), None)
    if found is None:
        raise Http404
    plan.reading = {**plan.reading, "commands": [one for one in kept if one is not found]}
    plan.save(update_fields=["reading"])
    return dict(found)


def make_task(plan: Plan, key: str, *, by: User) -> PlanTask:
    """A sentence becomes a task with what it says: who, when, how many."""
    names = Names(plan)
    for kept in plan.reading.get("commands", []):
        if f"cau-{kept['id']}" == key:
            names.look_up(names_in(kept))  # before the transaction: it may take long
    with transaction.atomic():
        hold(plan)
        command = _take_command(plan, key)
        task = write_command(plan, command, plan.paragraphs.filter(pk=command["paragraph"]).first(), names)
        record("plan_row_added", by=by, on=plan, unit=plan.unit, text=f"Thêm nhiệm vụ từ lời văn: {task}")
    return task


@transaction.atomic
def replace_basis(basis: PlanBasis, *, by: User) -> None:
    """Cite the document that stands in the place of one no longer in force."""
    from lantoa.plans.preamble import rewrite_sentence

    hold(basis.plan)
    basis.refresh_from_db()
    heir = basis.document.successor() if basis.document else None
    if heir is None:
        raise Http404
    was = {name: getattr(basis, name) for name in ("number", "dated", "issuer", "about")}
    was["sentence"] = basis.paragraph.text if basis.paragraph else ""
    basis.document, basis.number, basis.issuer = heir, heir.number, heir.issuer or basis.issuer
    basis.dated = heir.issued_on.isoformat() if heir.issued_on else ""
    basis.about, basis.doubt = heir.title, ""
    basis.version += 1
    basis.save()
    rewrite_sentence(basis, was=was, typed="")
    record("plan_basis_replaced", by=by, on=basis.plan, unit=basis.plan.unit, text=f"Thay căn cứ bằng {heir.citation}")
