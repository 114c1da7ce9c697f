"""A plan as it is read: the year on a line, the tasks, who must do what, how it came about."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit
from lantoa.plans.chain import own_plan_of
from lantoa.plans.deciding import is_offered_taking_back
from lantoa.plans.issuing_at_length import job_of
from lantoa.plans.models import Plan
from lantoa.plans.progress import progress_of
from lantoa.plans.sheet import Sheet
from lantoa.plans.timing_words import meaning_of
from lantoa.plans.views.getting import visible_plan
from lantoa.plans.yearline import Yearline
from lantoa.review.enums import ReviewState
from lantoa.review.gaps import gap_of


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What does the plan ask, of whom, by when?"""
    plan, today = visible_plan(request, pk), timezone.localdate()
    sheet, owes = Sheet(plan), _owes_own_plan(request, plan)
    issuing = job_of(plan) if plan.review_state == ReviewState.APPROVED else None
    for task in sheet.tasks:
        task.meaning = meaning_of(task, plan)  # type: ignore[attr-defined]
    context = {
        "plan": plan,
        "sheet": sheet,
        "yearline": Yearline(sheet, today=today),
        "steps": plan.transitions.select_related("by"),
        "missing": plan.what_is_missing() if plan.is_editable else [],
        "gap": gap_of(plan),
        "issuing": issuing,
        "acts": acts_of(request, plan, is_being_issued=bool(issuing and issuing.is_pending)),
        "own_unit": owes,
        "own_plan": own_plan_of(plan, owes) if owes else None,
        "progress": progress_of(plan, request.user, today) if plan.is_issued else None,
        "may_direct": access.may(request.user, Power.DIRECT, plan.unit),
    }
    return render(request, "plans/plan_detail.html", context)


def acts_of(request: PersonRequest, plan: Plan, *, is_being_issued: bool = False) -> dict[str, bool]:
    """What this person may do with the plan now."""
    writes = access.may(request.user, Power.WRITE, plan.unit)
    decides = plan.review_state in (ReviewState.SUBMITTED, ReviewState.APPROVED) and plan.may_approve(request.user)
    return {
        "edit": writes and plan.is_editable,
        "submit": writes and plan.is_editable,
        "take_back": is_offered_taking_back(plan, request.user, decides=decides),
        "approve": decides and plan.review_state == ReviewState.SUBMITTED,
        "send_back": decides and not is_being_issued,
        "issue": writes and plan.review_state == ReviewState.APPROVED and not is_being_issued,
        "copy": writes,
        "withdraw": plan.is_issued and access.may(request.user, Power.APPROVE, plan.unit),
    }


def _owes_own_plan(request: PersonRequest, plan: Plan) -> Unit | None:
    """The unit whose own plan the person may make out of this one."""
    home = access.home_unit(request.user) if plan.is_issued else None
    if home is None or not access.may(request.user, Power.WRITE, home):
        return None
    return home if home.pk != plan.unit_id and home.is_under(plan.unit) else None
