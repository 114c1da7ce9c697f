"""A text that is out is taken away again: from a page by its interface, from this site's own archive and podcast, or
by a person who did so on the channel and says it here. That it went out stays on the books."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels.adapters import wire
from lantoa.channels.adapters.base import remember
from lantoa.channels.adapters.outcomes import Failure
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Attempt, Posting
from lantoa.channels.registry import adapter_of
from lantoa.channels.releasing import demand_release
from lantoa.channels.sending import say

REMOVING = "removing"
_STALE = dt.timedelta(minutes=10)  # a task that has not ended by then is dead


def can_call(posting: Posting) -> bool:
    """Whether the channel takes it away when it is asked."""
    channel = posting.channel
    return bool(adapter_of(channel).can_remove and posting.external_id and channel.is_live)


def can_take_down(posting: Posting) -> bool:
    """Whether there is something to take away: mail to newspapers can't be called back."""
    is_out = posting.state == PostingState.SENT and posting.removed_at is None
    return is_out and posting.channel.type != ChannelType.PRESS


def is_under_way(posting: Posting) -> bool:
    """Whether the channel is being asked right now."""
    asked = posting.progress.get(REMOVING)
    return bool(asked) and dt.datetime.fromisoformat(asked) > timezone.now() - _STALE


@transaction.atomic
def take_down(posting: Posting, *, by: User, is_by_hand: bool = False) -> Posting:
    """Have it taken away; `is_by_hand`: the person did so on the channel. Raises PermissionDenied, ValidationError."""
    row = Posting.objects.select_for_update(of=("self",)).select_related("channel__unit").get(pk=posting.pk)
    demand_release(by, row.channel)
    if not can_take_down(row) or is_under_way(row):
        raise ValidationError("Bài không còn trên kênh hoặc đang được gỡ. Tải lại trang để xem bản mới.")
    if can_call(row) and not is_by_hand:
        remember(row, **{REMOVING: timezone.now().isoformat()})
        transaction.on_commit(lambda: remove.enqueue(row.pk))
    else:
        _taken_down(row)
    record("posting_taken_down", by=by, on=row, unit=row.channel.unit, text=f"Gỡ khỏi kênh {row.channel}: {row}")
    posting.refresh_from_db()
    return row


@task()
def remove(pk: int) -> None:
    """Ask the channel; what it says is kept, and a refusal told."""
    rows = Posting.objects.select_related("channel__unit", "released_by", "created_by")
    posting = rows.filter(pk=pk, state=PostingState.SENT, removed_at__isnull=True).first()
    if posting is None:
        return
    try:
        with wire.client() as http:
            adapter_of(posting.channel).remove(posting, http)
    except Failure as failure:
        remember(posting, **{REMOVING: None})
        Attempt.objects.create(posting=posting, step="remove", words=f"Chưa gỡ được: {failure.words}")
        text = f"“{posting}” chưa gỡ được khỏi {posting.channel}: {failure.words}"
        say(posting, text, key=f"removing-{timezone.now().isoformat()}")
        return
    _taken_down(posting)
    Attempt.objects.create(posting=posting, step="remove", is_good=True, words="Đã gỡ khỏi kênh.")


def _taken_down(posting: Posting) -> None:
    remember(posting, **{REMOVING: None})
    posting.removed_at = timezone.now()
    Posting.objects.filter(pk=posting.pk).update(removed_at=posting.removed_at)
