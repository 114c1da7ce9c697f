"""Three ways to a plan: from its document, from last year's, from nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.documents.reading.files.kinds import IN_WORDS
from lantoa.plans import derivation, starting, uploading
from lantoa.plans.enums import UploadState
from lantoa.plans.forms import BlankForm, CopyForm, UploadForm
from lantoa.plans.models import Plan, PlanUpload
from lantoa.plans.views.getting import visible_plan


def _forms(request: PersonRequest, **bound: Any) -> dict[str, Any]:
    """The three forms of the page, one of them as it was sent."""
    made = {
        "upload_form": UploadForm(user=request.user, prefix="tep"),
        "copy_form": CopyForm(user=request.user, prefix="chep"),
        "blank_form": BlankForm(user=request.user, prefix="trong"),
    }
    return {**made, **bound}


def _demand_writer(request: PersonRequest) -> None:
    if not access.holding(request.user, Power.WRITE):
        raise PermissionDenied("Vai trò hiện tại không lập kế hoạch.")


def _sent_from_new(view: Callable[[PersonRequest], HttpResponse]) -> Callable[[PersonRequest], HttpResponse]:
    """An address that takes the form of the page `new`; opened by itself (a reload, the address bar) it leads there."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: PersonRequest) -> HttpResponse:
        return view(request) if request.method == "POST" else redirect("plans:new")

    return guarded


@require_GET
def new(request: PersonRequest) -> HttpResponse:
    """How shall the plan begin?"""
    _demand_writer(request)
    chosen = request.GET.get("chep", "")
    copy_form = CopyForm(user=request.user, prefix="chep", initial={"plan": chosen} if chosen.isdecimal() else None)
    context = {**_forms(request, copy_form=copy_form), "limit": uploading.limit_in_mb(), "kinds": IN_WORDS}
    return render(request, "plans/plan_new.html", context)


@_sent_from_new
def upload(request: PersonRequest) -> HttpResponse:
    """Take a document in; sent twice, it is one plan."""
    _demand_writer(request)
    form = UploadForm(request.POST, request.FILES, user=request.user, prefix="tep")
    if not form.is_valid():
        return _refused(request, upload_form=form)
    data = form.cleaned_data
    found = uploading.take_upload(data["file"], unit=data["unit"], by=request.user, form_key=data["form_key"])
    return _to(found)


def _refused(request: PersonRequest, **bound: Any) -> HttpResponse:
    context = {**_forms(request, **bound), "limit": uploading.limit_in_mb(), "kinds": IN_WORDS}
    return render(request, "plans/plan_new.html", context, status=422)


def _to(found: PlanUpload) -> HttpResponse:
    if found.state == UploadState.DONE and found.plan_id:
        return redirect("plans:edit", found.plan_id)
    return redirect(found)


@require_GET
def upload_progress(request: PersonRequest, pk: int) -> HttpResponse:
    """How far is the reading?"""
    found = get_object_or_404(PlanUpload.objects.visible_to(request.user).select_related("plan"), pk=pk)
    if found.state == UploadState.DONE and found.plan_id:
        response = HttpResponse() if request.htmx else redirect("plans:edit", found.plan_id)
        if request.htmx:
            response["HX-Redirect"] = _to(found)["Location"]
        return response
    template = "plans/_upload.html" if request.htmx else "plans/upload_progress.html"
    return render(request, template, {"upload": found})


@require_POST
def read_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Read a file once more: after a fault of ours, or although there is a plan from it already."""
    found = get_object_or_404(PlanUpload.objects.visible_to(request.user), pk=pk)
    if not found.is_pending and found.state != UploadState.DONE:
        found.turn_to(UploadState.WAITING, plan=None, sentence="")
        uploading.start(found)
    return _to(found)


@_sent_from_new
def blank(request: PersonRequest) -> HttpResponse:
    """A plan from nothing, with the headings that such plans have."""
    _demand_writer(request)
    form = BlankForm(request.POST, user=request.user, prefix="trong")
    if not form.is_valid():
        return _refused(request, blank_form=form)
    data = form.cleaned_data
    plan = starting.blank_plan(
        unit=data["unit"], title=data["title"], year=data["year"], by=request.user, form_key=data["form_key"]
    )
    return redirect("plans:edit", plan.pk)


@_sent_from_new
def copy(request: PersonRequest) -> HttpResponse:
    """A plan for another year out of an earlier one, its dates moved."""
    _demand_writer(request)
    form = CopyForm(request.POST, user=request.user, prefix="chep")
    if not form.is_valid():
        return _refused(request, copy_form=form)
    plan = starting.copied_plan(
        form.cleaned_data["plan"], form.cleaned_data["year"], by=request.user, form_key=form.cleaned_data["form_key"]
    )
    return redirect("plans:edit", plan.pk)


@require_POST
def derive(request: PersonRequest, pk: int) -> HttpResponse:
    """The unit's own plan out of the plan above, with the unit's share in it."""
    _demand_writer(request)
    parent = visible_plan(request, pk)
    unit = access.home_unit(request.user)
    if unit is None or not parent.is_issued or unit.pk == parent.unit_id or not unit.is_under(parent.unit):
        raise PermissionDenied("Chỉ lập kế hoạch của đơn vị từ một kế hoạch đã ban hành.")
    plan: Plan = derivation.derive(parent, unit=unit, by=request.user)
    return redirect("plans:edit", plan.pk) if plan.is_editable else redirect(plan)
