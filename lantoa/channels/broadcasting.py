"""A broadcast goes to every follower, and there are few of them a month: what is left, and what it is best spent on."""

import calendar
import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from lantoa.channels import limits
from lantoa.channels.composing import OPEN
from lantoa.channels.enums import LEFT, PostingState
from lantoa.channels.models import Channel, Posting
from lantoa.ledger.enums import PENDING

_SOON = dt.timedelta(days=14)
_FRESH = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Remaining:
    """`left` of `most` this month; `planned`: what is released and not sent yet. `said`: the channel's own figure."""

    left: int
    most: int
    spent: int
    planned: int
    ends_on: dt.date
    said: int | None = None
    said_at: dt.datetime | None = None


def remaining(channel: Channel, today: dt.date | None = None) -> Remaining:
    """What may still be broadcast this month: the smaller of what the channel says and what its package leaves."""
    day = today or timezone.localdate()
    month = timezone.make_aware(dt.datetime.combine(day.replace(day=1), dt.time()))
    wished = Posting.objects.filter(channel=channel, options__broadcast=True)
    spent = wished.filter(Q(state=PostingState.SENT) | Q(state=PostingState.UNSURE), sent_at__gte=month).count()
    planned = wished.filter(state__in=[PostingState.RELEASED, PostingState.SENDING]).count()
    most = limits.limit(channel, "broadcasts_a_month")
    said, said_at = _said(channel, month)
    left = max(most - spent - planned, 0)
    if said is not None:
        left = min(left, max(said - planned, 0))
    ends = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return Remaining(left, most, spent, planned, ends, said, said_at)


def _said(channel: Channel, month: dt.datetime) -> tuple[int | None, dt.datetime | None]:
    """The figure that the channel itself gave in this month."""
    raw, at = channel.quota.get("remain"), parse_datetime(str(channel.quota.get("asked_at") or ""))
    if at is None or at < month or not str(raw if raw is not None else "").isdecimal():
        return None, None
    return int(str(raw)), at


@dataclass(slots=True)
class Candidate:
    """A posting that a broadcast could be spent on; `reasons` say why it stands where it stands."""

    posting: Posting
    score: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, points: int, reason: str) -> None:
        self.score += points
        self.reasons.append(reason)


def candidates(channel: Channel, today: dt.date | None = None) -> list[Candidate]:
    """What is being written for the channel, the best use of a broadcast first: what was asked from above and is due
    soon, then what serves assigned work at all, then what is new."""
    day = today or timezone.localdate()
    rows = Posting.objects.filter(channel=channel, state__in=[*OPEN, PostingState.RELEASED])
    postings = list(rows.select_related("channel__unit").prefetch_related("obligations").order_by("-created_at")[:50])
    told = _titles_told(channel, day)
    found = [_weighed(one, day, told) for one in postings]
    return sorted(found, key=lambda one: (-one.score, -one.posting.pk))


def _weighed(posting: Posting, day: dt.date, told: set[str]) -> Candidate:
    found = Candidate(posting)
    pending = [one for one in posting.obligations.all() if one.state in PENDING]
    dues = [one.due_on for one in pending if one.due_on]
    if dues and min(dues) <= day + _SOON:
        first = min(dues)
        word = "quá hạn từ" if first < day else "hạn"
        found.add(40, f"việc được giao {word} {first:%d/%m/%Y}")
    if pending:
        found.add(20 + min(len(pending), 5), f"phục vụ {len(pending)} việc được giao đang làm")
    if posting.created_at.date() >= day - _FRESH:
        found.add(10, "mới soạn trong 7 ngày")
    if posting.title.strip().lower() in told:
        found.add(-50, "tháng này đã gửi tới người quan tâm một bài cùng tiêu đề")
    if not found.reasons:
        found.reasons.append("không gắn với việc được giao nào")
    return found


def _titles_told(channel: Channel, day: dt.date) -> set[str]:
    month = timezone.make_aware(dt.datetime.combine(day.replace(day=1), dt.time()))
    rows = Posting.objects.filter(channel=channel, options__broadcast=True, state__in=sorted(LEFT), sent_at__gte=month)
    return {title.strip().lower() for title in rows.values_list("title", flat=True)}
