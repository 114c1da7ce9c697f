"""What is to come offline: entered, changed, cancelled, logged as held."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.channels import planned
from lantoa.channels.event_form import CancelForm, EventForm
from lantoa.channels.models import PlannedEvent
from lantoa.channels.views.getting import BIGGEST_KEY
from lantoa.ledger.models import Activity
from lantoa.ui.acts import do


def _visible(request: PersonRequest, pk: int) -> PlannedEvent:
    rows = PlannedEvent.objects.visible_to(request.user).select_related("unit", "created_by", "cancelled_by")
    return get_object_or_404(rows.with_held(), pk=min(pk, BIGGEST_KEY))


def _writable(request: PersonRequest, pk: int) -> PlannedEvent:
    event = _visible(request, pk)
    access.demand(request.user, Power.WRITE, event.unit)
    return event


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What is to come, and what came of it."""
    event = _visible(request, pk)
    may_write = access.may(request.user, Power.WRITE, event.unit)
    lines = Activity.objects.visible_to(request.user).filter(form_key=event.key)
    context = {
        "event": event,
        "served": event.obligations.visible_to(request.user).select_related("unit").most_urgent_first(),
        "line": lines.prefetch_related("files").first(),
        "may_change": may_write and event.is_open,
        "may_restore": may_write and event.cancelled_at is not None,
        "log_url": planned.log_address(event) if may_write and event.is_open and event.has_come else "",
        "state": planned.state_of(event),
    }
    return render(request, "channels/event_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """What is to come, when, for whom? `ngay`: the day of the calendar that was pressed."""
    access.demand_somewhere(request.user, Power.WRITE)
    event = PlannedEvent()
    with suppress(ValueError):
        event.on = dt.date.fromisoformat(request.GET.get("ngay", ""))
    return _form(request, event, "Đã thêm vào lịch.")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    event = _writable(request, pk)
    if not event.is_open:
        messages.warning(request, "Hoạt động này đã tổ chức hoặc đã hủy nên không sửa được.")
        return redirect(event)
    return _form(request, event, "Đã lưu thay đổi.")


def _form(request: PersonRequest, event: PlannedEvent, done: str) -> HttpResponse:
    form = EventForm(request.POST or None, instance=event, user=request.user, initial=_chosen_so_far(request))
    if request.method == "POST" and form.is_valid() and (saved := _saved(request, form)):
        messages.success(request, done)
        return redirect(saved)
    return render(
        request, "channels/event_form.html", {"form": form, "event": event}, status=422 if form.errors else 200
    )


def _chosen_so_far(request: PersonRequest) -> dict[str, Any]:
    """What the form says when it asks for the work of another unit or kind."""
    given = request.GET
    if not request.htmx:
        return {}
    found: dict[str, Any] = {name: given[name] for name in ("unit", "kind") if name in given}
    return {**found, "obligations": given.getlist("obligations")}


def _saved(request: PersonRequest, form: EventForm) -> PlannedEvent | None:
    data = form.cleaned_data
    form.instance.key = data.get("key") or form.instance.key
    try:
        return planned.save(form.instance, by=request.user, version=data["version"], serves=data["obligations"])
    except EditConflict as conflict:
        form.take_version(conflict.current.version)  # type: ignore[attr-defined]
        form.add_error(None, str(conflict))
    except ValidationError as fault:
        form.add_error(None, fault)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Why does it not take place?"""
    event = _writable(request, pk)
    if not event.is_open:
        messages.warning(request, "Hoạt động này đã tổ chức hoặc đã hủy.")
        return redirect(event)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        said = "Đã hủy. Có thể khôi phục bất cứ lúc nào."
        return do(request, event, lambda: planned.cancel(event, reason=reason, by=request.user), said)
    context = {"form": form, "event": event}
    return render(request, "channels/event_cancel.html", context, status=422 if form.errors else 200)


@require_POST
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    event = _writable(request, pk)
    return do(request, event, lambda: planned.restore(event, by=request.user), "Đã khôi phục.")
