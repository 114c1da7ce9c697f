from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lantoa.channels import subscribing
from lantoa.channels.models import Subscription


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail opens a page with one button: programs that look into mail open links, people press."""
    reader = _reader(token)
    if request.method != "POST":
        return render(request, "channels/newsletter_act.html", {"reader": reader, "act": "confirm"})
    done = "confirmed" if subscribing.confirm(reader) else "too_late"
    return render(request, "channels/newsletter_act.html", {"reader": reader, "done": done})


@login_not_required
@csrf_exempt  # RFC 8058: the mail program posts here for the reader, with no cookie and no page of ours
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One click ends it: by the mail program's own button, or by ours on the page that the link opens."""
    reader = _reader(token)
    if request.method != "POST":
        return render(request, "channels/newsletter_act.html", {"reader": reader, "act": "leave"})
    subscribing.leave(reader)
    return render(request, "channels/newsletter_act.html", {"reader": reader, "done": "left"})


def _reader(token: str) -> Subscription:
    if (reader := subscribing.by_token(token)) is None:
        raise Http404
    return reader
