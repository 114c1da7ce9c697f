"""The public side of sending: the form, its units, what follows."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.feedback import accepting, plain_sending
from lantoa.feedback.enums import Source
from lantoa.feedback.sending_form import SendingForm
from lantoa.organisations.finding import offered
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure

_HIGHEST = 2**62
_MOST_UNITS = 5000
_units: dict[int, tuple[Unit | None, float]] = {}  # by key: the unit, and until when it is believed


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can one say here, and what became of it?"""
    return render(request, "feedback/public/index.html")


@login_not_required
@csrf_exempt  # nobody is signed in for it; the stamp stands in for the token, which browsers inside other apps lose
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """What happened, where, and how can we reach you?"""
    unit, procedure = _unit(request.GET.get("dv", "")), _procedure(request.GET.get("thu-tuc", ""))
    source = Source.QR if unit is not None and request.GET.get("tu") != "trang" else Source.WEB
    if request.method != "POST":
        return _page(request, SendingForm(unit=unit, procedure=procedure, source=source))
    address = address_of(request)
    plain = plain_sending.given(request, unit=unit, procedure=procedure, source=source, address=address)
    if plain is not None:
        try:
            return _led(accepting.accept(plain))
        except accepting.Flooded as flooded:
            form = SendingForm(request.POST, unit=unit, procedure=procedure, source=source)
            form.add_error(None, str(flooded))
            return _page(request, form)
    form = SendingForm(request.POST, request.FILES, unit=unit, procedure=procedure, source=source)
    if form.is_valid():
        try:
            return _led(accepting.accept(form.given(address), form.attached()))
        except accepting.Flooded as flooded:
            form.add_error(None, str(flooded))
    return _page(request, form)


def _led(taken: accepting.Accepted) -> HttpResponse:
    """To the page on which the sender follows it."""
    follow = reverse("feedback_public:follow", args=[taken.token])
    return HttpResponseRedirect(f"{follow}?{'da-gui' if taken.is_new else 'da-co'}=1")


def _page(request: HttpRequest, form: SendingForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "unit": form.unit, "procedure": form.procedure}
    context |= {"keep_days": settings.FEEDBACK_KEEP_DAYS, "bits": settings.FEEDBACK_WORK_BITS}
    return render(request, "feedback/public/send.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units whose names fit what is being typed."""
    found = offered(request.GET.get("q", ""), Unit.objects.current()).select_related("parent")
    return render(request, "feedback/public/_units.html", {"units": found})


def address_of(request: HttpRequest) -> str:
    """Where in the network the request came from; "" where that can't be told."""
    try:
        return str(get_adapter().get_client_ip(request) or "")
    except PermissionDenied:  # a proxy that says nothing
        return ""


def _unit(typed: str) -> Unit | None:
    """The unit that the address names; asked of the database once in a while, since every sender comes with one."""
    if not typed.isascii() or not typed.isdigit() or int(typed) > _HIGHEST:
        return None
    found, until = _units.get(int(typed), (None, 0.0))
    if time.monotonic() > until:
        found = Unit.objects.current().filter(pk=int(typed)).first()
        if found is not None and len(_units) < _MOST_UNITS:
            _units[found.pk] = found, time.monotonic() + settings.FEEDBACK_UNIT_SECONDS
    return found


def _procedure(typed: str) -> Procedure | None:
    if not typed.isascii() or not typed.isdigit() or int(typed) > _HIGHEST:
        return None
    return Procedure.objects.filter(pk=int(typed)).first()
