"""Taking an issued plan back, with its consequences named before."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.plans import withdrawing
from lantoa.plans.forms.issue import WithdrawForm
from lantoa.plans.models import Plan
from lantoa.plans.views.getting import visible_plan

AT_ONCE = 2000  # debts and drafts that a request takes back by itself
A_DRAFT = 20  # debts that take as long as one draft


@require_http_methods(["GET", "HEAD", "POST"])
@asks_second_factor
def withdrawal(request: PersonRequest, pk: int) -> HttpResponse:
    """What happens if the plan is withdrawn? Sent with a reason, it is."""
    plan = visible_plan(request, pk)
    access.demand(request.user, Power.APPROVE, plan.unit)
    job = withdrawing.job_of(plan)
    if job and job.is_pending:
        return redirect(job if job.by_id == request.user.pk else plan)
    if not plan.is_issued:
        messages.info(request, "Chỉ thu hồi được kế hoạch đang có hiệu lực.")
        return redirect(plan)
    form, found = WithdrawForm(request.POST or None), withdrawing.consequences_of(plan)
    if request.method == "POST" and form.is_valid():
        try:
            return _withdraw(request, plan, form.cleaned_data["reason"], found)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"plan": plan, "form": form, "found": found, "job": job}
    return render(request, "plans/plan_withdraw.html", context, status=422 if form.errors else 200)


def _withdraw(request: PersonRequest, plan: Plan, reason: str, found: withdrawing.Consequences) -> HttpResponse:
    if found.pending + found.drafts * A_DRAFT > AT_ONCE:
        return redirect(withdrawing.begin_withdrawing(plan, by=request.user, reason=reason, total=found.pending))
    left = withdrawing.withdraw(plan, by=request.user, reason=reason)
    messages.success(request, f"Đã thu hồi kế hoạch; {left} việc chưa xong không còn phải làm.")
    return redirect(plan)
