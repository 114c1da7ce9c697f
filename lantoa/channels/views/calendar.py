"""The calendar of channels: online and offline side by side."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.channels.models.event import OFFLINE
from lantoa.channels.month import weeks
from lantoa.ledger import scope
from lantoa.ledger.month import shifted
from lantoa.ledger.working_days import YEARS, work_calendar
from lantoa.organisations.models import Unit

_MOST_UNITS = 1000


@require_GET
def month(request: PersonRequest) -> HttpResponse:
    """What goes out when, and what was done beside it?"""
    today = timezone.localdate()
    shown = _month_of(request.GET.get("thang", ""), today)
    own = scope.own_unit_ids(request.user)
    below = Unit.objects.filter(access.within(request.user, Power.SEE)).exclude(pk__in=own)
    is_wide = request.GET.get("pham-vi") == "tat-ca"
    units = [*own, *below.values_list("pk", flat=True)[:_MOST_UNITS]] if is_wide else own
    context = {
        "month": shown,
        "weeks": weeks(shown, request.user, units, work_calendar(), today=today),
        "previous": shifted(shown, -1),
        "next": shifted(shown, 1),
        "today": today,
        "is_wide": is_wide,
        "sees_others": below.exists(),
        "kinds": OFFLINE,
        "may_log": bool(access.holding(request.user, Power.WRITE)),
    }
    return render(request, "channels/calendar.html", context)


def _month_of(given: str, today: dt.date) -> dt.date:
    try:
        asked = dt.date.fromisoformat(f"{given}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if asked.year in YEARS else today.replace(day=1)
