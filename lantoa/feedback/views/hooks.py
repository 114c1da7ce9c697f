"""Calls of machines: what Zalo tells of."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lantoa.feedback import zalo


@login_not_required
@csrf_exempt  # signed by Zalo
@require_POST
def zalo_hook(request: HttpRequest) -> HttpResponse:
    """A message to the Official Account."""
    if not settings.FEEDBACK_ZALO_APP or not settings.FEEDBACK_ZALO_SECRET:
        raise Http404
    try:
        event = zalo.read(request.body, request.headers.get("X-ZEvent-Signature", ""))
    except zalo.Unsigned:
        return HttpResponse(status=403)
    except (ValueError, RequestDataTooBig):
        return HttpResponse(status=400)
    zalo.take(event)
    return HttpResponse(status=200)
