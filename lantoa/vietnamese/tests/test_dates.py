import unicodedata
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.dates import (
    DateError,
    DateSpan,
    due_phrase,
    long_date,
    parse_date,
    parse_span,
    short_date,
    weekday_name,
)

pytestmark = pytest.mark.pure

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "04/01/2022",
        "4/1/2022",
        "4-1-2022",
        "04.01.2022",
        " 04 / 01 / 2022.",
        "2022-01-04",
        "ngày 04 tháng 01 năm 2022",
        "Ngày 4 tháng 1 năm 2022;",
        "04 tháng 01 năm 2022",
        "ngày 04 tháng 01, 2022",
        "ngày 04/01/2022",
        "ngày 4 tháng 1/2022",
        "ngày 4/1 năm 2022",
        "NGÀY 04\nTHÁNG 01 NĂM 2022",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == date(2022, 1, 4)
    assert parse_date(unicodedata.normalize("NFD", text)) == date(2022, 1, 4)


@pytest.mark.parametrize("text", ["30/5", "ngày 30/5", "30 tháng 5", "ngày 30 tháng 5"])
def test_a_day_without_a_year_takes_the_year_that_is_known(text: str) -> None:
    assert parse_date(text, year=2023) == date(2023, 5, 30)


@pytest.mark.parametrize("text", ["tháng 3 năm 2026", "tháng 03/2026", "3/2026", "T3/2026", "Tháng 3, 2026"])
def test_a_month_covers_all_its_days(text: str) -> None:
    assert parse_span(text) == DateSpan(date(2026, 3, 1), date(2026, 3, 31))


def test_a_year_covers_all_its_days() -> None:
    assert parse_span("năm 2026") == DateSpan(date(2026, 1, 1), date(2026, 12, 31))


@given(days)
def test_what_is_printed_is_read_again(day: date) -> None:
    assert parse_date(long_date(day)) == parse_date(short_date(day)) == parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "Chưa ghi ngày"),
        ("31/02/2026", "chỉ có 28 ngày"),
        ("02/28/2026", "Không có tháng 28"),
        ("05/02/26", "năm có hai chữ số"),
        ("30/5", "thiếu năm"),
        ("tháng 3 năm 2026", "chưa nêu rõ ngày nào"),
        ("2026", "chưa nêu rõ ngày nào"),
        ("00/01/2026", "Không có ngày 0"),
        ("05/02/0026", "nằm ngoài khoảng"),
        ("hôm nào rảnh", "Không đọc được ngày"),
        ("05/02-2026", "Không đọc được ngày"),
        ("٠٥/٠٢/٢٠٢٦", "Không đọc được ngày"),
    ],
)
def test_a_bad_date_is_refused_with_a_sentence(text: str, hint: str) -> None:
    with pytest.raises(DateError, match=hint) as refusal:
        parse_date(text)
    assert str(refusal.value).endswith(".")


@given(st.text(max_size=60) | st.from_regex(r"\d{0,5}[/. -]\d{0,5}[/. -]\d{0,5}", fullmatch=True))
def test_any_text_gives_a_date_or_a_sentence(text: str) -> None:
    with suppress(DateError):
        parse_date(text, year=2026)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 12, 9), "ngày 09 tháng 12 năm 2026"),
    ],
)
def test_documents_print_a_leading_zero_only_where_the_decree_asks_for_it(day: date, printed: str) -> None:
    assert long_date(day) == printed


def test_screens_show_day_month_year() -> None:
    assert short_date(date(2026, 2, 5)) == "05/02/2026"
    assert weekday_name(date(2026, 11, 21)) == "thứ Bảy"


@pytest.mark.parametrize(
    ("days_left", "phrase"),
    [
        (-3, "Quá hạn 3 ngày"),
        (-1, "Quá hạn 1 ngày"),
        (0, "Hôm nay"),
        (1, "Ngày mai"),
        (2, "Còn 2 ngày"),
        (5, "Còn 5 ngày"),
    ],
)
def test_a_due_day_is_told_by_how_near_it_is(days_left: int, phrase: str) -> None:
    today = date(2026, 11, 21)
    assert due_phrase(today + timedelta(days=days_left), today) == phrase


def test_a_task_that_waits_for_a_date_says_so() -> None:
    assert due_phrase(None, date(2026, 11, 21)) == "Chưa ấn định ngày"
