"""In which period's report an obligation is counted: as due, as carried over, as done (docs/decisions/0022).

Every obligation is due in one period, and its completion is counted in one:

- It is *due* in the period that its due day lies in: a task in that part of the calendar, a plan or a report in the
  data (from one cut-off to the next). Given after that period's cut-off, it is due in the first one that could know of
  it. Finished before the data of its period began, it is due in the period in which it was finished, else a report
  would say that more was done than was to be done.
- It is *done* in the period whose data hold the day on which it was finished (or given, where that is later).
- Due in an earlier period and not done in its data, it is *carried over* from period to period until it is done: late,
  or in time, as a task that is due on 31/12 and finished between the cut-off of 14/12 and that day.
- A task that is to be done by the end of the year is *under way* in the periods before the one in which it is due.

What a period asks for is what is due in it, carried into it or under way; what is done in it is always among that.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q

from lantoa.ledger.enums import ObligationState
from lantoa.reports.days import Days

_FINISHED = (ObligationState.MET, ObligationState.MET_LATE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A period as of the day up to which things are known: data from `first` to `last`; due in it is what is due from
    `begins` to `ends`."""

    first: dt.date
    last: dt.date
    begins: dt.date
    ends: dt.date
    on: dt.date

    @classmethod
    def tasks(cls, days: Days, on: dt.date) -> "Seen":
        return cls(days.first, days.last, days.begins, days.ends, on)

    @classmethod
    def papers(cls, days: Days, on: dt.date) -> "Seen":
        """Plans and reports are asked for by a day of the data."""
        return cls(days.first, days.last, days.first, days.last, on)


Condition = Callable[[Seen], Q]


def due(seen: Seen) -> Q:
    """Counted as due in this period, and in no other."""
    here = Q(due_on__range=(seen.begins, seen.ends)) | Q(due_on__lt=seen.begins, opened_on__gte=seen.first)
    early = _due_after(seen.ends) & _finished_by(seen.last) & ~_finished_by(seen.first - dt.timedelta(days=1))
    return Q(opened_on__lte=seen.last) & (early | (here & _not_before(seen.first)))


def carried(seen: Seen) -> Q:
    """Due in an earlier period, and not done in its data: overdue now, or done since."""
    undone = Q(met_on__isnull=True, due_on__lt=seen.on) | Q(met_on__gte=seen.first)
    return Q(due_on__lt=seen.begins, opened_on__lt=seen.first) & undone


def under_way(seen: Seen) -> Q:
    """Begun, to be done by the end of the year or without a day, and not finished in this period. What is due in a
    later year (next year's plan, issued early) is not this period's."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=seen.ends)
    of_the_year = Q(due_on__isnull=True) | Q(due_on__lte=dt.date(seen.ends.year, 12, 31))
    unfinished = Q(met_on__isnull=True) | Q(met_on__gt=seen.last)
    return Q(opened_on__lte=seen.last) & _due_after(seen.ends) & begun & of_the_year & unfinished


def tasks(seen: Seen) -> Q:
    """The tasks that a period asks for."""
    return due(seen) | carried(seen) | under_way(seen)


def papers(seen: Seen) -> Q:
    """The plans, or the reports, that a period asks for."""
    return due(seen) | carried(seen)


def done(among: Condition) -> Condition:
    return lambda seen: among(seen) & Q(state__in=_FINISHED) & _finished_in(seen)


def done_on_time(among: Condition) -> Condition:
    return lambda seen: among(seen) & Q(state=ObligationState.MET) & _finished_in(seen)


def nil(among: Condition) -> Condition:
    return lambda seen: among(seen) & Q(state=ObligationState.NIL) & _finished_in(seen)


def done_or_nil_on_time(among: Condition) -> Condition:
    """In time is also who says in time that there is nothing to report; said late it is late."""
    in_time = Q(due_on__isnull=True) | Q(met_on__lte=F("due_on"))
    return lambda seen: done_on_time(among)(seen) | (nil(among)(seen) & in_time)


def done_or_nil(among: Condition) -> Condition:
    """Sent is also that there is nothing to report."""
    return lambda seen: done(among)(seen) | nil(among)(seen)


def overdue(among: Condition) -> Condition:
    """Due before the day that is looked at and not finished on it, whatever has been done since."""
    return lambda seen: among(seen) & Q(due_on__lt=seen.on) & (Q(state=ObligationState.OPEN) | Q(met_on__gt=seen.on))


def unfinished(among: Condition) -> Condition:
    """What is left of it on the day that is looked at, dated or not, whatever has been done since."""
    return lambda seen: among(seen) & ~_finished_by(seen.on)


def _finished_in(seen: Seen) -> Q:
    """Finished among the data as far as they are known."""
    return _finished_by(seen.on) & _not_before(seen.first)


def _finished_by(day: dt.date) -> Q:
    """Known on that day to be finished: what was done before it was asked for is known when it is."""
    return Q(met_on__lte=day, opened_on__lte=day)


def _not_before(first: dt.date) -> Q:
    """Not known to be finished before that day."""
    return Q(met_on__isnull=True) | Q(met_on__gte=first) | Q(opened_on__gte=first)


def _due_after(day: dt.date) -> Q:
    return Q(due_on__isnull=True) | Q(due_on__gt=day)
