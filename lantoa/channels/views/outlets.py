"""Newspapers and stations that a unit sends its press releases to."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.channels.models import PressOutlet
from lantoa.channels.outlet_form import OutletForm
from lantoa.channels.outlet_import import PAGES as IMPORT
from lantoa.channels.views.getting import writable_outlet
from lantoa.ledger import scope
from lantoa.ui.pages import page_of
from lantoa.vietnamese.text import search_words

__all__ = ["IMPORT", "change", "new", "outlets"]


@require_GET
def outlets(request: PersonRequest) -> HttpResponse:
    """Whom does the unit send press releases to, and what did they bring?"""
    own = scope.own_unit_ids(request.user)
    rows = PressOutlet.objects.visible_to(request.user).filter(unit__in=own).select_related("unit")
    typed = request.GET.get("q", "").strip()
    for word in search_words(typed):
        rows = rows.filter(folded__contains=word)
    rows = rows.annotate(brought=Count("appearances")).order_by("-is_active", "sort_key", "pk")
    context = {
        "page": page_of(request, rows, 50),
        "typed": typed,
        "may_write": bool(access.holding(request.user, Power.WRITE)),
    }
    return render(request, "channels/outlet_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    access.demand_somewhere(request.user, Power.WRITE)
    return _form(request, PressOutlet(), "Thêm")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    return _form(request, writable_outlet(request, pk), "Sửa")


def _form(request: PersonRequest, outlet: PressOutlet, verb: str) -> HttpResponse:
    form = OutletForm(request.POST or None, instance=outlet, user=request.user)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        record("press_outlet_saved", by=request.user, on=saved, unit=saved.unit, text=f"{verb} báo, đài {saved}")
        messages.success(request, f"Đã lưu {saved}.")
        return redirect("channels:outlets")
    context = {"form": form, "outlet": outlet}
    return render(request, "channels/outlet_form.html", context, status=422 if form.errors else 200)
