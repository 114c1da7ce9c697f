"""One unit: who it is, where it stands, what became of it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.organisations import events
from lantoa.organisations.forms.unit import ContactForm, NewUnitForm, UnitForm
from lantoa.organisations.models import Succession, Unit, UnitGroup
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.organisations.succession import sentence
from lantoa.organisations.undoing import can_undo
from lantoa.organisations.unit_filter import with_children_count
from lantoa.organisations.views.units import suggestions

if TYPE_CHECKING:
    from lantoa.accounts.models import User
    from lantoa.accounts.requests import PersonRequest

_MOST_CHILDREN = 60


def get_unit(request: "PersonRequest", pk: int) -> Unit:
    """The unit, or 404 where the person may not see it."""
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)


def may_change(user: "User", unit: Unit) -> bool:
    """Whether the person has the say over the unit: from above it, or over a unit that stands at the top."""
    return access.may(user, Power.ADMINISTER, unit.parent or unit)


def demand_change(user: "User", unit: Unit) -> None:
    access.demand(user, Power.ADMINISTER, unit.parent or unit)


def may_undo(user: "User", act: uuid.UUID) -> bool:
    """Whether the person has the say over every unit of a change, as who records it must have."""
    rows = Succession.objects.filter(act=act).select_related("from_unit__parent", "to_unit")
    others = [row.to_unit for row in rows if row.to_unit is not None]
    return all(may_change(user, row.from_unit) for row in rows) and all(
        access.may(user, Power.ADMINISTER, unit) for unit in others
    )


def administered(user: "User") -> UnitQuerySet:
    return Unit.objects.current().filter(access.within(user, Power.ADMINISTER))


@require_GET
def detail(request: "PersonRequest", pk: int) -> HttpResponse:
    """Who is this unit, and where does it stand?"""
    unit = get_unit(request, pk)
    children = with_children_count(Unit.objects.current().filter(parent=unit), timezone.localdate())
    may = may_change(request.user, unit)
    context = {
        "unit": unit,
        "above": list(Unit.objects.above(unit)),
        "children": list(children[: _MOST_CHILDREN + 1]),
        "most_children": _MOST_CHILDREN,
        "groups": _groups_with(request, unit),
        "history": _history(unit),
        "last_act": _last_act(request.user, unit) if may else None,
        "may_change": may,
        "may_contact": may or access.may(request.user, Power.KEEP, unit),
        "may_administer": access.may(request.user, Power.ADMINISTER, unit),
    }
    return render(request, "organisations/unit_detail.html", context)


@dataclass(frozen=True)
class Happening:
    """A line of the unit's history."""

    on: dt.date
    text: str
    decision: str = ""
    other: Unit | None = None


def _history(unit: Unit) -> list[Happening]:
    """What happened to the unit, the latest first."""
    touching = Succession.objects.filter(Q(from_unit=unit) | Q(to_unit=unit)).select_related("from_unit", "to_unit")
    found = [Happening(row.on, sentence(row), row.decision, _other(row, unit)) for row in touching]
    first_name = unit.names.first()
    name = first_name.name if first_name else unit.name
    return [*found, Happening(unit.valid_from, f"Bắt đầu hoạt động với tên {name}")]


def _other(row: Succession, unit: Unit) -> Unit | None:
    other = row.to_unit if row.from_unit_id == unit.pk else row.from_unit
    return other if other is not None and other.pk != unit.pk else None


def _last_act(user: "User", unit: Unit) -> Succession | None:
    """The latest change of the unit, where the person can still take it back."""
    last = Succession.objects.filter(Q(from_unit=unit) | Q(to_unit=unit)).order_by("-pk").first()
    return last if last is not None and can_undo(last.act) and may_undo(user, last.act) else None


def _groups_with(request: "PersonRequest", unit: Unit) -> list[UnitGroup]:
    above = unit.ancestor_ids()
    reaching = Q(owner__in=above) | Q(units=unit)
    groups = UnitGroup.objects.visible_to(request.user).filter(reaching).distinct()
    found = groups.select_related("owner").prefetch_related("units", "left_out")
    return [group for group in found if group.holds(unit, above)]


@require_http_methods(["GET", "POST"])
def new(request: "PersonRequest") -> HttpResponse:
    """Add a unit under one that the person administers."""
    access.demand_somewhere(request.user, Power.ADMINISTER)
    units = administered(request.user)
    above = units.filter(code=request.GET.get("thuoc", "")).first()
    form = NewUnitForm(request.POST if request.method == "POST" else None, units=units, initial={"parent": above})
    if request.method == "POST" and form.is_valid():
        unit = form.save()
        _tell(request, "unit_created", f"Thêm {unit.name}", unit)
        messages.success(request, f"Đã thêm {unit.name}.")
        return redirect(unit)
    context = {"form": form, "suggestions": suggestions(request)}
    return render(request, "organisations/unit_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: "PersonRequest", pk: int) -> HttpResponse:
    """Put right what is kept of a unit."""
    unit = get_unit(request, pk)
    demand_change(request.user, unit)
    return _edit(
        request,
        unit,
        UnitForm(request.POST if request.method == "POST" else None, instance=unit),
        "Sửa thông tin đơn vị",
    )


@require_http_methods(["GET", "POST"])
def contacts(request: "PersonRequest", pk: int) -> HttpResponse:
    """A unit's own people keep its addresses."""
    unit = get_unit(request, pk)
    if not may_change(request.user, unit):
        access.demand(request.user, Power.KEEP, unit)
    return _edit(
        request,
        unit,
        ContactForm(request.POST if request.method == "POST" else None, instance=unit),
        "Sửa thông tin liên hệ",
    )


def _edit(request: "PersonRequest", unit: Unit, form: ContactForm, heading: str) -> HttpResponse:
    name = unit.name
    if request.method == "POST" and form.is_valid():
        changed = [str(form.fields[key].label) for key in form.changed_data]
        form.save()
        _tell(request, "unit_edited", f"Sửa {name}: {', '.join(changed) or 'không đổi'}", unit)
        messages.success(request, "Đã lưu.")
        return redirect(unit)
    context = {"form": form, "unit": unit, "unit_name": name, "heading": heading}
    return render(request, "organisations/unit_edit.html", context, status=422 if form.errors else 200)


def _tell(request: "PersonRequest", action: str, text: str, unit: Unit) -> None:
    events.tell(events.Change(action, text, request.user, unit, unit))
