"""Numbers as Vietnamese write them: a dot between thousands, a comma before the fraction."""

import re
from decimal import ROUND_HALF_UP, Decimal

from lantoa.vietnamese.text import squeeze

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:([. ])\d{3})(?:\3\d{3})*|\d+)(?:,(?P<fraction>\d+))?", re.ASCII
)
_ENGLISH = re.compile(r"[+-]?\d[\d,]*\.\d+", re.ASCII)


class NumberError(ValueError):
    """A number that cannot be used; its text is one Vietnamese sentence for the person who wrote it."""


def parse_number(text: str) -> Decimal:
    """The number that `text` writes: "1.234,5" is 1234.5. What can be read two ways is refused, not guessed."""
    bare = squeeze(text).replace("−", "-")
    found = _NUMBER.fullmatch(bare)
    if found is None:
        raise NumberError(_what_is_wrong(bare))
    whole = re.sub(r"\D", "", found["whole"])
    return Decimal(f"{found['sign']}{whole}.{found['fraction'] or 0}")


def parse_percent(text: str) -> Decimal:
    """The share that `text` writes, in percent: "12,5%" and "12,5" are 12.5."""
    return parse_number(squeeze(text).removesuffix("%"))


def format_number(value: Decimal | float, places: int | None = None) -> str:
    """1234.5 as "1.234,5"; rounded half up to exactly `places` where given, else as many as the value has."""
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"not a number to print: {value}")
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    fraction = fraction if places is not None else fraction.rstrip("0")
    sign = "-" if number < 0 else ""
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def format_percent(value: Decimal | float, places: int | None = None) -> str:
    """12.5 (in percent) as "12,5%"."""
    return format_number(value, places) + "%"


def _what_is_wrong(text: str) -> str:
    if not text:
        return "Chưa ghi số: hãy ghi bằng chữ số, ví dụ 1.234,5."
    shown = text if len(text) <= 40 else text[:39] + "…"
    if _ENGLISH.fullmatch(text):
        return f"Số “{shown}” chưa rõ: hãy dùng dấu chấm ngăn hàng nghìn và dấu phẩy trước phần lẻ, ví dụ 1.234,5."
    return f"“{shown}” không phải là số: hãy ghi bằng chữ số, ví dụ 1.234,5."
