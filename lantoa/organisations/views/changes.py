"""Recording a change of organisation: choose what happened, say it, see what it would do, confirm."""

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.organisations import events
from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.forms.succession import FORMS, MEANINGS, ChangeForm
from lantoa.organisations.models import Succession, Unit
from lantoa.organisations.succession import sentence
from lantoa.organisations.undoing import undo as take_back
from lantoa.organisations.views.unit import demand_change, get_unit, may_undo
from lantoa.organisations.views.units import suggestions

if TYPE_CHECKING:
    from lantoa.accounts.requests import PersonRequest

_MOST_SAID = 60


@dataclass
class Consequence:
    """What an act would do, in sentences."""

    sentences: list[str] = field(default_factory=list)
    more: int = 0


@require_http_methods(["GET", "POST"])
def choose(request: "PersonRequest", pk: int) -> HttpResponse:
    """What happened to this unit? A POST shows what the change would do; nothing stays written."""
    unit = get_unit(request, pk)
    demand_change(request.user, unit)
    kind = request.GET.get("hinh-thuc", "")
    if kind not in FORMS:
        kinds = [(one.value, one.label, MEANINGS[one]) for one in SuccessionKind]
        return render(request, "organisations/change_choose.html", {"unit": unit, "kinds": kinds})
    form = _form(request, unit, kind)
    is_ready = request.method == "POST" and form.is_valid() and "sua" not in request.POST
    consequence = _tried(request, form) if is_ready else None
    return _show(request, form, kind, consequence)


@require_POST
def record(request: "PersonRequest", pk: int, kind: str) -> HttpResponse:
    """Do what was shown."""
    unit = get_unit(request, pk)
    demand_change(request.user, unit)
    if kind not in FORMS:
        return redirect("organisations:change", pk)
    form = _form(request, unit, kind)
    if form.is_valid():
        try:
            with transaction.atomic():
                _act(request, form)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        else:
            messages.success(request, "Đã ghi thay đổi tổ chức.")
            return redirect(unit)
    return _show(request, form, kind, None)


@require_POST
def undo(request: "PersonRequest", act: uuid.UUID) -> HttpResponse:
    """Take a mistaken change back."""
    visible = Unit.objects.visible_to(request.user).values("pk")
    row = get_object_or_404(Succession.objects.filter(from_unit__in=visible, act=act).select_related("from_unit")[:1])
    if not may_undo(request.user, act):
        raise PermissionDenied("Thay đổi này động đến đơn vị ngoài phạm vi quản trị; nhờ quản trị cấp trên hoàn tác.")
    try:
        take_back(act, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, "Đã hoàn tác thay đổi tổ chức.")
    return redirect(row.from_unit)


def _form(request: HttpRequest, unit: Unit, kind: str) -> ChangeForm:
    units = Unit.objects.current()
    return FORMS[kind](request.POST if request.method == "POST" else None, unit=unit, units=units)


def _act(request: "PersonRequest", form: ChangeForm) -> list[Succession]:
    """Do it, where the person has the say over every unit that it touches."""
    for unit in form.touched():
        access.demand(request.user, Power.ADMINISTER, unit)
    return form.act(request.user)


def _tried(request: "PersonRequest", form: ChangeForm) -> Consequence | None:
    """What the act would do: done, told, and taken back at once."""
    try:
        with transaction.atomic():
            rows = _act(request, form)
            said = [sentence(row) for row in rows]
            act = events.Act(rows[0].act, rows[0].kind, rows[0].on, rows, request.user)
            said += [line for speak in events.consequences for line in speak(act)]
            transaction.set_rollback(True)
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return None
    return Consequence(said[:_MOST_SAID], max(0, len(said) - _MOST_SAID))


def _show(request: "PersonRequest", form: ChangeForm, kind: str, consequence: Consequence | None) -> HttpResponse:
    unit = get_unit(request, form.unit.pk)  # the trial has changed the one in hand
    context = {
        "unit": unit,
        "form": form,
        "kind": kind,
        "label": SuccessionKind(kind).label,
        "meaning": MEANINGS[SuccessionKind(kind)],
        "consequence": consequence,
        "suggestions": suggestions(request),
    }
    template = "organisations/change_confirm.html" if consequence else "organisations/change_form.html"
    return render(request, template, context, status=422 if form.errors else 200)
