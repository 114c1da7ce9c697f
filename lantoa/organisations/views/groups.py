"""Groups of units by rule."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.organisations import events
from lantoa.organisations.forms.group import GroupForm
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.organisations.views.units import suggestions

if TYPE_CHECKING:
    from lantoa.accounts.requests import PersonRequest

PAGE_SIZE = 50
_SHOWN = 12


@require_GET
def listing(request: "PersonRequest") -> HttpResponse:
    """Which groups may plans name?"""
    groups = UnitGroup.objects.visible_to(request.user).select_related("owner")
    page = Paginator(groups.order_by("owner__path", "name"), PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"page": page, "may_direct": bool(access.holding(request.user, Power.DIRECT))}
    return render(request, "organisations/group_list.html", context)


@require_GET
def detail(request: "PersonRequest", pk: int) -> HttpResponse:
    """Whom does this group mean today?"""
    group = _get(request, pk)
    units = group.resolve(on=timezone.localdate()).select_related("parent")
    page = Paginator(units, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"group": group, "page": page, "may_direct": access.may(request.user, Power.DIRECT, group.owner)}
    return render(request, "organisations/group_detail.html", context)


@require_http_methods(["GET", "POST"])
def new(request: "PersonRequest") -> HttpResponse:
    """Make a group."""
    access.demand_somewhere(request.user, Power.DIRECT)
    owners = _directed(request)
    form = GroupForm(
        request.POST if request.method == "POST" else None, owners=owners, initial={"owner": _own(request)}
    )
    return _save(request, form, "Thêm nhóm đơn vị")


@require_http_methods(["GET", "POST"])
def edit(request: "PersonRequest", pk: int) -> HttpResponse:
    """Change a group; what was issued earlier keeps its units."""
    group = _get(request, pk)
    access.demand(request.user, Power.DIRECT, group.owner)
    form = GroupForm(request.POST if request.method == "POST" else None, instance=group, owners=_directed(request))
    return _save(request, form, "Sửa nhóm đơn vị")


@require_POST
def delete(request: "PersonRequest", pk: int) -> HttpResponse:
    """Do away with a group that nothing uses."""
    group = _get(request, pk)
    access.demand(request.user, Power.DIRECT, group.owner)
    events.tell(events.Change("group_deleted", f"Xóa nhóm {group.name}", request.user, None, group.owner))
    group.delete()
    messages.success(request, f"Đã xóa nhóm {group.name}.")
    return redirect("organisations:groups")


@require_GET
def preview(request: "PersonRequest") -> HttpResponse:
    """Whom the rule as typed so far would mean; nothing is written."""
    access.demand_somewhere(request.user, Power.DIRECT)
    form = GroupForm(request.GET, owners=_directed(request))
    form.is_valid()
    return render(request, "organisations/_group_preview.html", _previewed(form))


def _previewed(form: GroupForm) -> dict[str, object]:
    ids = form.means() if form.is_bound else set()
    units = Unit.objects.filter(pk__in=ids)[:_SHOWN]
    return {"number": len(ids), "units": units, "more": max(0, len(ids) - _SHOWN), "is_known": _is_known(form)}


def _is_known(form: GroupForm) -> bool:
    return form.is_bound and form.cleaned_data.get("owner") is not None


def _save(request: "PersonRequest", form: GroupForm, heading: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        group: UnitGroup = form.save()
        events.tell(events.Change("group_saved", f"Lưu nhóm {group.name}", request.user, group, group.owner))
        messages.success(request, f"Đã lưu nhóm {group.name}.")
        return redirect("organisations:group", group.pk)
    shown = form if form.is_bound else _as_stored(request, form)
    context = {"form": form, "heading": heading, "suggestions": suggestions(request), **_previewed(shown)}
    return render(request, "organisations/group_edit.html", context, status=422 if form.errors else 200)


def _as_stored(request: "PersonRequest", form: GroupForm) -> GroupForm:
    """The form as if its first values had been typed, for the first preview."""
    typed = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if value not in (None, ""):
            typed.setlist(bound.html_name, value if isinstance(value, list) else [str(value)])
    stored = GroupForm(typed, owners=_directed(request))
    stored.is_valid()
    return stored


def _get(request: "PersonRequest", pk: int) -> UnitGroup:
    return get_object_or_404(UnitGroup.objects.visible_to(request.user).select_related("owner"), pk=pk)


def _directed(request: "PersonRequest") -> UnitQuerySet:
    return Unit.objects.current().filter(access.within(request.user, Power.DIRECT))


def _own(request: "PersonRequest") -> Unit | None:
    return next(iter(access.units_where(request.user, Power.DIRECT)), None)
