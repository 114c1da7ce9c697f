"""When a reminder goes, reckoned in working days from the due day. Pure: knows days, not people."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from lantoa.oversight.models import Stage
from lantoa.vietnamese.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Rules:
    """Working days `before` and `after` the due day; the unit above hears `escalate` days after it."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    escalate: int


def of_this_site() -> Rules:
    """As the environment sets them (docs/van-hanh.md)."""
    before = tuple(sorted({days for days in settings.REMIND_BEFORE if days > 0}, reverse=True))
    after = tuple(sorted({days for days in settings.REMIND_AFTER if days > 0}))
    return Rules(before, after, max(settings.ESCALATE_AFTER, 1))


@dataclass(frozen=True, slots=True)
class Step:
    """The reminder that holds on a day: its stage, and since which day."""

    stage: Stage
    since: dt.date


def step_on(day: dt.date, due: dt.date, rules: Rules, calendar: WorkCalendar) -> Step | None:
    """The latest reminder whose day has come; None: it is too early for the first.

    A day on which no worker ran is made up: the step holds until the next one. Past the last one they go on at the
    distance of the last number.
    """
    if day > due:
        late = calendar.working_days_between(due, day)
        passed = [days for days in rules.after if days <= late]
        if passed:
            last = passed[-1] if passed[-1] < rules.after[-1] else late - late % rules.after[-1]
            return Step(Stage.AFTER, calendar.add_working_days(due, last))
    if day >= due:
        return Step(Stage.ON_DAY, due)
    begun = [since for days in rules.before if (since := calendar.add_working_days(due, -days)) <= day]
    return Step(Stage.BEFORE, max(begun)) if begun else None


def is_for_above(day: dt.date, due: dt.date, rules: Rules, calendar: WorkCalendar) -> bool:
    """Whether the unit above should hear of it by now."""
    return day > due and calendar.working_days_between(due, day) >= rules.escalate
