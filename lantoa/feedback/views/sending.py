"""The public side of sending: the form, its units, what follows."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.feedback import accepting, addressed, plain_sending
from lantoa.feedback.sending_form import SendingForm
from lantoa.organisations.finding import offered
from lantoa.organisations.models import Unit


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can one say here, and what became of it?"""
    return render(request, "feedback/public/index.html")


@login_not_required
@csrf_exempt  # why that is safe: `feedback.door`
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """What happened, where, and how can we reach you?"""
    to = addressed.read(request.GET)
    if request.method != "POST":
        return _page(request, SendingForm(to=to))
    taken = plain_sending.take(request, to)
    if taken is not None:
        return HttpResponseRedirect(plain_sending.follow_address(taken))
    form = SendingForm(request.POST, request.FILES, to=to)
    if form.is_valid():
        try:
            taken = accepting.accept(form.given(addressed.address_of(request)), form.attached())
            return HttpResponseRedirect(plain_sending.follow_address(taken))
        except accepting.Flooded as flooded:
            form.add_error(None, str(flooded))
    return _page(request, form)


def _page(request: HttpRequest, form: SendingForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "unit": form.to.unit, "procedure": form.to.procedure}
    context |= {"keep_days": settings.FEEDBACK_KEEP_DAYS, "bits": settings.FEEDBACK_WORK_BITS}
    return render(request, "feedback/public/send.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units whose names fit what is being typed."""
    found = offered(request.GET.get("q", ""), Unit.objects.current()).select_related("parent")
    return render(request, "feedback/public/_units.html", {"units": found})
