"""A period: who has sent, who has not, and what the office decides about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit
from lantoa.reports import cancelling, due_preview, period_rows, periods
from lantoa.reports.forms_periods import AddUnitsForm, DuesForm, ExcludeForm
from lantoa.reports.forms_picking import add_typed, as_initial
from lantoa.reports.models import Period, Report
from lantoa.reports.period_rows import LATE, NOT_SENT, ORDERS, PeriodFilter, Sending
from lantoa.tabular.workbooks import download

PAGE_SIZE = 50


def visible_period(request: PersonRequest, pk: int) -> Period:
    found = Period.objects.visible_to(request.user).select_related("unit", "template", "closed_by")
    return get_object_or_404(found, pk=pk)


def _directed_period(request: PersonRequest, pk: int) -> Period:
    """The period, where the person decides about it."""
    period = visible_period(request, pk)
    access.demand(request.user, Power.DIRECT, period.unit)
    return period


def _report_in(request: PersonRequest, pk: int, report_pk: int) -> Report:
    reports = _directed_period(request, pk).reports.current()
    return get_object_or_404(reports.select_related("unit", "period__unit", "obligation"), pk=report_pk)


@require_GET
def period(request: PersonRequest, pk: int) -> HttpResponse:
    """Who has sent, who has not?"""
    found = visible_period(request, pk)
    chosen = PeriodFilter(found, request.GET, request.user)
    page = Paginator(chosen.rows(), PAGE_SIZE).get_page(request.GET.get("trang"))
    own = found.reports.current().visible_to(request.user).filter(unit=found.unit).first()
    may_direct = access.may(request.user, Power.DIRECT, found.unit)
    context = {
        "period": found,
        "filter": chosen,
        "states": [(one.value, one.label, chosen.counts[one.value]) for one in Sending],
        "late": (LATE, chosen.counts[LATE]),
        "not_sent": (NOT_SENT, chosen.counts[NOT_SENT]),
        "orders": ORDERS.items(),
        "page": page,
        "rows": period_rows.shown(found, list(page), request.user),
        "own": own,
        "sending_by": period_rows.sending_by(found, request.user),
        "owing_ids": chosen.owing_ids,
        "is_urgent": may_direct and not found.is_closed and chosen.is_urgent,
        "may_direct": may_direct,
        "going": cancelling.what_goes(found) if may_direct and not cancelling.why_kept(found) else None,
    }
    return render(request, "reports/period.html", context)


@require_GET
def export(request: PersonRequest, pk: int) -> HttpResponse:
    """The units of the current filter as a spreadsheet."""
    found = visible_period(request, pk)
    reports = list(PeriodFilter(found, request.GET, request.user).rows())
    lines = period_rows.lines(period_rows.shown(found, reports, request.user))
    return download(period_rows.COLUMNS, lines, title="Tình hình gửi", name=f"ky-bao-cao-{found.part.lower()}.xlsx")


@require_http_methods(["GET", "POST"])
def dues(request: PersonRequest, pk: int) -> HttpResponse:
    """Move the due day or the gap; what moves below is shown first."""
    found = _directed_period(request, pk)
    if request.method == "POST":
        form = DuesForm(request.POST)
        if form.is_valid() and (changed := _set_dues(request, found, form)) is not None:
            messages.success(request, f"Đã lưu hạn gửi; {changed} đơn vị đổi hạn.")
            return redirect(found)
    else:
        now = {"due_on": found.due_on, "gap_days": found.gap_days}
        form = DuesForm(request.GET) if "gap_days" in request.GET else DuesForm(initial=now)
    moves = due_preview.level_moves(found, **form.cleaned_data) if form.is_bound and form.is_valid() else None
    shown = moves if moves is not None else due_preview.level_moves(found, due_on=found.due_on, gap_days=found.gap_days)
    context = {"period": found, "form": form, "moves": shown, "is_previewed": moves is not None}
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/period_dues.html", context, status=status)


def _set_dues(request: PersonRequest, found: Period, form: DuesForm) -> int | None:
    try:
        return periods.set_dues(found, by=request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault)
        return None


@require_http_methods(["GET", "POST"])
def exclude(request: PersonRequest, pk: int, report_pk: int) -> HttpResponse:
    """Take a unit out of the period, for a reason."""
    report = _report_in(request, pk, report_pk)
    form = ExcludeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            periods.exclude(report, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, f"{report.unit.name} không phải gửi báo cáo kỳ này.")
            return redirect(report.period)
    context = {"form": form, "report": report, "period": report.period}
    return render(request, "reports/period_exclude.html", context, status=422 if form.errors else 200)


@require_POST
def restore(request: PersonRequest, pk: int, report_pk: int) -> HttpResponse:
    """Ask a unit again that was excused."""
    report = _report_in(request, pk, report_pk)
    return _act(
        request,
        report.period,
        f"{report.unit.name} lại phải gửi báo cáo kỳ này.",
        lambda: periods.restore(report, by=request.user),
    )


@require_POST
def end_own_day(request: PersonRequest, pk: int, report_pk: int) -> HttpResponse:
    """Give up the day that was set for one unit alone."""
    report = _report_in(request, pk, report_pk)
    return _act(
        request,
        report.period,
        f"{report.unit.name} lại theo hạn chung của kỳ.",
        lambda: periods.end_own_day(report, by=request.user),
    )


@require_http_methods(["GET", "POST"])
def add_units(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask further units."""
    found = _directed_period(request, pk)
    given: dict[str, Any] = {"unit": found.unit, "user": request.user}
    faults: list[str] = []
    if "them" in request.POST:
        data, faults = add_typed(request.POST, Unit.objects.current().below(found.unit))
        form = AddUnitsForm(initial=as_initial(AddUnitsForm, data), **given)
    else:
        form = AddUnitsForm(request.POST if request.method == "POST" else None, **given)
    if form.is_valid():
        try:
            made = periods.add_units(found, form.chosen(found.ends_on), by=request.user)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            said = f"Thêm {made} đơn vị vào kỳ." if made else "Các đơn vị đã chọn đều có trong kỳ từ trước."
            messages.success(request, said)
            return redirect(found)
    context = {"period": found, "form": form, "adding_faults": faults}
    return render(request, "reports/period_units.html", context, status=422 if form.errors else 200)


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Nothing more is sent, but for corrections with a reason."""
    found = _directed_period(request, pk)
    return _act(request, found, "Đã đóng kỳ báo cáo.", lambda: periods.close(found, by=request.user))


@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back a period that was opened by mistake."""
    found = _directed_period(request, pk)
    name = found.name
    try:
        going = cancelling.cancel(found, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect(found)
    still = f" {going.still_asked} báo cáo do văn bản giao chờ mở kỳ khác." if going.still_asked else ""
    messages.success(request, f"Đã hủy kỳ mở nhầm “{name}” với {going.reports} báo cáo.{still}")
    return redirect("reports:period_new")


@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Let units send again."""
    found = _directed_period(request, pk)
    return _act(request, found, "Đã mở lại kỳ báo cáo.", lambda: periods.reopen(found, by=request.user))


def _act(request: PersonRequest, found: Period, said: str, act: Any) -> HttpResponse:
    """Do it and say so; what stands against it is said in its place."""
    try:
        act()
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, said)
    return redirect(found)
