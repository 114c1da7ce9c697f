"""Words of time in the cells of a plan's table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.timing import find_days, parse_timing

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("raw", "kind", "start", "end"),
    [
        ("Thường xuyên", "continuous", "2023-01-01", "2023-12-31"),
        ("Cả năm", "continuous", "2023-01-01", "2023-12-31"),
        ("Trong năm 2024", "continuous", "2024-01-01", "2024-12-31"),
        ("Quý I", "quarter", "2023-01-01", "2023-03-31"),
        ("Quý III, Quý IV/2022", "quarter", "2022-07-01", "2022-12-31"),
        ("Quý 1, 2 và 3 năm 2024", "quarter", "2024-01-01", "2024-09-30"),
        ("Tháng 3-5", "month", "2023-03-01", "2023-05-31"),
        ("Tháng 12/2023 - 02/2024", "month", "2023-12-01", "2024-02-29"),
        ("Tháng 3/2023", "month", "2023-03-01", "2023-03-31"),
        ("Ngày 09/11", "date", "2023-11-09", "2023-11-09"),
        ("trước ngày 30/5", "date", None, "2023-05-30"),
        ("Chậm nhất ngày 10 tháng 3 năm 2024", "date", None, "2024-03-10"),
        ("Từ ngày 01/3 đến ngày 30/6/2023", "range", "2023-03-01", "2023-06-30"),
        ("Từ tháng 9/2023 đến tháng 5/2024", "range", "2023-09-01", "2024-05-31"),
        ("Từ tháng 11 đến tháng 02", "range", "2023-11-01", "2024-02-29"),
        ("Tháng 2 đến tháng 5/2023", "range", "2023-02-01", "2023-05-31"),
        ("Tháng 2, 3, 5/2023", "month", "2023-02-01", "2023-05-31"),
        ("6 tháng đầu năm", "range", "2023-01-01", "2023-06-30"),
        ("Hằng tháng", "periodic", None, None),
        ("Định kỳ 6 tháng, năm", "periodic", None, None),
        ("Trước ngày 15 hằng tháng", "periodic", None, None),
        ("Theo kế hoạch của UBND tỉnh", "external", None, None),
        ("Sau khi có hướng dẫn", "external", None, None),
        ("", "none", None, None),
        ("-", "none", None, None),
    ],
)
def test_a_cell_of_time_is_understood(raw: str, kind: str, start: str | None, end: str | None) -> None:
    found = parse_timing(raw, 2023)
    assert (found.kind, found.start, found.end) == (kind, start, end)


def test_raw_is_the_cell_on_one_line() -> None:
    assert parse_timing("Thường\n  xuyên;", 2023).raw == "Thường xuyên"


def test_days_are_found_with_and_without_a_year() -> None:
    days = find_days("trước 30/5, ngày 10 tháng 3 năm 2024, mức 4/5 và 1.250 đồng")
    assert [(day.number, day.month, day.year) for day in days[:2]] == [(30, 5, None), (10, 3, 2024)]


def test_a_day_that_is_none_is_passed_over() -> None:
    assert find_days("ngày 31/02/2023") == []


@given(st.text(max_size=60), st.integers(1990, 2100))
def test_any_text_has_one_of_the_kinds(raw: str, year: int) -> None:
    found = parse_timing(raw, year)
    assert found.kind in {"continuous", "quarter", "month", "date", "range", "periodic", "external", "none"}
    if found.kind in {"periodic", "external", "none"}:
        assert (found.start, found.end) == (None, None)


_WORDS = ["Quý I", "Quý IV/2024", "Tháng 3", "12", "đến", "từ", "trước", "ngày", "30/5", "-", ",", "năm", "hằng tháng"]


@given(st.lists(st.sampled_from(_WORDS), max_size=8))
def test_words_of_time_in_any_order_never_fail(words: list[str]) -> None:
    parse_timing(" ".join(words), 2023)
