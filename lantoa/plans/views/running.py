"""What the office still decides about an issued plan: days that it waited for, how often something is expected."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger.enums import Rhythm
from lantoa.ledger.models import Obligation
from lantoa.plans import issuing
from lantoa.plans.forms.running import CascadeDateForm, TaskDateForm, TaskRhythmForm
from lantoa.plans.keys import key_in
from lantoa.plans.models import Plan, PlanTask
from lantoa.plans.views.getting import visible_plan

A_PAGE = 100


@require_GET
def task(request: PersonRequest, pk: int, task_pk: int) -> HttpResponse:
    """One row of an issued plan: who does it, how far each is, and what the office can still set."""
    row = _task(request, pk, task_pk)
    return render(request, "plans/task_detail.html", _context(request, row))


def _task(request: PersonRequest, pk: int, task_pk: int) -> PlanTask:
    plan = visible_plan(request, pk)
    return get_object_or_404(plan.tasks.select_related("plan__unit", "lead").prefetch_related("products"), pk=task_pk)


def _context(request: PersonRequest, row: PlanTask, **forms: Any) -> dict[str, Any]:
    rows = Obligation.objects.visible_to(request.user).about(row)
    shown = Paginator(rows.most_urgent_first().select_related("unit"), A_PAGE).get_page(request.GET.get("trang"))
    return {
        "task": row,
        "plan": row.plan,
        "rows": shown,
        "asks_plans": row.cascades.exists(),
        "counts": rows.counts(timezone.localdate()),
        "may_direct": row.plan.is_issued and access.may(request.user, Power.DIRECT, row.plan.unit),
        "date_form": TaskDateForm(initial={"starts_on": row.starts_on, "due_on": row.ends_on}),
        "rhythm_form": TaskRhythmForm(initial={"rhythm": row.rhythm, "expected": row.expected}),
        **forms,
    }


@require_POST
def task_date(request: PersonRequest, pk: int, task_pk: int) -> HttpResponse:
    """Set or move the days of a task for every unit that has not finished it."""
    row = _task(request, pk, task_pk)
    form = TaskDateForm(request.POST)
    if not form.is_valid():
        return render(request, "plans/task_detail.html", _context(request, row, date_form=form), status=422)
    try:
        changed = issuing.set_task_date(row, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Đã đặt hạn {form.cleaned_data['due_on']:%d/%m/%Y} cho {changed} đơn vị chưa xong.")
    return redirect("plans:task", pk=pk, task_pk=task_pk)


@require_POST
def task_rhythm(request: PersonRequest, pk: int, task_pk: int) -> HttpResponse:
    """Change how often something is expected of a task."""
    row = _task(request, pk, task_pk)
    form = TaskRhythmForm(request.POST)
    if not form.is_valid():
        return render(request, "plans/task_detail.html", _context(request, row, rhythm_form=form), status=422)
    rhythm, expected = Rhythm(form.cleaned_data["rhythm"]), form.cleaned_data["expected"]
    try:
        changed = issuing.set_task_rhythm(row, rhythm=rhythm, expected=expected, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Đã đổi nhịp thành {expected} lượt {rhythm.label} cho {changed} đơn vị chưa xong.")
    return redirect("plans:task", pk=pk, task_pk=task_pk)


@require_POST
def cascade_date(request: PersonRequest, pk: int) -> HttpResponse:
    """Set or move the day by which units issue their own plans."""
    plan: Plan = visible_plan(request, pk)
    cascade = get_object_or_404(plan.cascades, pk=key_in(request.POST.get("cascade", "")))
    form = CascadeDateForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"Hạn chưa đúng: {form.errors['due_on'][0]}")
        return redirect("plans:cascade", pk=plan.pk)
    try:
        changed = issuing.set_cascade_date(cascade, due_on=form.cleaned_data["due_on"], by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Đã đặt hạn ban hành kế hoạch cho {changed} đơn vị.")
    return redirect("plans:cascade", pk=plan.pk)
