"""Taking an issued plan back: what it asked leaves the books, what it had answered is owed again."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.plans.chain import own_plan_asked, plans_above, resting_on
from lantoa.plans.models import Plan
from lantoa.plans.preparing import discard_prepared
from lantoa.review.enums import ReviewState


@dataclass(frozen=True, slots=True)
class Consequences:
    """What withdrawing changes: debts that leave the books, drafts that go, plans of units that stay, and whether the
    unit owes its own plan again."""

    pending: int
    units: int
    done: int
    drafts: int
    own_plans: int
    is_owed_again: bool


def consequences_of(plan: Plan) -> Consequences:
    """What withdrawing `plan` would do, for who decides on it."""
    owed = Obligation.objects.of(plan)
    children = plan.own_plans.exclude(review_state=ReviewState.WITHDRAWN)
    return Consequences(
        pending=owed.pending().count(),
        units=owed.pending().values("unit").distinct().count(),
        done=owed.done().count(),
        drafts=children.filter(is_prepared=True).count(),
        own_plans=children.filter(is_prepared=False).count(),
        is_owed_again=any(_unanswered(plan)),
    )


@transaction.atomic
def withdraw(plan: Plan, *, by: User, reason: str) -> int:
    """Withdraw an issued plan: what it asked and is not done yet leaves the books with the reason; how many.

    What the plan above asked of the unit is owed again, unless another issued plan of the unit answers it. Drafts that
    its cascade prepared and nobody began go; a unit keeps what it wrote or issued.
    """
    access.demand(by, Power.APPROVE, plan.unit)
    if not reason.strip():
        raise ValidationError("Ghi lý do thu hồi kế hoạch.")
    plan._locked()
    plan._move(ReviewState.WITHDRAWN, by=by, note=reason)
    left = books.exclude(Obligation.objects.of(plan), reason=f"Kế hoạch đã thu hồi: {reason.strip()}", by=by)
    for above in _unanswered(plan):
        books.restore(own_plan_asked(plan.unit, above).done(), by=by)
    discard_prepared(plan.own_plans.all())
    return left


def _unanswered(plan: Plan) -> list[Plan]:
    """Plans above that stand and that no other issued plan of the unit answers."""
    others = Plan.objects.issued().filter(unit=plan.unit_id).exclude(pk=plan.pk)
    above = [one for one in plans_above(plan) if one.is_issued]
    return [one for one in above if not others.filter(resting_on(one)).exists()]


def job_of(plan: Plan) -> LongJob | None:
    """The last withdrawal of the plan that went to the worker."""
    job = LongJob.objects.filter(key=_key(plan)).first()
    if job:
        job.look()
    return job


def begin_withdrawing(plan: Plan, *, by: User, reason: str, total: int) -> LongJob:
    """Have it withdrawn in the background; begun twice, it runs once. Raises what stands against it at once."""
    access.demand(by, Power.APPROVE, plan.unit)
    if plan.review_state != ReviewState.ISSUED:
        raise ValidationError("Chỉ thu hồi được kế hoạch đang có hiệu lực. Tải lại trang để xem bản mới.")
    return running.start(
        withdraw_whole,
        key=_key(plan),
        title=f"Thu hồi {plan.label}",
        by=by,
        noun="việc đã giao",
        url=plan.get_absolute_url(),
        plan_id=plan.pk,
        reason=reason,
        total=total,
    )


@running.work
def withdraw_whole(job: LongJob, *, plan_id: int, reason: str, total: int) -> str:
    """Withdraw one plan, whole or not at all; run again after a crash, it starts anew unless it is done."""
    plan = Plan.objects.select_related("unit", "parent").get(pk=plan_id)
    if plan.review_state == ReviewState.WITHDRAWN:
        return "Đã thu hồi kế hoạch."
    job.tell(0, total)
    left = withdraw(plan, by=job.by, reason=reason)
    return f"Đã thu hồi kế hoạch; {left} việc chưa xong không còn phải làm."


def _key(plan: Plan) -> str:
    return f"withdraw-plan-{plan.pk}"
