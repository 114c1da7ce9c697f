"""What the unit did: the list, the form, the page of one activity, its evidence."""

import uuid
from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.ledger import activities
from lantoa.ledger.activity_filter import ActivityFilter
from lantoa.ledger.activity_form import ActivityForm, form_for
from lantoa.ledger.activity_kinds import SPECS, own_lines
from lantoa.ledger.counted_in import counted_in
from lantoa.ledger.enums import ActivityKind, FileKind
from lantoa.ledger.fitting import kind_for
from lantoa.ledger.logged_next import after, told_of_reports, twin_of
from lantoa.ledger.models import Activity, ActivityFile, Obligation
from lantoa.ledger.suggesting import usual_kind
from lantoa.ui.pages import page_of
from lantoa.ui.sending import sent

MOST_DIGITS = 19
# A browser that shows a photo by itself fits it to the screen by styles in the page it makes for it.
FILE_POLICY = {"default-src": [NONE], "script-src": [NONE], "style-src": [UNSAFE_INLINE]}


def _get(request: PersonRequest, pk: int) -> Activity:
    rows = Activity.objects.visible_to(request.user).select_related("unit", "created_by", "cancelled_by")
    return get_object_or_404(rows, pk=pk)


def _get_own(request: PersonRequest, pk: int) -> Activity:
    """The activity, for who writes for its very unit; 403 for others who see it."""
    activity = _get(request, pk)
    if not activities.is_own(request.user, activity.unit):
        raise PermissionDenied("Hoạt động và minh chứng do chính đơn vị đã ghi sửa, hủy hoặc bỏ.")
    return activity


