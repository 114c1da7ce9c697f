from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.numbers import NumberError, format_number, format_percent, parse_number, parse_percent

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("8.000.000", "8000000"),
        ("1234", "1234"),
        ("1 234 567", "1234567"),
        ("1\u00a0234", "1234"),
        ("0,05", "0.05"),
        ("007", "7"),
        ("−12,5", "-12.5"),
        (" 34 ", "34"),
    ],
)
def test_numbers_are_read_in_vietnamese_form(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "Chưa ghi số"),
        ("12.5", "chưa rõ"),
        ("1,234.5", "chưa rõ"),
        ("1.23.456", "không phải là số"),
        ("1.234 567", "không phải là số"),
        ("ba mươi", "không phải là số"),
        ("1e5", "không phải là số"),
        ("٣", "không phải là số"),
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused_with_a_sentence(text: str, hint: str) -> None:
    with pytest.raises(NumberError, match=hint):
        parse_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_what_is_printed_is_read_again(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@given(st.text(max_size=50))
def test_any_text_gives_a_number_or_a_sentence(text: str) -> None:
    with suppress(NumberError):
        parse_number(text)


def test_numbers_are_printed_with_dots_and_a_comma() -> None:
    assert format_number(1234567) == "1.234.567"
    assert format_number(0.1 + 0.2, 2) == "0,30"
    assert format_number(2.5, 0) == "3"
    assert format_number(Decimal("100.00")) == "100"
    assert format_number(-1234.5) == "-1.234,5"
    assert format_number(-0.001, 1) == "0,0"


def test_percentages_go_both_ways() -> None:
    assert parse_percent("12,5%") == parse_percent("12,5 %") == Decimal("12.5")
    assert format_percent(Decimal("12.50")) == "12,5%"
    assert format_percent(100) == "100%"
