import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lantoa.channels import archive
from lantoa.channels.enums import LEFT, PostingState
from lantoa.channels.models import Posting
from lantoa.channels.pictures import PictureError, fitted, pictures_of

_SHOWN = sorted({*LEFT, PostingState.TO_PASTE})


@login_not_required
@require_safe
def picture(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """A picture of a posting that somebody released, as its channel takes it: channels fetch covers from here."""
    posting = get_object_or_404(Posting.objects.select_related("channel", "source_type"), key=key, state__in=_SHOWN)
    if not archive.is_shown(posting):
        raise Http404
    wanted = next((one for one in pictures_of(posting) if one.number == number), None)
    if wanted is None:
        raise Http404
    try:
        data = fitted(posting, wanted)
    except PictureError as error:
        raise Http404 from error
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "public, max-age=600"})