@require_GET
def activity_list(request: PersonRequest) -> HttpResponse:
    """What did we do?"""
    chosen = ActivityFilter(request.GET, user=request.user)
    rows = chosen.rows().select_related("unit").prefetch_related("files")
    context = {
        "filter": chosen,
        "page": page_of(request, rows, 30),
        "totals": chosen.totals(),
        "may_log": bool(access.holding(request.user, Power.WRITE)),
    }
    return render(request, "ledger/activity_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: PersonRequest) -> HttpResponse:
    """What was done? One page, in the words of the chosen kind."""
    access.demand_somewhere(request.user, Power.WRITE)
    if request.method != "POST":
        named = _named(request)
        return _page(request, form_for(_kind(request, named), user=request.user, initial=_wanted(request, named)))
    form = form_for(_kind(request, None), request.POST, request.FILES, user=request.user)
    if form.is_valid() and (logged := _log(request, form)):
        return redirect(f"{logged.get_absolute_url()}?vua-ghi=1")
    return _page(request, form, status=422)


def _named(request: PersonRequest) -> Obligation | None:
    """The obligation that the address names, of a unit for which the person writes."""
    given = request.GET.get("viec", "")
    own = access.units_where(request.user, Power.WRITE)
    rows = Obligation.objects.visible_to(request.user).filter(unit__in=own).select_related("unit")
    return rows.filter(pk=int(given)).first() if _is_key(given) else None


def _kind(request: PersonRequest, named: Obligation | None) -> str:
    """What the address asks for; else what fits the named obligation; else what the unit logs most."""
    asked = request.POST.get("loai") or request.GET.get("loai", "")
    if asked or request.method == "POST":
        return asked if asked in SPECS else ActivityKind.OTHER
    return kind_for(named) if named else usual_kind(access.home_unit(request.user), today=timezone.localdate())


def _wanted(request: PersonRequest, named: Obligation | None) -> dict[str, Any]:
    """What the address asks the form to start with: an obligation, or what was typed before the kind was changed."""
    given = request.GET
    typed: dict[str, Any] = {name: value for name, value in given.items() if name not in _NOT_TYPED}
    if "title" in given:  # the kind was changed: what was ticked, and nothing else
        typed["obligations"] = [int(one) for one in given.getlist("obligations") if _is_key(one)]
    elif named:
        typed |= {"unit": named.unit_id, "obligations": [named.pk]}
    if any(one.pk == _number(given.get("unit", "")) for one in access.units_where(request.user, Power.WRITE)):
        typed["unit"] = _number(given["unit"])
    if _is_uuid(given.get("form_key", "")):
        typed["form_key"] = given["form_key"]
    return typed


_NOT_TYPED = frozenset({"form_key", "loai", "unit", "version", "obligations", "viec", "files"})


def _number(given: str) -> int:
    return int(given) if _is_key(given) else 0


def _is_key(given: str) -> bool:
    return given.isdecimal() and len(given) < MOST_DIGITS


def _is_uuid(given: str) -> bool:
    try:
        return bool(uuid.UUID(given))
    except ValueError:
        return False


def _log(request: PersonRequest, form: ActivityForm) -> Activity | None:
    data = form.cleaned_data
    try:
        return activities.log(
            data["unit"],
            form.deed(),
            by=request.user,
            obligations=data["obligations"],
            files=data["files"],
            form_key=data["form_key"],
        )
    except ValidationError as fault:
        form.add_error(None, fault) if not hasattr(fault, "error_dict") else _spread(form, fault)
        return None


def _spread(form: ActivityForm, fault: ValidationError) -> None:
    for name, faults in fault.error_dict.items():
        form.add_error(name if name in form.fields else None, faults)


def _page(request: PersonRequest, form: ActivityForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "kinds": SPECS.values(),
        "activity": form.activity,
        "likely": getattr(form, "likely", None),
    }
    template = "ledger/_activity_form.html" if request.htmx else "ledger/activity_form.html"
    return render(request, template, context, status=status)


@require_GET
def activity_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What was done, with its evidence."""
    activity = _get(request, pk)
    may_write = activities.is_own(request.user, activity.unit)
    held_by = counted_in(activity) if may_write else []
    was_logged = may_write and activity.is_counted and "vua-ghi" in request.GET
    context = {
        "activity": activity,
        "own_lines": own_lines(activity.kind, activity.details),
        "files": activity.files.all(),
        "served": activity.obligations.visible_to(request.user).select_related("unit").most_urgent_first(),  # type: ignore[attr-defined]
        "may_write": may_write,
        "may_remove": may_write and activity.is_counted and not held_by,
        "held_by": held_by,
        "was_logged": was_logged,
        "told": told_of_reports(activity) if was_logged else "",
        "twin": twin_of(activity) if was_logged else None,
        "step": after(activity) if may_write and "vua-ghi" in request.GET else None,
    }
    return render(request, "ledger/activity_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Put right what was logged."""
    activity = _get_own(request, pk)
    if not activity.is_counted:
        raise PermissionDenied("Hoạt động này đã hủy. Khôi phục trước khi sửa.")
    kind = request.POST.get("loai") or request.GET.get("loai", "")
    kind = kind if kind in SPECS else activity.kind
    if request.method != "POST":
        typed = _wanted(request, None)
        if version := _number(request.GET.get("version", "")):
            typed["version"] = version  # what was typed is of the row as it was then
        return _page(request, form_for(kind, user=request.user, activity=activity, initial=typed))
    form = form_for(kind, request.POST, request.FILES, user=request.user, activity=activity)
    if form.is_valid() and _change(request, form, activity):
        messages.success(request, "Đã lưu thay đổi.")
        return redirect("activities:detail", activity.pk)
    return _page(request, form, status=422)


def _change(request: PersonRequest, form: ActivityForm, activity: Activity) -> bool:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            activities.change(
                activity, form.deed(), version=data["version"] or 0, by=request.user, obligations=data["obligations"]
            )
            activities.add_files(activity, data["files"], by=request.user)
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        form.take_version(conflict.current.version)  # type: ignore[attr-defined]
        return False
    except ValidationError as fault:
        _spread(form, fault) if hasattr(fault, "error_dict") else form.add_error(None, fault)
        return False
    return True


@require_POST
def activity_cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a wrong line out of the figures, with a reason."""
    activity = _get_own(request, pk)
    try:
        activities.cancel(activity, reason=request.POST.get("reason", ""), by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    else:
        messages.success(request, "Đã hủy hoạt động. Có thể khôi phục bất cứ lúc nào.")
    return redirect("activities:detail", activity.pk)


@require_POST
def activity_restore(request: PersonRequest, pk: int) -> HttpResponse:
    """Undo the cancelling."""
    activity = _get_own(request, pk)
    activities.restore(activity, by=request.user)
    messages.success(request, "Đã khôi phục hoạt động.")
    return redirect("activities:detail", activity.pk)


def _get_file(request: PersonRequest, pk: int) -> ActivityFile:
    rows = ActivityFile.objects.select_related("activity__unit").filter(
        activity__in=Activity.objects.visible_to(request.user)
    )
    return get_object_or_404(rows, pk=pk)


@require_GET
@csp_replace(FILE_POLICY)  # type: ignore[arg-type]  # who is signed in is a PersonRequest
def evidence_file(request: PersonRequest, pk: int) -> FileResponse:
    """A piece of evidence; photos are shown, documents downloaded."""
    row = _get_file(request, pk)
    return _sent(row.file, row.name, row.content_type, is_shown=row.kind == FileKind.PHOTO)


@require_GET
def evidence_thumb(request: PersonRequest, pk: int) -> FileResponse:
    """A photo, small."""
    row = _get_file(request, pk)
    return _sent(row.thumb or row.file, row.name, "image/jpeg", is_shown=True)


def _sent(stored: Any, name: str, content_type: str, *, is_shown: bool) -> FileResponse:
    response = sent(stored, name=name, content_type=content_type, is_shown=is_shown)
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


@require_POST
def evidence_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    row = _get_file(request, pk)
    activity = row.activity
    try:
        activities.remove_file(row, by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    else:
        messages.success(request, "Đã bỏ minh chứng.")
    return redirect("activities:detail", activity.pk)
