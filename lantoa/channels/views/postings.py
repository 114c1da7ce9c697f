"""The work list of postings and the page of one: where it stands, what the channel said, what would be sent."""

import datetime as dt
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import Entry
from lantoa.channels import asking, sources, taking_down
from lantoa.channels.adapters import mailing
from lantoa.channels.composing import OPEN
from lantoa.channels.enums import ChannelType, DeliveryState, PostingState
from lantoa.channels.models import Episode, Posting
from lantoa.channels.packing import text_of
from lantoa.channels.posting_acts import acts_for
from lantoa.channels.posting_filter import PostingFilter
from lantoa.channels.posting_forms import ConfirmForm, RecordingForm, ReleaseForm, SettleForm
from lantoa.channels.previewing import shown
from lantoa.channels.recordings import minutes_words
from lantoa.channels.registry import adapter_of
from lantoa.channels.releasers import gap_of
from lantoa.channels.releasing import may_release
from lantoa.channels.views.getting import visible_posting
from lantoa.ui.pages import page_of

PER_PAGE = 30
_MAILED = (ChannelType.EMAIL, ChannelType.PRESS)


@require_GET
def postings(request: PersonRequest) -> HttpResponse:
    """What waits for release, what is on its way, what is out, what failed?"""
    chosen = PostingFilter(request.GET, user=request.user)
    page = page_of(request, chosen.rows(), PER_PAGE)
    context = {"filter": chosen, "page": page, "may_write": bool(access.holding(request.user, Power.WRITE))}
    return render(request, "channels/posting_list.html", context)


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Where does it stand, and what is to be done?"""
    posting = visible_posting(request, pk)
    acts = acts_for(request.user, posting)
    context: dict[str, Any] = {
        "posting": posting,
        "acts": acts,
        "shown": shown(posting),
        "pack_text": text_of(posting) if posting.state == PostingState.TO_PASTE else "",
        "is_open": posting.state in OPEN,
        "is_asked": asking.is_asked(posting),
        "is_returned": posting.state == PostingState.DRAFT and posting.returned_at is not None,
        "is_callable": taking_down.can_call(posting),
        "is_being_removed": taking_down.is_under_way(posting),
        "gap": gap_of(posting.channel.unit) if posting.state == PostingState.DRAFT else "",
        "outlived": taking_down.can_take_down(posting) and bool(sources.why_not(posting)),
        "kept": _kept(posting),
        "source": sources.source_of(posting, request.user),
        "attempts": posting.attempts.all()[:20],
        "entries": Entry.objects.about(posting).select_related("actor")[:20],
        "obligations": posting.obligations.visible_to(request.user),
        **_mails(request, posting),
        "appearances": posting.appearances.select_related("outlet"),
        **_recorded(posting),
        **_forms(posting, acts),
    }
    return render(request, "channels/posting_detail.html", context)


def _mails(request: PersonRequest, posting: Posting) -> dict[str, Any]:
    """What became of the mails; who may release decides on those of unknown fate."""
    if posting.channel.type not in _MAILED:
        return {"mailed": "", "may_read_mails": False, "open_mails": 0}
    may_read = may_release(request.user, posting.channel)
    is_out = may_read and posting.state == PostingState.SENT
    open_ = posting.deliveries.filter(state=DeliveryState.UNSURE).count() if is_out else 0
    return {"mailed": mailing.summary(posting), "may_read_mails": may_read, "open_mails": open_}


def _recorded(posting: Posting) -> dict[str, Any]:
    """The recording of a bulletin, and how long it plays."""
    if posting.channel.type != ChannelType.RADIO:
        return {"episode": None, "episode_length": ""}
    episode = Episode.objects.filter(posting=posting).first()
    length = minutes_words(episode.seconds) if episode and episode.seconds else ""
    return {"episode": episode, "episode_length": length}


def _forms(posting: Posting, acts: Any) -> dict[str, Any]:
    return {
        "release_form": ReleaseForm(initial={"send_at": _hour(posting), "version": posting.version})
        if acts.release
        else None,
        "confirm_form": ConfirmForm(posting=posting) if acts.confirm else None,
        "settle_form": SettleForm() if acts.settle else None,
        "recording_form": RecordingForm() if acts.record else None,
    }


def _kept(posting: Posting) -> str:
    """What is to be known of the source, where the preview does not say it among the faults."""
    if posting.state in (PostingState.SENT, PostingState.CANCELLED):
        return ""
    is_waiting = sources.opens_at(posting) is not None
    return sources.why_not(posting) if is_waiting == (posting.state in OPEN) else ""


def _hour(posting: Posting) -> dt.datetime | None:
    """The hour to offer: the writer's, not before that of the source."""
    wished = posting.send_at if posting.state != PostingState.REHEARSED else None  # that hour is over
    hours = [at for at in (wished, sources.opens_at(posting)) if at]
    return max(hours, default=None)


@require_GET
def rehearsal(request: PersonRequest, pk: int) -> HttpResponse:
    """Exactly what is sent, call by call, without secrets."""
    posting = visible_posting(request, pk)
    if not access.may(request.user, Power.WRITE, posting.channel.unit):
        raise PermissionDenied("Chỉ người soạn bài của đơn vị xem được nội dung gửi từng bước.")
    kept = posting.rehearsal if posting.state == PostingState.REHEARSED else None
    calls = kept.get("requests", []) if kept else adapter_of(posting.channel).rehearse(posting)
    context = {
        "posting": posting,
        "kept": kept,
        "faults": kept.get("faults", []) if kept else asking.faults_of(posting),
        "calls": [_readable(one) for one in calls],
    }
    return render(request, "channels/rehearsal.html", context)


def _readable(call: dict[str, Any]) -> dict[str, str]:
    """A call as people read it: its step, where it goes, and the rest as it is sent."""
    rest = {name: value for name, value in call.items() if name not in ("step", "method", "url")}
    where = " ".join(str(call[name]) for name in ("method", "url") if call.get(name))
    return {"step": str(call.get("step", "")), "where": where, "body": json.dumps(rest, ensure_ascii=False, indent=2)}
