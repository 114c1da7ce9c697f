import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger import scope
from lantoa.ledger.ics import calendar_file
from lantoa.ledger.models import Feed, Obligation
from lantoa.ledger.models.feed import new_token
from lantoa.ledger.month import shifted, weeks
from lantoa.ledger.working_days import YEARS, work_calendar


def month(request: PersonRequest) -> HttpResponse:
    """What falls due when, a month at a time."""
    today = timezone.localdate()
    shown = _month_of(request.GET.get("thang", ""), today)
    scopes = scope.choices(request.user)
    chosen = request.GET.get("pham-vi", "")
    chosen = chosen if chosen in scopes else scopes[0]
    rows = scope.within(request.user, chosen)
    context = {
        "month": shown,
        "weeks": weeks(shown, rows, work_calendar(), today=today),
        "previous": shifted(shown, -1),
        "next": shifted(shown, 1),
        "scopes": scopes,
        "scope": chosen,
        "waiting": rows.filter(state="waiting").count(),
        "feeds": _feeds(request),
        "site_url": settings.SITE_URL,
    }
    return render(request, "ledger/calendar.html", context)


def _month_of(given: str, today: dt.date) -> dt.date:
    """The month asked for, within what a calendar of offices can hold; else this one."""
    try:
        asked = dt.date.fromisoformat(f"{given}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if asked.year in YEARS else today.replace(day=1)


def _feeds(request: PersonRequest) -> list[dict[str, Any]]:
    """The person's own feed and those of the units they act in; one not made yet has no address."""
    units = access.units_where(request.user, Power.SEE)
    made = {feed.unit_id: feed for feed in Feed.objects.filter(unit__in=units)}
    own = Feed.objects.filter(user=request.user).first()
    return [
        {"name": "Lịch của riêng mình", "unit": None, "feed": own},
        *({"name": f"Lịch của {unit.label}", "unit": unit, "feed": made.get(unit.pk)} for unit in units),
    ]


@require_POST
def feed_address(request: PersonRequest) -> HttpResponse:
    """Make the address of a feed, or a new one in its place (the old one ends)."""
    unit_id = request.POST.get("unit", "")
    if unit_id:
        unit = next((one for one in access.units_where(request.user, Power.SEE) if str(one.pk) == unit_id), None)
        if unit is None:
            raise PermissionDenied("Chỉ người của đơn vị được tạo địa chỉ lịch của đơn vị.")
        key: dict[str, Any] = {"unit": unit}
    else:
        key = {"user": request.user}
    Feed.objects.update_or_create(**key, defaults={"token": new_token(), "made_by": request.user})
    messages.success(request, "Đã tạo địa chỉ lịch. Chép địa chỉ vào ứng dụng lịch trên điện thoại hoặc máy tính.")
    return redirect("ledger:calendar")


@require_GET
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file of a feed: the secret is in the address."""
    found = get_object_or_404(Feed.objects.select_related("unit", "user"), token=token)
    rows = (
        Obligation.objects.filter(unit__in=found.unit_ids(), due_on__isnull=False)
        .counted()
        .filter(due_on__gte=timezone.localdate() - dt.timedelta(days=366))
        .select_related("unit")
        .order_by("due_on", "pk")
    )
    body = calendar_file(str(found), rows, site_url=settings.SITE_URL)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private"})
