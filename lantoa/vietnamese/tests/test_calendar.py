import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lantoa.vietnamese.calendar import SpecialDay, WorkCalendar

pytestmark = pytest.mark.pure

calendar = WorkCalendar()
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
counts = st.integers(-40, 40)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 2),  # exchanged with 10/01
        date(2026, 2, 16),
        date(2026, 2, 17),
        date(2026, 2, 20),
        date(2026, 4, 27),  # Giỗ Tổ fell on a Sunday
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 8, 31),  # exchanged with 22/8
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2026, 11, 24),
        date(2026, 11, 21),
    ],
)
def test_offices_are_closed_on_holidays_exchanged_days_and_weekends(day: date) -> None:
    assert not calendar.is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 1, 10), date(2026, 8, 22), date(2025, 11, 24), date(2026, 11, 23)])
def test_offices_work_on_exchanged_saturdays_and_plain_days(day: date) -> None:
    assert calendar.is_working_day(day)


def test_every_statutory_holiday_on_file_is_a_day_off() -> None:
    path = Path(__file__).parents[1] / "data" / "holidays.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        facts = [(date.fromisoformat(row["date"]), row["kind"]) for row in csv.DictReader(rows)]
    assert len(facts) > 40
    assert [day for day, kind in facts if calendar.is_working_day(day) != (kind == "work")] == []


@pytest.mark.parametrize("year", range(2025, 2032))
def test_tet_takes_five_working_days_and_a_year_about_250(year: int) -> None:
    worked = calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
    assert 246 <= worked <= 252


@given(days, st.integers(1, 40))
def test_adding_and_counting_working_days_agree(start: date, count: int) -> None:
    later, earlier = calendar.add_working_days(start, count), calendar.add_working_days(start, -count)
    assert earlier < start < later
    assert calendar.is_working_day(later)
    assert calendar.is_working_day(earlier)
    assert calendar.working_days_between(start, later) == count
    assert calendar.working_days_between(start, earlier) == -count


@given(days, counts, counts)
def test_steps_in_one_direction_add_up(start: date, one: int, other: int) -> None:
    assume(one * other > 0)
    assert calendar.add_working_days(calendar.add_working_days(start, one), other) == calendar.add_working_days(
        start, one + other
    )


@given(days)
def test_zero_days_end_on_the_day_itself_or_the_next_working_day(start: date) -> None:
    assert calendar.add_working_days(start, 0) == calendar.working_day_from(start)
    assert calendar.working_day_from(start) == calendar.next_working_day(start - timedelta(days=1))
    assert calendar.working_days_between(start, start) == 0


def test_a_province_can_close_a_day_and_work_another() -> None:
    own = WorkCalendar(
        [
            SpecialDay(date(2026, 11, 23), False, "nghỉ do bão"),
            SpecialDay(date(2026, 11, 28), True, "làm bù cho ngày 23/11"),
            SpecialDay(date(2026, 11, 24), True, "trực giải quyết hồ sơ"),
        ]
    )
    assert not own.is_working_day(date(2026, 11, 23))
    assert own.is_working_day(date(2026, 11, 28))
    assert own.is_working_day(date(2026, 11, 24))
    assert own.is_working_day(date(2026, 11, 25))
    assert [day.name for day in own.special_days(2026)][-3:] == [
        "nghỉ do bão",
        "trực giải quyết hồ sơ",
        "làm bù cho ngày 23/11",
    ]


def test_one_day_cannot_be_both() -> None:
    day = date(2026, 11, 23)
    with pytest.raises(ValueError, match="23/11/2026 vừa là ngày nghỉ vừa là ngày làm việc"):
        WorkCalendar([SpecialDay(day, True, "làm bù"), SpecialDay(day, False, "nghỉ")])


def test_it_explains_which_days_were_left_out_and_why() -> None:
    assert calendar.explain(date(2026, 11, 20), 3) == (
        "3 ngày làm việc kể từ sau ngày 20/11/2026 là thứ Năm, ngày 26/11/2026, "
        "không tính ngày nghỉ hằng tuần 21/11, 22/11; ngày 24/11 (Ngày Văn hóa Việt Nam)."
    )


def test_it_explains_saturdays_that_are_worked() -> None:
    assert calendar.explain(date(2026, 8, 21), 1) == (
        "1 ngày làm việc kể từ sau ngày 21/08/2026 là thứ Bảy, ngày 22/08/2026, có tính ngày 22/08 (ngày làm bù)."
    )


def test_it_explains_counting_back_and_counts_weekends_where_they_are_many() -> None:
    assert calendar.explain(date(2026, 11, 25), -1) == (
        "1 ngày làm việc tính ngược từ trước ngày 25/11/2026 là thứ Hai, ngày 23/11/2026, "
        "không tính ngày 24/11 (Ngày Văn hóa Việt Nam)."
    )
    assert "không tính 8 ngày nghỉ hằng tuần" in calendar.explain(date(2026, 10, 1), 20)


@given(days, counts)
def test_every_day_off_in_between_is_explained(start: date, count: int) -> None:
    due = calendar.add_working_days(start, count)
    first, last = sorted((start, due))
    inside = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    holidays = [day for day in inside if day != start and not calendar.is_working_day(day) and day.weekday() < 5]
    text = calendar.explain(start, count)
    assert all(f"{day:%d/%m}" in text for day in holidays)
    assert text.count(".") == 1
