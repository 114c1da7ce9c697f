import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lantoa.channels import archive
from lantoa.channels.models import Episode
from lantoa.channels.podcast import ENDINGS
from lantoa.channels.views.serving import served


@login_not_required
@require_safe
def audio(request: HttpRequest, key: uuid.UUID, ending: str) -> HttpResponseBase:
    """The recording of a bulletin that is out."""
    rows = Episode.objects.filter(posting__in=archive.shown(), posting__channel__is_active=True)
    episode = get_object_or_404(rows, posting__key=key)
    if ENDINGS.get(episode.content_type) != ending:
        raise Http404
    return served(request, episode.file, episode.content_type, f"ban-tin.{ending}")
