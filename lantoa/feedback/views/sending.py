"""The public side of sending: the form, its units, what follows."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.feedback import accepting
from lantoa.feedback.enums import Source
from lantoa.feedback.sending_form import SendingForm
from lantoa.organisations.finding import offered
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure

_HIGHEST = 2**62


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
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SendingForm(*bound, unit=unit, procedure=procedure, source=source)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                taken = accepting.accept(form.given(address_of(request)), form.attached())
            except accepting.Flooded as flooded:
                form.add_error(None, str(flooded))
            else:
                answer = redirect("feedback_public:follow", token=taken.token)
                answer["Location"] += "?da-gui=1" if taken.is_new else "?da-co=1"
                return answer
        status = 422
    context: dict[str, Any] = {"form": form, "unit": unit, "procedure": procedure}
    context |= {"keep_days": settings.FEEDBACK_KEEP_DAYS, "bits": settings.FEEDBACK_WORK_BITS}
    return render(request, "feedback/public/send.html", context, status=status)


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
    if not typed.isascii() or not typed.isdigit() or int(typed) > _HIGHEST:
        return None
    return Unit.objects.current().filter(pk=int(typed)).first()


def _procedure(typed: str) -> Procedure | None:
    if not typed.isascii() or not typed.isdigit() or int(typed) > _HIGHEST:
        return None
    return Procedure.objects.filter(pk=int(typed)).first()
