"""The days that are off or worked against the rule: known ones, and those that this site entered."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.ledger.forms import DayForm
from lantoa.ledger.models import CalendarDay
from lantoa.ledger.working_days import YEARS, days_of


@require_GET
def year(request: PersonRequest) -> HttpResponse:
    """Which days of the year are off, which Saturdays are worked?"""
    return _page(request, _year_of(request.GET.get("nam", "")))


@require_POST
@transaction.atomic
def add(request: PersonRequest) -> HttpResponse:
    """Enter a day; due days that were set before stay as they are."""
    access.demand_over_all(request.user, Power.ADMINISTER)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, _year_of(request.POST.get("nam", "")), form)
    row: CalendarDay = form.save()
    record("calendar_day_added", by=request.user, on=row, text=f"Thêm vào lịch làm việc: {row}")
    messages.success(request, f"Đã thêm ngày {row.day:%d/%m/%Y} vào lịch làm việc.")
    return redirect(_address(row.day.year))


@require_POST
@transaction.atomic
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back a day that this site entered."""
    access.demand_over_all(request.user, Power.ADMINISTER)
    row = get_object_or_404(CalendarDay, pk=pk)
    record("calendar_day_removed", by=request.user, on=None, text=f"Bỏ khỏi lịch làm việc: {row}")
    row.delete()
    messages.success(request, f"Đã bỏ ngày {row.day:%d/%m/%Y} khỏi lịch làm việc.")
    return redirect(_address(row.day.year))


def _page(request: PersonRequest, shown: int, form: DayForm | None = None) -> HttpResponse:
    context = {
        "year": str(shown),  # as text: a number would be printed 2.026
        "previous": str(shown - 1) if shown - 1 in YEARS else "",
        "next": str(shown + 1) if shown + 1 in YEARS else "",
        "days": days_of(shown),
        "form": form or DayForm(),
        "may_change": access.is_over_all(request.user, Power.ADMINISTER),
    }
    return render(request, "ledger/days.html", context, status=422 if form and form.errors else 200)


def _year_of(given: str) -> int:
    asked = int(given) if given.isdecimal() and len(given) == len("2026") else 0
    return asked if asked in YEARS else timezone.localdate().year


def _address(shown: int) -> str:
    return f"{reverse('ledger:days')}?nam={shown}"
