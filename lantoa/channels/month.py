"""A month of channels: postings, what other rooms have planned, and what was done offline, on one calendar."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.channels import sources
from lantoa.channels.asking import is_asked
from lantoa.channels.enums import PostingState
from lantoa.channels.models import PlannedEvent, Posting
from lantoa.channels.models.event import OFFLINE
from lantoa.channels.moving import may_move
from lantoa.channels.planned import log_address, state_of
from lantoa.channels.sources import Mark
from lantoa.ledger.models import Activity
from lantoa.vietnamese.calendar import WorkCalendar
from lantoa.vietnamese.months import CalendarDay, month_weeks

SHOWN_A_DAY = 4
_MOST_URGENT = ("negative", "warning", "info", "neutral", "positive")
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
    own = [mark for give in (_postings, _events, _offline) for mark in give(user, units, first, last)]
    for mark in [*own, *planned]:
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
    together: dict[Any, list[Mark]] = defaultdict(list)
    for row in rows.defer("rehearsal"):
        mark = _of_posting(row, user)
        together[(row.source_type_id, row.source_id, mark.on) if row.source_id else row.pk].append(mark)
    return [marks[0] if len(marks) == 1 else _one_of(marks) for marks in together.values()]


def _one_of(marks: list[Mark]) -> Mark:
    """What stands for one article that goes out on several channels on one day."""
    marks.sort(key=lambda one: (one.at or timezone.now(), one.word))
    first = marks[0]
    states = Counter(one.word.rsplit(" · ", 1)[-1] for one in marks)
    said = ", ".join(f"{count} {state[:1].lower()}{state[1:]}" for state, count in states.items())
    words = next(iter(states)) if len(states) == 1 else said
    tone = min((one.tone for one in marks), key=_MOST_URGENT.index)
    return replace(first, word=f"{len(marks)} kênh · {words}", tone=tone, move_url="", parts=tuple(marks))


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


def _events(user: User, units: Sequence[int], first: dt.date, last: dt.date) -> list[Mark]:
    """What is to come offline, on its day; what was held, on the day that the ledger has."""
    own = {unit.pk for unit in access.units_where(user, Power.WRITE)}
    rows = PlannedEvent.objects.visible_to(user).filter(unit__in=units).with_held().alias(day=Coalesce("held_on", "on"))
    rows = rows.filter(day__range=(first, last)).select_related("unit").prefetch_related("obligations")
    return [_of_event(row, row.unit_id in own) for row in rows]


def _of_event(row: PlannedEvent, is_own: bool) -> Mark:
    word, tone = state_of(row)
    at = timezone.make_aware(dt.datetime.combine(row.on, row.at)) if row.at and not row.held_id else None
    log_url = log_address(row) if is_own and row.is_open and row.has_come else ""
    word = f"{row.get_kind_display()} · {word}"
    day, unit = row.held_on or row.on, row.unit.label
    return Mark(day, row.title, row.get_absolute_url(), word, at, tone, unit, log_url=log_url)


def _offline(user: User, units: Sequence[int], first: dt.date, last: dt.date) -> list[Mark]:
    """What was done offline without having been planned here."""
    planned = PlannedEvent.objects.visible_to(user).filter(unit__in=units).values("key")
    rows = Activity.objects.visible_to(user).counted().between(first, last).exclude(form_key__in=planned)
    rows = rows.filter(unit__in=units, kind__in=OFFLINE, source_id__isnull=True).select_related("unit")
    return [
        Mark(row.on, row.title, row.get_absolute_url(), str(row.get_kind_display()), None, "positive", row.unit.label)
        for row in rows
    ]
