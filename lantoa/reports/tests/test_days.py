"""The days of data of a report, and the days in the calendar whose tasks are its own."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.reports.days import Days
from lantoa.reports.enums import PeriodType
from lantoa.vietnamese.periods import PeriodKind, ReportingPeriod

pytestmark = pytest.mark.pure
REGULAR = [kind for kind in PeriodType if kind not in (PeriodType.AD_HOC, PeriodType.NINE_MONTHS)]


def days_of(period: ReportingPeriod) -> Days:
    return Days.of_part(period.kind, period.year, period.index, period.start, period.end)


def test_a_year_is_cut_off_in_december_and_ends_with_it() -> None:
    year = days_of(ReportingPeriod(PeriodKind.YEAR, 2026))
    assert year == Days(dt.date(2025, 12, 15), dt.date(2026, 12, 14), dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@given(st.sampled_from(REGULAR), st.integers(2020, 2035), st.integers(1, 12))
def test_what_follows_a_period_is_the_next_one_of_its_kind(kind: PeriodType, year: int, index: int) -> None:
    known = PeriodKind(kind.value)
    period = ReportingPeriod(known, year, (index - 1) % known.per_year + 1)
    after, asked = days_of(period).following, days_of(period.next)
    assert (after.first, after.begins, after.ends) == (asked.first, asked.begins, asked.ends)
    assert abs(after.last - asked.last) <= dt.timedelta(days=3)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 400))
def test_days_that_a_person_chose_say_themselves_what_is_theirs(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    days = Days.of_part(PeriodType.AD_HOC, last.year, 1, first, last)
    assert (days.begins, days.ends) == (first, last)
    assert (days.following.begins - last).days == 1


def test_data_of_another_time_than_the_named_part_of_the_year_keep_their_days() -> None:
    """A school year under the name of a calendar year."""
    first, last = dt.date(2025, 9, 1), dt.date(2027, 5, 31)
    assert Days.of_part(PeriodType.YEAR, 2026, 1, first, last) == Days.just(first, last)
