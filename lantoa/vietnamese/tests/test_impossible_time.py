"""Times that no calendar has are said to be so; all others pass."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.impossible_time import impossible_time

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Tháng 13/2027", "Tháng 13 không có"),
        ("trong tháng 00 năm 2031", "Tháng 0 không có"),
        ("13/2027", "Tháng 13 không có"),
        ("31/02/2027", "tháng 2/2027 chỉ có 28 ngày"),
        ("trước ngày 31/4", "tháng 4 chỉ có 30 ngày"),
        ("ngày 32/5", "Ngày 32/5 không có"),
        ("ngày 31 tháng 6 năm 2029", "chỉ có 30 ngày"),
        ("quý V", "Quý V không có"),
        ("Quý 5/2027", "Quý 5 không có"),
    ],
)
def test_what_cannot_be_is_named(words: str, said: str) -> None:
    assert said in impossible_time(words)


@pytest.mark.parametrize(
    "words",
    [
        "Thường xuyên", "Quý III, IV/2027", "Quý vị đại biểu", "3-5 tin", "1/2 số trường", "12 tháng",
        "6 tháng đầu năm",        "01 tháng 6", "năm học 2026-2027", "số 13/2027/NĐ-CP", "29/02/2028",
    ],
)  # fmt: skip
def test_what_is_possible_or_no_time_passes(words: str) -> None:
    assert impossible_time(words) == ""


def test_the_29th_of_february_needs_a_leap_year() -> None:
    assert impossible_time("trước ngày 29/2", 2028) == ""
    assert "chỉ có 28 ngày" in impossible_time("trước ngày 29/2", 2027)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["", "trước ngày ", "từ ngày "]))
def test_no_day_of_the_calendar_is_impossible(day: dt.date, before: str) -> None:
    assert impossible_time(f"{before}{day.day}/{day.month}/{day.year}") == ""
    assert impossible_time(f"{before}{day.day:02d} tháng {day.month:02d} năm {day.year}") == ""
    assert impossible_time(f"tháng {day.month}/{day.year}") == ""


@given(st.integers(13, 99), st.integers(2000, 2099))
def test_no_month_beyond_december_passes(month: int, year: int) -> None:
    assert impossible_time(f"Tháng {month}/{year}").startswith(f"Tháng {month} không có")
