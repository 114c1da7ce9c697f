"""What must hang at a unit, what does; showing it by photos; the sheet to print."""

import time

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.displays import confirming, sheets
from lantoa.displays.forms import ConfirmForm
from lantoa.displays.models import Confirmed, Display
from lantoa.displays.required import Required
from lantoa.displays.standing import Cell, State, cells, in_order
from lantoa.ledger.models import ActivityFile
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure

_MOST_SHOWN = 20


def seen_unit(request: PersonRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.filter(access.within(request.user, Power.SEE)), pk=min(pk, 2**62))


def _asked_unit(request: PersonRequest) -> Unit:
    """The unit of `?dv=`, else the person's own."""
    typed = request.GET.get("dv", "")
    if typed:
        if not (typed.isascii() and typed.isdigit()):
            raise Http404
        return seen_unit(request, int(typed[:18]))
    home = access.home_unit(request.user)
    assert home is not None
    return home


def cells_of(unit: Unit) -> list[Cell]:
    today = timezone.localdate()
    return in_order(cells([unit], Required(today, unit), today).get(unit.pk, {}).values())


def _chosen(request: PersonRequest) -> list[int]:
    """Procedures named in the address (`tt=1,2`)."""
    typed = request.GET.get("tt", "").split(",")
    return [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 18]


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """What must hang here, and what is wrong with what does?"""
    access.demand_somewhere(request.user, Power.SEE)
    unit = _asked_unit(request)
    found = cells_of(unit)
    wrong = [cell for cell in found if cell.is_wrong and cell.state != State.MUST_GO]
    context = {
        "unit": unit,
        "cells": found,
        "wrong": sum(1 for cell in found if cell.is_wrong),
        "to_post": ",".join(str(cell.procedure.pk) for cell in wrong),
        "may_write": access.may(request.user, Power.KEEP, unit),
        "forms": sheets.Form.choices,
        "papers": sheets.Paper.choices,
    }
    return render(request, "displays/list.html", context)


@require_GET
def cell(request: PersonRequest, unit_pk: int, pk: int) -> HttpResponse:
    """What hangs of this procedure here, shown when, by whom?"""
    unit = seen_unit(request, unit_pk)
    procedure = get_object_or_404(Procedure.objects.visible_to(request.user), pk=min(pk, 2**62))
    found = next((one for one in cells_of(unit) if one.procedure.pk == procedure.pk), None)
    lines = Confirmed.objects.filter(display__unit=unit, display__procedure=procedure)
    lines = lines.select_related("confirmation__by", "confirmation__activity", "version", "display")
    shown = list(lines.order_by("-confirmation__on", "-pk")[:_MOST_SHOWN])
    photos: dict[int, list[ActivityFile]] = {}
    for file in ActivityFile.objects.filter(activity__in=[one.confirmation.activity_id for one in shown]):
        photos.setdefault(file.activity_id, []).append(file)
    context = {
        "unit": unit,
        "procedure": procedure,
        "cell": found,
        "version": found.version if found else procedure.version_on(),
        "displays": list(Display.objects.filter(unit=unit, procedure=procedure).select_related("version")),
        "shown": [(one, photos.get(one.confirmation.activity_id or 0, [])) for one in shown],
        "may_write": access.may(request.user, Power.KEEP, unit),
    }
    return render(request, "displays/cell.html", context)


@require_http_methods(["GET", "POST"])
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what hangs at a place, or that it hangs no more."""
    unit = seen_unit(request, pk)
    access.demand(request.user, Power.KEEP, unit)
    found, chosen = cells_of(unit), _chosen(request)
    named = [one for one in found if one.procedure.pk in chosen]
    is_removal = bool(chosen) and not Procedure.objects.in_force().filter(pk__in=chosen).exists()
    place = next((hung.place for one in named for hung in one.hung), "")
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ConfirmForm(
        *given,
        procedures=[*(one.procedure.pk for one in found), *chosen],
        chosen=chosen,
        is_removal=is_removal,
        place=place,
    )
    if request.method == "POST" and form.is_valid() and _confirmed(request, form, unit):
        return redirect(f"{reverse('displays:list')}?dv={unit.pk}")
    places = sorted(set(Display.objects.filter(unit=unit).values_list("place", flat=True)))
    context = {"form": form, "unit": unit, "places": places}
    return render(request, "displays/confirm.html", context, status=422 if form.errors else 200)


def _confirmed(request: PersonRequest, form: ConfirmForm, unit: Unit) -> bool:
    data = form.cleaned_data
    try:
        confirming.confirm(
            unit,
            list(data["procedures"]),
            place=data["place"],
            on=data["on"],
            photos=data["photos"],
            by=request.user,
            is_removal=data["act"] == "remove",
            form_key=data["form_key"],
        )
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    verb = "đã gỡ" if data["act"] == "remove" else "đang treo"
    messages.success(request, f"Đã ghi {len(data['procedures'])} thủ tục {verb}, kèm ảnh ngày {data['on']:%d/%m/%Y}.")
    return True


@require_GET
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """The sheet to hang up, as PDF: all that must hang, or the procedures named (`tt=`)."""
    unit = seen_unit(request, pk)
    chosen = _chosen(request)
    rows = [
        (one.procedure, one.version)
        for one in sorted(cells_of(unit), key=lambda one: (one.procedure.sort_key, one.procedure.pk))
        if one.version and not one.version.is_abolition and (not chosen or one.procedure.pk in chosen)
    ]
    if not rows:
        messages.error(request, "Chưa có thủ tục nào để in: đơn vị chưa phải niêm yết thủ tục đang có hiệu lực nào.")
        return redirect(f"{reverse('displays:list')}?dv={unit.pk}")
    form = sheets.Form.WHOLE if request.GET.get("mau") == sheets.Form.WHOLE else sheets.Form.LIST
    paper = sheets.Paper.A3 if request.GET.get("kho") == sheets.Paper.A3 else sheets.Paper.A4
    name = f"niem-yet-{unit.pk}-{paper.value}-{int(time.time())}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(sheets.pdf(unit, rows, form=form, paper=paper), content_type="application/pdf", headers=headers)
