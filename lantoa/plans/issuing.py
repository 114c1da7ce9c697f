"""Issuing a plan, and what the office still decides about an issued one."""

import datetime as dt
import re
from collections.abc import Callable
from copy import copy
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger import books
from lantoa.ledger.enums import Rhythm
from lantoa.ledger.models import Obligation
from lantoa.plans.chain import own_plan_asked, plans_above
from lantoa.plans.enums import TimingKind
from lantoa.plans.models import Cascade, Plan, PlanTask
from lantoa.plans.obligations import Asked
from lantoa.plans.preparing import begin_preparing, discard_prepared
from lantoa.plans.telling import tell_units
from lantoa.review.enums import ReviewState

BATCH = 5000  # debts written between two words on how far it is

# "75/KH-SGDĐT", "05-KH/TU", "12a/KH-UBND": a running number, then the symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I).
_NUMBER = re.compile(r"\d{1,5}[^\W\d_]?\s?[/-]\s?\S.*")


@transaction.atomic
def issue(
    plan: Plan,
    *,
    by: User,
    number: str = "",
    dated: dt.date | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> int:
    """Make an approved plan official: number and day, then what it asks of whom goes to the ledger; how many debts.

    Number and day are given after the signature (Nghị định 30/2020/NĐ-CP, Điều 15). Issued twice, the second time
    changes nothing and gives 0. Units that must issue plans of their own get drafts, many of them in the background.
    Raises ValidationError where the plan is not approved or has no number or day. `tell`
    hears now and then how many debts are written.
    """
    plan._locked()
    if plan.review_state == ReviewState.ISSUED:
        return 0
    access.demand(by, Power.WRITE, plan.unit)
    plan.number, plan.dated = _given(plan, number, dated)
    plan.issued_at = timezone.now()
    plan.save(update_fields=["number", "dated", "issued_at"])
    plan._move(ReviewState.ISSUED, by=by)
    opened = _hand_out(plan, tell)
    _meet_own_plan(plan, by=by)
    if begin_preparing(plan, by=by) is None:
        tell_units(plan, by=by)  # else once their drafts are made
    return opened


def demand_ready(plan: Plan, *, by: User, number: str, dated: dt.date) -> None:
    """Raise what `issue` would raise, without issuing."""
    access.demand(by, Power.WRITE, plan.unit)
    _given(plan, number, dated)


def _given(plan: Plan, number: str, dated: dt.date | None) -> tuple[str, str]:
    """The number and the day that the plan would be issued with; ValidationError, and the plan as it was, where they
    will not do."""
    told = copy(plan)
    told.number = number or plan.number
    told.dated = dated.isoformat() if dated else plan.dated
    _demand_number_and_day(told)
    return told.number, told.dated


def _hand_out(plan: Plan, tell: Callable[[int], None]) -> int:
    """Write the plan's debts to the ledger, batch by batch; how many were new."""
    debts, opened, done = Asked(plan).debts(), 0, 0
    while batch := list(islice(debts, BATCH)):
        opened += books.owe(batch, asked_by=plan.unit_id, origin=plan, on=plan.effective_on)
        done += len(batch)
        tell(done)
    return opened


def _demand_number_and_day(plan: Plan) -> None:
    if plan.review_state != ReviewState.APPROVED:
        raise ValidationError("Kế hoạch chưa được duyệt. Trình thủ trưởng duyệt trước khi ban hành.")
    if not plan.number or plan.issued_on is None:
        raise ValidationError("Ghi số và ngày ban hành trước khi ban hành kế hoạch.")
    if not _NUMBER.fullmatch(plan.number):
        raise ValidationError(f"“{plan.number}” không phải số, ký hiệu văn bản. Ghi như 75/KH-SGDĐT.")
    if abs(plan.issued_on.year - plan.year) > 2:
        day = f"{plan.issued_on.day:02d}/{plan.issued_on.month:02d}/{plan.issued_on.year}"
        raise ValidationError(f"Ngày ban hành {day} cách xa năm {plan.year} của kế hoạch. Kiểm tra lại ngày.")
    same = Plan.objects.filter(unit=plan.unit, number__iexact=plan.number, issued_at__isnull=False)
    if same.filter(dated__startswith=str(plan.issued_on.year)).exclude(pk=plan.pk).exists():
        raise ValidationError(f"Số {plan.number} đã dùng cho một kế hoạch khác trong năm {plan.issued_on.year}.")


def _meet_own_plan(plan: Plan, *, by: User) -> None:
    """The unit's own plan is what the plans above asked of it: one plan answers all of them, and a draft that was
    prepared for it, which nobody began, goes."""
    for above in plans_above(plan):
        discard_prepared(Plan.objects.filter(unit=plan.unit, parent=above).exclude(pk=plan.pk))
        asked = own_plan_asked(plan.unit, above)
        books.meet(asked, on=plan.effective_on, by=by, text=f"Đã ban hành kế hoạch số {plan.number}")


@transaction.atomic
def set_task_date(
    task: PlanTask, *, due_on: dt.date, by: User, starts_on: dt.date | None = None, words: str = ""
) -> int:
    """The office sets the day that a task waited for, or moves it; how many obligations changed."""
    _demand_direct(task.plan, by)
    if starts_on and starts_on > due_on:
        raise ValidationError("Ngày bắt đầu phải trước hoặc trùng ngày đến hạn.")
    task.starts_on, task.ends_on = starts_on, due_on
    if task.timing_kind in (TimingKind.EXTERNAL, TimingKind.NONE):
        task.timing_kind = TimingKind.RANGE if starts_on else TimingKind.DATE
    task.save(update_fields=["starts_on", "ends_on", "timing_kind"])
    _tell(task, by, f"Ấn định hạn {due_on:%d/%m/%Y} cho nhiệm vụ {task.no}")
    changed = books.set_due(Obligation.objects.about(task), due_on=due_on, starts_on=starts_on, by=by, words=words)
    return changed + sum(set_cascade_date(cascade, due_on=due_on, by=by) for cascade in task.cascades.all())


@transaction.atomic
def set_task_rhythm(task: PlanTask, *, rhythm: Rhythm, expected: int, by: User) -> int:
    """The office changes how often a continuous task is expected; how many obligations changed."""
    _demand_direct(task.plan, by)
    if not 1 <= expected <= 100:
        raise ValidationError("Số lượt mỗi nhịp từ 1 đến 100.")
    task.rhythm, task.expected = rhythm, expected
    task.save(update_fields=["rhythm", "expected"])
    _tell(task, by, f"Nhịp mới của nhiệm vụ {task.no}: {expected} lượt, {rhythm.label}")
    return books.set_rhythm(Obligation.objects.about(task), rhythm=rhythm, expected=expected, by=by)


@transaction.atomic
def set_cascade_date(cascade: Cascade, *, due_on: dt.date, by: User) -> int:
    """The office sets the day by which units issue their own plans; how many obligations changed."""
    _demand_direct(cascade.plan, by)
    cascade.due_on = due_on
    cascade.save(update_fields=["due_on"])
    _tell(cascade, by, f"Ấn định hạn lập kế hoạch của đơn vị: {due_on:%d/%m/%Y}")
    return books.set_due(Obligation.objects.about(cascade), due_on=due_on, by=by)


def _demand_direct(plan: Plan, by: User) -> None:
    access.demand(by, Power.DIRECT, plan.unit)
    if plan.review_state != ReviewState.ISSUED:
        raise ValidationError("Chỉ đổi hạn ở đây khi kế hoạch đã ban hành; bản nháp thì sửa trong trang soạn thảo.")


def _tell(thing: Any, by: User, text: str) -> None:
    record("plan_dated", by=by, on=thing.plan, unit=thing.plan.unit, text=text)


def waiting_for_a_day(plan: Plan) -> Any:
    """The plan's rows that wait for a day from the office, in printed order."""
    return plan.tasks.filter(
        Q(timing_kind__in=[TimingKind.EXTERNAL, TimingKind.NONE]) | Q(ends_on__isnull=True)
    ).exclude(timing_kind=TimingKind.PERIODIC)
