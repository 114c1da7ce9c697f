"""The list of plans: what waits for me first."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.plans.models import Plan
from lantoa.plans.waiting import with_waiting

A_PAGE = 20
TABS = {
    "": "Tất cả",
    "cho-toi": "Chờ tôi làm",
    "nhap": "Đang soạn",
    "cho-duyet": "Chờ duyệt, chờ ban hành",
    "ban-hanh": "Đã ban hành",
}
STATES = {
    "nhap": ("draft", "returned"),
    "cho-duyet": ("submitted", "approved"),
    "ban-hanh": ("issued", "withdrawn"),
}


@require_GET
def plans(request: PersonRequest) -> HttpResponse:
    """Which plans wait for me, and where are the others?"""
    own = [one.pk for one in access.units_where(request.user, Power.SEE)]
    worked_on = Plan.objects.visible_to(request.user).filter(Q(is_prepared=False) | Q(unit__in=own))
    visible: Any = with_waiting(worked_on, request.user).select_related("unit")
    years = sorted(set(visible.order_by().values_list("year", flat=True)), reverse=True)
    tab, year, words = (request.GET.get(name, "") for name in ("muc", "nam", "q"))
    unit = request.GET.get("don_vi", "")
    shown = visible.search(words) if words else visible
    if year.isdecimal() and len(year) == 4:
        shown = shown.filter(year=int(year))
    if unit == "cua-toi":
        shown = shown.filter(unit__in=own)
    if tab == "cho-toi":
        shown = shown.exclude(waits="")
    elif tab in STATES:
        shown = shown.filter(review_state__in=STATES[tab])
    page = Paginator(shown.order_by("-is_waiting", "-year", "unit__sort_key", "-pk"), A_PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "page": page,
        "tabs": TABS,
        "tab": tab,
        "years": years,
        "year": year,
        "words": words,
        "unit": unit,
        "is_filtered": bool(tab or year or words or unit),
        "waiting": visible.exclude(waits="").count(),
        "may_write": bool(access.holding(request.user, Power.WRITE)),
    }
    return render(request, "plans/plan_list.html", context)
