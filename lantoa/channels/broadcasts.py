"""Broadcasts of a Zalo account are few: how many are left this month, and which postings deserve the next one."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.channels import limits
from lantoa.channels.enums import PostingState
from lantoa.channels.models import Channel, Posting

CANDIDATES = dt.timedelta(days=30)  # older news is none


@dataclass(frozen=True, slots=True)
class Left:
    """`by_package`: what the books say is left of the month; `by_zalo`: what Zalo said when it was last asked (None: it
    did not say). A follower gets no more than one a day."""

    by_package: int
    used: int
    by_zalo: int | None
    asked_at: dt.datetime | None
    used_today: bool


def left_this_month(channel: Channel, now: dt.datetime | None = None) -> Left:
    """What may still be sent to followers this month."""
    moment = timezone.localtime(now)
    first = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    sent = _broadcast(channel).filter(sent_at__gte=first)
    used = sent.count()
    said = channel.quota.get("asked_at")
    return Left(
        by_package=max(limits.limit(channel, "broadcasts_a_month") - used, 0),
        used=used,
        by_zalo=channel.quota.get("remain"),
        asked_at=dt.datetime.fromisoformat(said) if said else None,
        used_today=sent.filter(sent_at__gte=moment.replace(hour=0, minute=0, second=0, microsecond=0)).exists(),
    )


def candidates(channel: Channel, now: dt.datetime | None = None) -> list[Posting]:
    """Drafts and releases of the channel that were not broadcast, what serves more obligations first, then what is due
    sooner, then the newest."""
    since = (now or timezone.now()) - CANDIDATES
    states = [PostingState.DRAFT, PostingState.RELEASED, PostingState.REHEARSED]
    rows = Posting.objects.filter(channel=channel, state__in=states, created_at__gte=since)
    return sorted(rows.prefetch_related("obligations"), key=_rank)


def _rank(posting: Posting) -> tuple[int, dt.date, float]:
    served = list(posting.obligations.all())
    due = min((one.due_on for one in served if one.due_on), default=dt.date.max)
    return -len(served), due, -posting.created_at.timestamp()


def _broadcast(channel: Channel) -> "QuerySet[Posting]":
    return Posting.objects.filter(channel=channel, state=PostingState.SENT, progress__broadcast="asked")
