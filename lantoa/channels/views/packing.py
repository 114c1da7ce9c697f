"""What a person takes along to carry a posting out by hand: pictures, QR code, the whole pack, the script to read."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_safe

from lantoa.accounts.requests import PersonRequest
from lantoa.channels import sources
from lantoa.channels.adapters.by_hand import length_of, script_of
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Episode
from lantoa.channels.packing import qr_of, zip_of
from lantoa.channels.pictures import Picture, PictureError, fitted
from lantoa.channels.posting_form import known_pictures
from lantoa.channels.recordings import minutes_words
from lantoa.channels.views.getting import visible_posting
from lantoa.channels.views.serving import served

_PRIVATE = {"Cache-Control": "private, max-age=3600"}


@require_safe
def picture(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """A picture as the posting's channel takes it: one that it has, or that its source offers."""
    posting = visible_posting(request, pk)
    known = known_pictures(posting)
    if code not in known:
        source = sources.source_of(posting, request.user)
        known = known_pictures(posting, source.pictures if source else ())
    if code not in known:
        raise Http404("Không có ảnh này.")
    number = list(known).index(code) + 1
    try:
        data = fitted(posting, Picture(number, str(known[code]["path"])))
    except PictureError as error:
        raise Http404(error.sentence) from error
    answer = HttpResponse(data, content_type="image/jpeg", headers=_PRIVATE)
    return _named(request, answer, f"anh-{number}.jpg")


@require_safe
def qr(request: PersonRequest, pk: int) -> HttpResponse:
    """The QR code of the whole piece."""
    posting = visible_posting(request, pk)
    if not posting.link:
        raise Http404("Bài này không có đường dẫn.")
    return _named(
        request, HttpResponse(qr_of(posting.link), content_type="image/svg+xml", headers=_PRIVATE), "ma-qr.svg"
    )


@require_GET
def pack(request: PersonRequest, pk: int) -> HttpResponse:
    """Text, pictures and QR code in one file."""
    posting = visible_posting(request, pk)
    if sources.why_not(posting):
        return redirect(posting)  # which says why nothing is to be posted
    name, data = zip_of(posting)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="application/zip", headers=headers)


@require_GET
def script(request: PersonRequest, pk: int) -> HttpResponse:
    """What the newsreader reads, on paper."""
    posting = visible_posting(request, pk)
    if posting.channel.type != ChannelType.RADIO:
        raise Http404("Chỉ bản tin phát thanh có bản đọc.")
    if posting.state == PostingState.TO_PASTE and sources.why_not(posting):
        return redirect(posting)
    text = script_of(posting)
    context = {
        "posting": posting,
        "script": text,
        "length": minutes_words(length_of(posting)),
        "words": len(text.split()),
    }
    return render(request, "channels/script.html", context)


@require_safe
def recording_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The recording, to listen to before and after it is out."""
    episode = get_object_or_404(Episode, posting=visible_posting(request, pk))
    return served(request, episode.file, episode.content_type, episode.name)


def _named(request: PersonRequest, answer: HttpResponse, name: str) -> HttpResponse:
    if "tai" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
