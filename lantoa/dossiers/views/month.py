"""One month of one unit: entering, saying that nothing came, putting right, taking out."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.asked import seen_unit
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.audit.models import Entry
from lantoa.dossiers import entering, months
from lantoa.dossiers.checking import faults_of
from lantoa.dossiers.forms import FiguresForm
from lantoa.dossiers.models import DossierFigures
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure
from lantoa.vietnamese.text import sort_key, squeeze

_MOST_FIELDS = 60


def _month(year: int, month: int) -> dt.date:
    found = months.month_of(year, month)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def month(request: PersonRequest, pk: int, year: int, month: int) -> HttpResponse:
    """What came and what was settled in this month?"""
    unit, day = seen_unit(request, pk), _month(year, month)
    field = squeeze(request.GET.get("linh-vuc", ""))[:150]
    row = DossierFigures.objects.filter(unit=unit, month=day, field=field).select_related("unit", "entered_by").first()
    if request.method == "POST":
        access.demand(request.user, Power.KEEP, unit)
    row = row or DossierFigures(unit=unit, month=day, field=field)
    initial = {} if row.pk else {"carried": entering.open_before(unit, day, field)}
    form = FiguresForm(
        request.POST if request.method == "POST" else None, instance=row, fields_known=_fields(), initial=initial
    )
    if not row.pk:
        for name in form.fields:
            if name not in ("carried", "field_name"):
                form.initial.pop(name, None)
    if request.method == "POST" and form.is_valid() and _kept(request, form, row):
        return redirect("dossiers:unit", unit.pk)
    return render(request, "dossiers/month.html", _context(request, form, row), status=422 if form.errors else 200)


def _kept(request: PersonRequest, form: FiguresForm, row: DossierFigures) -> bool:
    """Whether it was saved; faults go beside their boxes."""
    data = form.cleaned_data
    field = row.field if form.is_correction else squeeze(data["field_name"])
    for name, sentence in entering.faults_of(row.unit, row.month, field, form.values):
        form.add_error(name, sentence)
    if form.errors:
        return False
    try:
        if form.is_correction:
            version = data["version"] or 0
            entering.correct(row, form.values, version=version, reason=data["reason"], by=request.user)
        else:
            row = entering.enter(row.unit, row.month, form.values, by=request.user, field=field)
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
    except ValidationError as fault:
        form.add_error(None, fault)
    else:
        _say(request, row, "Đã đính chính" if form.is_correction else "Đã lưu")
    return not form.errors


def _say(request: PersonRequest, row: DossierFigures, verb: str) -> None:
    messages.success(request, f"{verb} số liệu hồ sơ tháng {row.month:%m/%Y}.")
    later = entering.follows_wrongly(row)
    if later:
        messages.warning(
            request,
            f"Tháng {later.month:%m/%Y} đang ghi kỳ trước chuyển sang {later.carried} hồ sơ, nay phải là "
            f"{row.pending}. Đính chính tháng đó tiếp.",
        )


def _fields() -> list[str]:
    """Fields of the catalogue of procedures, and those used before, to be offered while one types."""
    used = DossierFigures.objects.exclude(field="").order_by("field").values_list("field", flat=True).distinct()
    known = Procedure.objects.exclude(field="").order_by("field").values_list("field", flat=True).distinct()
    return sorted({*used[:_MOST_FIELDS], *known[:_MOST_FIELDS]}, key=sort_key)


def _context(request: PersonRequest, form: FiguresForm, row: DossierFigures) -> dict[str, object]:
    unit, day = row.unit, row.month
    others = DossierFigures.objects.filter(unit=unit, month=day).exclude(pk=row.pk)
    before = entering.open_before(unit, day, row.field)
    return {
        "form": form,
        "row": row if row.pk else None,
        "unit": unit,
        "month": day,
        "others": list(others),
        "may_write": access.may(request.user, Power.KEEP, unit),
        "closed": entering.day_fault(unit, day, timezone.localdate()),
        "before": before,
        "may_say_nil": not row.pk and not before and not others,
        "history": list(Entry.objects.about(row).select_related("actor")[:50]) if row.pk else [],
        "doubts": [] if row._state.adding else list(faults_of(row.values())),
    }


@require_POST
def nil(request: PersonRequest, pk: int, year: int, month: int) -> HttpResponse:
    """Nothing came in that month."""
    unit, day = seen_unit(request, pk), _month(year, month)
    access.demand(request.user, Power.KEEP, unit)
    try:
        entering.say_nil(unit, day, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect("dossiers:month", unit.pk, year, month)
    messages.success(request, f"Đã ghi tháng {day:%m/%Y} không phát sinh hồ sơ.")
    return redirect("dossiers:unit", unit.pk)


@require_http_methods(["GET", "POST"])
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a month that was entered by mistake out, with a reason."""
    rows = DossierFigures.objects.visible_to(request.user).select_related("unit")
    row: DossierFigures = get_object_or_404(rows, pk=min(pk, 2**62))
    unit: Unit = row.unit
    access.demand(request.user, Power.KEEP, unit)
    fault, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            entering.take_out(row, reason=reason, by=request.user)
        except ValidationError as error:
            fault = " ".join(error.messages)
        else:
            messages.success(request, f"Đã xóa số liệu hồ sơ tháng {row.month:%m/%Y}.")
            return redirect("dossiers:unit", unit.pk)
    context = {"row": row, "fault": fault, "reason": reason}
    return render(request, "dossiers/remove.html", context, status=422 if fault else 200)
