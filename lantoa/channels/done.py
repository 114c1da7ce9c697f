"""A posting is out: it is marked so, and logged once in the ledger of what was done."""

import datetime as dt
import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Posting
from lantoa.ledger import activities
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind, ChannelKind
from lantoa.ledger.models import Activity
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.oversight.recipients import people_of as workers_of

log = logging.getLogger("lantoa.channels")

# What a kind of channel is in the books.
_KINDS: dict[str, tuple[ActivityKind, ChannelKind]] = {
    ChannelType.FACEBOOK: (ActivityKind.SOCIAL_POST, ChannelKind.SOCIAL),
    ChannelType.ZALO: (ActivityKind.SOCIAL_POST, ChannelKind.SOCIAL),
    ChannelType.PASTE: (ActivityKind.SOCIAL_POST, ChannelKind.SOCIAL),
    ChannelType.EMAIL: (ActivityKind.OTHER, ChannelKind.OTHER),
    ChannelType.WEBHOOK: (ActivityKind.OTHER, ChannelKind.PORTAL),
    ChannelType.PRESS: (ActivityKind.OTHER, ChannelKind.PRESS),
    ChannelType.RADIO: (ActivityKind.LOUDSPEAKER, ChannelKind.BROADCAST),
}


def mark_sent(
    posting: Posting, *, external_id: str = "", url: str = "", words: str = "", at: dt.datetime | None = None
) -> None:
    """Save the posting as out, with a line of the ledger. In one transaction with what the caller does."""
    posting.state = PostingState.SENT
    posting.sent_at, posting.claimed_until, posting.next_try_at = at or timezone.now(), None, None
    posting.external_id = external_id[:200] or posting.external_id
    posting.live_url = url[:500] or posting.live_url
    posting.failure = words
    posting.activity = posting.activity or _logged(posting)
    posting.save()


def _logged(posting: Posting) -> Activity | None:
    """The line of the books, by who released the posting, failing that by who wrote it; None where neither may write
    for the unit any more: it is out all the same, and the unit's people are told to log it."""
    words = ""
    for person in (posting.released_by, posting.created_by):
        try:
            return _log(posting, by=person) if person else None
        except (PermissionDenied, ValidationError) as error:
            words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    log.warning("posting %s is out but not in the ledger: %s", posting.pk, words)
    unit = posting.channel.unit
    text = f"“{posting}” đã lên {posting.channel} nhưng chưa ghi vào hoạt động đã làm: {words}"
    url, key = posting.get_absolute_url(), f"posting-{posting.pk}-not-logged"
    tell(workers_of([unit.pk]).get(unit.pk, []), text, kind=NoticeKind.OTHER, url=url, unit=unit, key=key)
    return None


@transaction.atomic
def log_late(posting: Posting, *, by: User) -> Activity:
    """Put on the books what went out without. Raises PermissionDenied, ValidationError."""
    row = Posting.objects.select_for_update(of=("self",)).select_related("channel__unit").get(pk=posting.pk)
    if row.state != PostingState.SENT:
        raise ValidationError("Bài chưa lên kênh nên chưa ghi được vào hoạt động.")
    row.activity = row.activity or _log(row, by=by)
    row.save(update_fields=["activity"])
    return row.activity


def _log(posting: Posting, *, by: User) -> Activity:
    channel = posting.channel
    kind, medium = _KINDS[channel.type]
    name = {ActivityKind.LOUDSPEAKER: "Phát thanh"}.get(kind, "Đăng")
    title = f"{name} trên {channel.name}: {posting}"[:300]
    more: dict[str, Any] = {"channel_kind": medium, "link": posting.live_url, "people": people_of(posting)}
    if kind == ActivityKind.SOCIAL_POST:
        more["details"] = {"page": channel.name}
    day = timezone.localdate(posting.sent_at)
    return activities.log(
        channel.unit,
        Deed(kind, title, day, more),
        by=by,
        obligations=list(posting.obligations.filter(unit=channel.unit)),
        source=posting,
    )


def people_of(posting: Posting) -> int | None:
    """How many it reached, as well as is known: people before views."""
    return posting.reached if posting.reached is not None else posting.seen
