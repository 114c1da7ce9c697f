import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.oversight.models import Stage
from lantoa.oversight.rules import Rules, Step, is_for_above, step_on
from lantoa.vietnamese.calendar import WorkCalendar

pytestmark = pytest.mark.pure
RULES = Rules(before=(5, 1), after=(1, 3, 7), escalate=5)
CALENDAR = WorkCalendar()
DUE = dt.date(2026, 11, 20)  # a Friday
DAYS = st.dates(dt.date(2026, 1, 5), dt.date(2026, 12, 20))


def on(month: int, day: int) -> tuple[str, dt.date] | None:
    step = step_on(dt.date(2026, month, day), DUE, RULES, CALENDAR)
    return (step.stage, step.since) if step else None


def test_the_first_reminder_goes_five_working_days_before() -> None:
    assert on(11, 12) is None
    assert on(11, 13) == (Stage.BEFORE, dt.date(2026, 11, 13))


def test_each_holds_until_the_next_so_that_a_missed_morning_is_made_up() -> None:
    assert on(11, 18) == (Stage.BEFORE, dt.date(2026, 11, 13))
    assert on(11, 19) == (Stage.BEFORE, dt.date(2026, 11, 19))
    assert on(11, 20) == (Stage.ON_DAY, DUE)
    assert on(11, 21) == (Stage.ON_DAY, DUE)


def test_they_go_on_after_the_day_and_then_at_the_last_distance() -> None:
    assert on(11, 23) == (Stage.AFTER, dt.date(2026, 11, 23))
    assert on(11, 26) == (Stage.AFTER, dt.date(2026, 11, 26))  # 24/11 is a day off
    assert on(12, 2) == (Stage.AFTER, dt.date(2026, 12, 2))
    assert on(12, 11) == (Stage.AFTER, dt.date(2026, 12, 11))  # 14 working days


def test_the_unit_above_hears_after_five_working_days() -> None:
    assert not is_for_above(dt.date(2026, 11, 27), DUE, RULES, CALENDAR)
    assert is_for_above(dt.date(2026, 11, 30), DUE, RULES, CALENDAR)


def test_what_is_due_on_a_day_off_is_not_told_twice_in_one_step() -> None:
    due = dt.date(2026, 2, 14)  # a Saturday: five working days before it is Monday the 9th
    assert step_on(dt.date(2026, 2, 6), due, Rules((5,), (1,), 5), CALENDAR) is None
    step = step_on(dt.date(2026, 2, 9), due, Rules((5,), (1,), 5), CALENDAR)
    assert step == Step(Stage.BEFORE, dt.date(2026, 2, 9))


@given(due=DAYS, day=DAYS)
def test_no_step_begins_in_the_future(due: dt.date, day: dt.date) -> None:
    step = step_on(day, due, RULES, CALENDAR)
    assert step is None or step.since <= day
    if day >= due:
        assert step is not None
