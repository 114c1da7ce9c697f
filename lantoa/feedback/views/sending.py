"""The public side of sending: the form, its units, what follows."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.feedback import accepting, addressed, plain_sending, supplying
from lantoa.feedback.accepting import Accepted, Given
from lantoa.feedback.attachments import Attachment
from lantoa.feedback.sending_form import SendingForm
from lantoa.organisations.finding import offered
from lantoa.organisations.models import Unit

_CUT = "Phản ánh đến chưa đủ vì đường truyền đứt giữa chừng. Quay lại trang trước rồi bấm gửi lần nữa."


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
    if _is_cut(request):
        return HttpResponseBadRequest(_CUT, content_type="text/plain; charset=utf-8")
    taken = plain_sending.take(request, to)
    if taken is not None:
        return HttpResponseRedirect(plain_sending.follow_address(taken))
    form = SendingForm(request.POST, request.FILES, to=to)
    if form.is_valid():
        try:
            taken = _accepted(form.given(addressed.address_of(request)), form.attached())
            return HttpResponseRedirect(plain_sending.follow_address(taken))
        except accepting.Flooded as flooded:
            form.add_error(None, str(flooded))
    return _page(request, form)


def _accepted(given: Given, files: list[Attachment]) -> Accepted:
    """What was kept; files that come with words that were sent before, from another form, are added to these."""
    taken = accepting.accept(given, files)
    if files and not taken.is_new and taken.form_key != given.form_key:
        known = set(taken.case.files.values_list("sha256", flat=True))
        with suppress(ValidationError):  # it ended meanwhile
            supplying.add(taken.case, "", [one for one in files if one.sha256 not in known])
    return taken


def _is_cut(request: HttpRequest) -> bool:
    """Whether the line broke before all had come: half a text kept under the form's key would keep the whole one out.
    Of a form with files, the fields behind them are missing then."""
    if request.content_type == "multipart/form-data":
        return bool(request.POST) and "answer" not in request.POST
    told = request.META.get("CONTENT_LENGTH") or ""
    return told.isdecimal() and len(request.body) < int(told)


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
