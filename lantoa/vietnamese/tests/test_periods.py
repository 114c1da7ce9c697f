from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.calendar import WorkCalendar
from lantoa.vietnamese.periods import PeriodKind, ReportingPeriod

pytestmark = pytest.mark.pure

gapless = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.NINE_MONTHS])
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("kind", "index", "start", "end", "name"),
    [
        (PeriodKind.MONTH, 1, date(2025, 12, 15), date(2026, 1, 14), "Tháng 1 năm 2026"),
        (PeriodKind.MONTH, 11, date(2026, 10, 15), date(2026, 11, 14), "Tháng 11 năm 2026"),
        (PeriodKind.QUARTER, 1, date(2025, 12, 15), date(2026, 3, 14), "Quý I năm 2026"),
        (PeriodKind.QUARTER, 4, date(2026, 9, 15), date(2026, 12, 14), "Quý IV năm 2026"),
        (PeriodKind.HALF_YEAR, 1, date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026"),
        (PeriodKind.HALF_YEAR, 2, date(2026, 6, 15), date(2026, 12, 14), "6 tháng cuối năm 2026"),
        (PeriodKind.NINE_MONTHS, 1, date(2025, 12, 15), date(2026, 9, 14), "9 tháng đầu năm 2026"),
        (PeriodKind.YEAR, 1, date(2025, 12, 15), date(2026, 12, 14), "Năm 2026"),
    ],
)
def test_figures_are_cut_off_as_the_decree_says(
    kind: PeriodKind, index: int, start: date, end: date, name: str
) -> None:
    period = ReportingPeriod(kind, 2026, index)
    assert (period.start, period.end, period.name, str(period)) == (start, end, name, name)


@given(gapless, days)
def test_every_day_belongs_to_exactly_one_period_of_a_kind(kind: PeriodKind, day: date) -> None:
    period = ReportingPeriod.containing(kind, day)
    assert day in period
    assert day not in period.next
    assert day not in period.previous


@given(gapless, days)
def test_periods_follow_each_other_without_gap_or_overlap(kind: PeriodKind, day: date) -> None:
    period = ReportingPeriod.containing(kind, day)
    assert period.next.start == period.end + timedelta(days=1)
    assert period.next.previous == period.previous.next == period


@pytest.mark.parametrize("kind", PeriodKind)
def test_a_year_has_the_periods_that_fill_it(kind: PeriodKind) -> None:
    periods = ReportingPeriod.of_year(kind, 2026)
    assert [period.index for period in periods] == list(range(1, kind.per_year + 1))
    assert periods[0].start == date(2025, 12, 15)
    assert periods[-1].next == ReportingPeriod(kind, 2027)


def test_the_last_days_of_december_count_for_the_next_year() -> None:
    assert ReportingPeriod.containing(PeriodKind.YEAR, date(2026, 12, 15)).year == 2027
    assert ReportingPeriod.containing(PeriodKind.NINE_MONTHS, date(2026, 12, 31)).year == 2027


def test_nine_months_do_not_cover_the_autumn() -> None:
    with pytest.raises(ValueError, match="15/09/2026 không thuộc kỳ báo cáo 9 tháng nào"):
        ReportingPeriod.containing(PeriodKind.NINE_MONTHS, date(2026, 9, 15))


def test_there_is_no_fifth_quarter() -> None:
    with pytest.raises(ValueError, match="không có kỳ báo cáo hằng quý thứ 5"):
        ReportingPeriod(PeriodKind.QUARTER, 2026, 5)


def test_sending_leaves_a_working_day_after_the_cut_off() -> None:
    assert ReportingPeriod(PeriodKind.MONTH, 2026, 3).earliest_due(WorkCalendar()) == date(2026, 3, 16)
    assert ReportingPeriod(PeriodKind.MONTH, 2026, 2).earliest_due(WorkCalendar()) == date(2026, 2, 23)
