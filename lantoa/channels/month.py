"""A month of channels: postings, what other rooms have planned, and what was done offline, on one calendar."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.channels import sources
from lantoa.channels.asking import is_asked
from lantoa.channels.enums import PostingState
from lantoa.channels.models import Posting
from lantoa.channels.moving import may_move
from lantoa.channels.sources import Mark
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity
from lantoa.vietnamese.calendar import WorkCalendar
from lantoa.vietnamese.months import CalendarDay, month_weeks

SHOWN_A_DAY = 4
# Channels that no machine serves: logged by hand, on the same calendar.
OFFLINE = (
    ActivityKind.LOUDSPEAKER,
    ActivityKind.NOTICE_BOARD,
    ActivityKind.ARTICLE_ELSEWHERE,
    ActivityKind.CONFERENCE,
    ActivityKind.PARENTS_MEETING,
    ActivityKind.FLAG_SALUTE,
)
_TONES = {
    PostingState.SENT: "positive",
    PostingState.FAILED: "negative",
    PostingState.UNSURE: "warning",
    PostingState.RELEASED: "info",
}


@dataclass(slots=True)
class Day(CalendarDay):
    marks: list[Mark] = field(default_factory=list)
    more: list[Mark] = field(default_factory=list)  # beyond those that a cell shows


def weeks(month: dt.date, user: User, units: Sequence[int], work: WorkCalendar, *, today: dt.date) -> list[list[Day]]:
    """The weeks (Monday first) that touch the month, with what `units` have on each day."""
    dates = month_weeks(month)
    marks = _marks(user, units, dates[0][0], dates[-1][-1])
    return [[_day(date, month, marks.get(date, []), work, today) for date in week] for week in dates]


def _day(date: dt.date, month: dt.date, marks: list[Mark], work: WorkCalendar, today: dt.date) -> Day:
    day = Day.of(date, month, work, today)
    day.marks, day.more = marks[:SHOWN_A_DAY], marks[SHOWN_A_DAY:]
    return day


def _marks(user: User, units: Sequence[int], first: dt.date, last: dt.date) -> dict[dt.date, list[Mark]]:
    found: dict[dt.date, list[Mark]] = defaultdict(list)
    planned = [mark for give in sources.calendars for mark in give(user, units, first, last)]
    for mark in [*_postings(user, units, first, last), *planned, *_offline(user, units, first, last)]:
        found[mark.on].append(mark)
    for marks in found.values():
        marks.sort(key=lambda one: (timezone.localtime(one.at).time() if one.at else dt.time.max, one.title))
    return found


def _postings(user: User, units: Sequence[int], first: dt.date, last: dt.date) -> list[Mark]:
    begin = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    end = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time()))
    inside = Q(sent_at__gte=begin, sent_at__lt=end) | Q(sent_at__isnull=True, send_at__gte=begin, send_at__lt=end)
    rows = Posting.objects.visible_to(user).filter(inside, channel__unit__in=units)
    rows = rows.exclude(state=PostingState.CANCELLED).select_related("channel__unit")
    return [_of_posting(row, user) for row in rows.defer("rehearsal")]


def _of_posting(row: Posting, user: User) -> Mark:
    at = row.sent_at or row.send_at
    assert at is not None
    state = PostingState(row.state)
    word = "Chờ duyệt phát" if is_asked(row) else state.label
    tone = _TONES.get(state, "neutral")
    unit = row.channel.unit.label
    move = reverse("channels:move", args=[row.pk]) if may_move(user, row) else ""
    word = f"{row.channel} · {word}"
    return Mark(timezone.localdate(at), str(row), row.get_absolute_url(), word, at, tone, unit, move)


def _offline(user: User, units: Sequence[int], first: dt.date, last: dt.date) -> list[Mark]:
    rows = Activity.objects.visible_to(user).counted().between(first, last)
    rows = rows.filter(unit__in=units, kind__in=OFFLINE, source_id__isnull=True).select_related("unit")
    return [
        Mark(row.on, row.title, row.get_absolute_url(), str(row.get_kind_display()), None, "positive", row.unit.label)
        for row in rows
    ]
