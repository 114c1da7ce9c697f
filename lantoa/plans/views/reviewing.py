"""The plan on its way: submitted, taken back, returned, approved, issued, withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.plans import issuing
from lantoa.plans.forms.issue import IssueForm, ReturnForm, what_is_asked
from lantoa.plans.holding import hold
from lantoa.plans.issuing_at_length import AT_ONCE, begin_issuing, form_with, job_of
from lantoa.plans.models import Plan
from lantoa.plans.views.getting import editable_plan, visible_plan
from lantoa.review.enums import ReviewState
from lantoa.review.following import issuing_follows
from lantoa.ui.acts import do


@require_POST
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    access.demand(request.user, Power.WRITE, plan.unit)
    note = request.POST.get("note", "")
    return do(
        request, plan, lambda: plan.submit(by=request.user, note=note), "Đã trình. Thủ trưởng sẽ thấy kế hoạch này."
    )


@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """A person says that the plan reads as the document does."""
    plan = editable_plan(request, pk)
    with transaction.atomic():
        hold(plan)
        plan.confirmed_at = timezone.now()
        plan.save(update_fields=["confirmed_at"])
    done = "Đã xác nhận kế hoạch đọc đúng văn bản." if plan.source_id else "Đã soạn xong."
    messages.success(request, f"{done} Việc tiếp theo: trình duyệt.")
    return redirect(plan)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    return do(request, plan, lambda: plan.take_back(by=request.user), "Đã rút về bản nháp để sửa.")


@require_http_methods(["GET", "POST"])
def send_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Return with a reason; the reason stands on the plan until it is submitted again."""
    plan = visible_plan(request, pk)
    plan.demand_approver(request.user)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        return do(request, plan, lambda: plan.send_back(by=request.user, note=note), "Đã trả lại kèm lý do.")
    return render(request, "plans/plan_return.html", {"plan": plan, "form": form}, status=422 if form.errors else 200)


@require_POST
@asks_second_factor
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    plan, seen = visible_plan(request, pk), request.POST.get("da_xem")
    said = f"Đã duyệt. {issuing_follows(request.user, plan.unit)}"
    return do(request, plan, lambda: plan.approve(by=request.user, seen=seen), said)


@require_http_methods(["GET", "POST"])
@asks_second_factor
def issue(request: PersonRequest, pk: int) -> HttpResponse:
    """Number and day, what will be owed; sent, the plan is official."""
    plan = visible_plan(request, pk)
    access.demand(request.user, Power.WRITE, plan.unit)
    job = job_of(plan)
    if job and job.is_pending:
        return redirect(job if job.by_id == request.user.pk else plan)
    if plan.review_state == ReviewState.ISSUED:
        return redirect(plan)
    form, asked = IssueForm(request.POST or None, plan=plan, typed=request.GET), what_is_asked(plan)
    if request.method == "POST" and form.is_valid():
        if form.completed:
            return _show_whole(request, plan, form.cleaned_data)
        try:
            return _issue(request, plan, form.cleaned_data, asked["total"])
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "plan": plan,
        "form": form,
        "typed_number": request.GET.get("so", ""),
        "asked": asked,
        "job": job,
        "at_length": asked["total"] > AT_ONCE,
    }
    return render(request, "plans/plan_issue.html", context, status=422 if form.errors else 200)


def _show_whole(request: PersonRequest, plan: Plan, given: dict[str, Any]) -> HttpResponse:
    """The number with the symbol that it lacked, before it is final."""
    messages.info(request, f"Số, ký hiệu đủ là {given['number']}. Xem lại, đúng thì bấm Ban hành.")
    return redirect(form_with(plan, **given))


def _issue(request: PersonRequest, plan: Plan, given: dict[str, Any], total: int) -> HttpResponse:
    """Issue at once what is quick, else have it issued and lead to where that is followed."""
    if total > AT_ONCE:
        return redirect(begin_issuing(plan, by=request.user, total=total, **given))
    opened = issuing.issue(plan, by=request.user, **given)
    messages.success(request, f"Đã ban hành. {opened} việc đã giao cho các đơn vị." if opened else "Đã ban hành.")
    return redirect(plan)
