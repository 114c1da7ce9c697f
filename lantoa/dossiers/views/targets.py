"""What shares a unit sets itself and the units below for a year; who enters, and by when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.accounts import access
from lantoa.accounts.asked import seen_unit
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.audit.models import record
from lantoa.dossiers.forms import SchemeForm, TargetForm
from lantoa.dossiers.models import DossierScheme, DossierTarget
from lantoa.dossiers.targets import Goals
from lantoa.organisations.models import Unit


def _year(request: PersonRequest) -> int:
    typed, this = request.GET.get("nam", ""), timezone.localdate().year
    return int(typed) if typed.isascii() and typed.isdigit() and this - 5 <= int(typed[:5]) <= this + 1 else this


@require_http_methods(["GET", "POST"])
def targets(request: PersonRequest, pk: int) -> HttpResponse:
    """Which shares hold for this unit in the year?"""
    unit, year = seen_unit(request, pk), _year(request)
    if request.method == "POST":
        _demand(request, unit)
    row = DossierTarget.objects.filter(unit=unit, year=year).first() or DossierTarget(unit=unit, year=year)
    version = row.version
    form = TargetForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid() and _kept(request, form, version):
        return redirect(f"{request.path}?nam={year}")
    context = {
        "form": form,
        "unit": unit,
        "year": year,
        "this_year": timezone.localdate().year,
        "version": version,
        "own": row.pk,
        "above": _from_above(unit, year),
        "below": _below(request, unit, year),
        "may_write": _may(request, unit),
    }
    return render(request, "dossiers/targets.html", context, status=422 if form.errors else 200)


def _may(request: PersonRequest, unit: Unit) -> bool:
    return access.may(request.user, Power.DIRECT, unit) or access.may(request.user, Power.APPROVE, unit)


def _demand(request: PersonRequest, unit: Unit) -> None:
    """Whoever plans for the unit, or heads it, sets its targets."""
    if not access.may(request.user, Power.APPROVE, unit):
        access.demand(request.user, Power.DIRECT, unit)


def _kept(request: PersonRequest, form: TargetForm, version: int) -> bool:
    row: DossierTarget = form.instance
    typed = request.POST.get("version", "")
    try:
        if row.pk:
            row.save_from(int(typed) if typed.isdecimal() and len(typed) < 9 else version)
        else:
            row.save()
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        return False
    said = "; ".join(f"{form.fields[name].label} {form.cleaned_data[name]}" for name in form.changed_data)
    text = f"Chỉ tiêu hồ sơ năm {row.year}: {said or 'không đổi'}"
    record("dossier_target_set", by=request.user, on=row, unit=row.unit, text=text)
    messages.success(request, f"Đã lưu chỉ tiêu năm {row.year}.")
    return True


def _from_above(unit: Unit, year: int) -> dict[str, object]:
    """What holds by units above, as it stands where the unit sets nothing of its own."""
    parent = unit.parent
    if parent is None:
        return {}
    goals = Goals(year).of(parent)
    names = Unit.objects.in_bulk([goal.unit_id for goal in goals.values()])
    return {name: (goal.share, names[goal.unit_id].label) for name, goal in goals.items()}


def _below(request: PersonRequest, unit: Unit, year: int) -> list[DossierTarget]:
    """Targets that units below set for themselves."""
    rows = DossierTarget.objects.visible_to(request.user).filter(year=year, unit__in=Unit.objects.below(unit))
    return list(rows.select_related("unit").order_by("unit__sort_key")[:200])


@require_http_methods(["GET", "POST"])
def scheme(request: PersonRequest, pk: int) -> HttpResponse:
    """Which units enter figures, and by which day?"""
    unit = seen_unit(request, pk)
    access.demand(request.user, Power.DIRECT, unit)
    row = DossierScheme.objects.filter(unit=unit).first() or DossierScheme(unit=unit)
    form = SchemeForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        who = kept.group.name if kept.group else "mọi đơn vị tiếp nhận hồ sơ"
        text = f"Nhập số liệu hồ sơ: {who}, từ {kept.since:%m/%Y}, hạn ngày {kept.due_day} tháng sau"
        record("dossier_scheme_set", by=request.user, on=kept, unit=unit, text=text)
        messages.success(request, "Đã lưu quy định nhập số liệu.")
        return redirect("dossiers:list")
    return render(request, "dossiers/scheme.html", {"form": form, "unit": unit}, status=422 if form.errors else 200)
