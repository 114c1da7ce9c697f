"""What must hang at a unit, what does; showing it by photos; the sheet to print."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.asked import asked_unit, seen_unit
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.displays import confirming, printing, sheets
from lantoa.displays.forms import ConfirmForm
from lantoa.displays.models import Confirmed, Display
from lantoa.displays.standing import State, of_unit
from lantoa.ledger.models import ActivityFile
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure

_MOST_SHOWN = 20


def _chosen(request: PersonRequest) -> list[int]:
    """Procedures named in the address (`tt=1,2`)."""
    typed = request.GET.get("tt", "").split(",")
    return [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 18]


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """What must hang here, and what is wrong with what does?"""
    access.demand_somewhere(request.user, Power.SEE)
    unit = asked_unit(request)
    found = of_unit(unit)
    wrong = [cell for cell in found if cell.is_wrong and cell.state != State.MUST_GO]
    context = {
        "unit": unit,
        "cells": found,
        "wrong": sum(1 for cell in found if cell.is_wrong),
        "to_post": ",".join(str(cell.procedure.pk) for cell in wrong),
        "may_write": access.may(request.user, Power.KEEP, unit),
        "forms": sheets.Form.choices,
        "papers": sheets.Paper.choices,
        "is_long": len(printing.to_print(found)) > printing.AT_ONCE,
    }
    return render(request, "displays/list.html", context)


@require_GET
def cell(request: PersonRequest, unit_pk: int, pk: int) -> HttpResponse:
    """What hangs of this procedure here, shown when, by whom?"""
    unit = seen_unit(request, unit_pk)
    procedure = get_object_or_404(Procedure.objects.visible_to(request.user), pk=min(pk, 2**62))
    found = next((one for one in of_unit(unit) if one.procedure.pk == procedure.pk), None)
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
    found, chosen = of_unit(unit), _chosen(request)
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
        return _to_list(unit)
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
    """The sheet to hang up, as PDF: all that must hang, or the procedures named (`tt=`). Of many, the page makes it."""
    unit = seen_unit(request, pk)
    rows = printing.to_print(of_unit(unit), _chosen(request))
    if not rows:
        messages.error(request, printing.NOTHING)
        return _to_list(unit)
    if len(rows) > printing.AT_ONCE:
        messages.info(request, f"Bản in {len(rows)} thủ tục được tạo ở nền: chọn mẫu, khổ giấy rồi bấm Tạo bản in.")
        return _to_list(unit)
    form, paper = _printed(request.GET)
    headers = {"Content-Disposition": f'inline; filename="{printing.name_of(unit, paper)}"'}
    return HttpResponse(sheets.pdf(unit, rows, form=form, paper=paper), content_type="application/pdf", headers=headers)


@require_POST
def print_all(request: PersonRequest, pk: int) -> HttpResponse:
    """Have the sheet of all that must hang made in the background; a page shows how far it is."""
    unit = seen_unit(request, pk)
    form, paper = _printed(request.POST)
    return redirect(printing.start(unit, form=form, paper=paper, by=request.user))


def _printed(given: QueryDict) -> tuple[sheets.Form, sheets.Paper]:
    form = sheets.Form.WHOLE if given.get("mau") == sheets.Form.WHOLE else sheets.Form.LIST
    return form, sheets.Paper.A3 if given.get("kho") == sheets.Paper.A3 else sheets.Paper.A4


def _to_list(unit: Unit) -> HttpResponse:
    return redirect(f"{reverse('displays:list')}?dv={unit.pk}")
