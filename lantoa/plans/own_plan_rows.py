"""Rows of the table that ask units for plans of their own ("Ban hành kế hoạch … của đơn vị | Các trường THPT"): asked
about once, for such a unit is to find a draft of its plan, and owes the plan in place of the row."""

import re

from django.db import transaction
from django.shortcuts import get_object_or_404

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.plans.enums import MentionState
from lantoa.plans.holding import hold
from lantoa.plans.keys import key_in
from lantoa.plans.models import Cascade, Plan, PlanTask
from lantoa.plans.texts import bare
from lantoa.vietnamese.text import fold

KEY = "ke-hoach-rieng-"  # of the question, before the row's number
NO_DAY = "Văn bản yêu cầu đơn vị lập kế hoạch riêng nhưng không ghi hạn"
_PLAN = re.compile(r"\b(?:xay dung|ban hanh|lap|soan thao)\b[^.;:]{0,60}?\bke hoach\b(?! nay\b)")
_OWN = re.compile(
    r"\b(?:cua|tai) (?:tung |moi |chinh )?(?:co quan|don vi|nha truong|truong|dia phuong|co so|minh|cap minh)\b"
    r"|\bke hoach rieng\b"
)
# What may stand before the verb: whom the row speaks to, what the plan rests on, how it is to be done.
_BEFORE = re.compile(
    r"(?:100|tat ca|toan bo|cac|moi|tung|can cu|theo|tren co so|chu dong|khan truong|kip thoi|tiep tuc)\b"
)
# Others' plans: somebody helps with them, asks for them or looks at them.
_OTHERS = re.compile(
    r"\b(?:huong dan|don doc|kiem tra|giam sat|chi dao|theo doi|tong hop|tham dinh|phe duyet|gop y|ho tro|phoi hop"
    r"|tham muu|trien khai|thuc hien|danh gia)\b"
)


def reads_like_own_plans(task: PlanTask) -> bool:
    """Whether a row bids several units, or a group, to issue plans of their own."""
    lead = task.lead
    if lead is None or lead.state != MentionState.MATCHED or not _speaks_of_own_plan(task):
        return False
    others = [unit for unit in lead.units.all() if unit.pk != task.plan.unit_id]
    return bool(lead.groups.all()) or len(others) > 1


def _speaks_of_own_plan(task: PlanTask) -> bool:
    words = fold(task.text)
    found = _PLAN.search(words)
    if found is None:
        return False
    before = words[: found.start()].strip(" -–+.")
    if before and (not _BEFORE.match(before) or _OTHERS.search(before)):
        return False
    products = " ".join(fold(product.text) for product in task.products.all())
    return bool(_OWN.search(words, found.start()) or ("ke hoach" in products and _OWN.search(products)))


def key_of(task: PlanTask) -> str:
    return f"{KEY}{task.pk}"


def ask_for_plans(plan: Plan, key: str, *, by: User) -> Cascade:
    """Each unit that leads the row owes a plan of its own by the row's last day. Answered twice, once."""
    with transaction.atomic():
        task = _row_of(plan, key)
        cascade = task.cascades.first()
        if cascade is None:
            cascade = Cascade(plan=plan, task=task, spans=task.spans)
            _write(cascade, task)
            record("plan_row_settled", by=by, on=plan, unit=plan.unit, text=f"Mỗi đơn vị lập kế hoạch riêng: {task}")
    return cascade


def keep_ordinary(plan: Plan, key: str, *, by: User) -> None:
    """The row is work like any other."""
    with transaction.atomic():
        task = _row_of(plan, key)
        PlanTask.objects.filter(pk=task.pk).update(is_ordinary=True)
        record("plan_row_settled", by=by, on=plan, unit=plan.unit, text=f"Nhiệm vụ thường: {task}")


def _row_of(plan: Plan, key: str) -> PlanTask:
    hold(plan)
    return get_object_or_404(PlanTask.objects.select_related("lead"), plan=plan, pk=key_in(key.removeprefix(KEY)))


def follow(task: PlanTask) -> None:
    """The row was changed: what it asks of units by way of plans changes with it."""
    for cascade in task.cascades.all():
        _write(cascade, task)


def _write(cascade: Cascade, task: PlanTask) -> None:
    cascade.text, cascade.due_on = bare(task.text), task.ends_on
    cascade.doubt = "" if task.ends_on else NO_DAY
    cascade.save()
    cascade.targets.set([task.lead] if task.lead else [])
