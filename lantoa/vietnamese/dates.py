"""Dates as Vietnamese officials write them: reading what was typed or printed, writing for documents and screens."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from lantoa.vietnamese.text import fold, squeeze

_YEAR = r"(?P<year>\d{4})"
_MONTH = r"(?P<month>\d{1,2})"
_DAY = r"(?P<day>\d{1,2})"
_AND_YEAR = rf"(?:\s*(?:nam|/|,)\s*{_YEAR})?"
# Over folded text; the first that fits the whole text wins.
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?:ngay\s*)?{_DAY}\s*(?P<mark>[/.-])\s*{_MONTH}(?:\s*(?P=mark)\s*{_YEAR})?",
        rf"{_YEAR}-{_MONTH}-{_DAY}",
        rf"(?:ngay\s*)?{_DAY}\s*/\s*{_MONTH}\s*nam\s*{_YEAR}",
        rf"(?:ngay\s*)?{_DAY}\s*thang\s*{_MONTH}{_AND_YEAR}",
        rf"{_MONTH}\s*[/.-]\s*{_YEAR}",
        rf"(?:thang\s*|t\.?){_MONTH}{_AND_YEAR}",
        rf"(?:nam\s*)?{_YEAR}",
    )
]
_EXAMPLE = "hãy ghi ngày trước, tháng sau, ví dụ 05/02/2026"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class DateError(ValueError):
    """A date that cannot be used; its text is one Vietnamese sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days that a printed date covers: one day, or a whole month or year where no day is given."""

    first: date
    last: date


def parse_date(text: str, *, year: int | None = None) -> date:
    """The one day that `text` names; `year` stands in where the text gives none ("30/5")."""
    span = parse_span(text, year=year)
    if span.first != span.last:
        raise DateError(f"“{_shown(text)}” chưa nêu rõ ngày nào: {_EXAMPLE}.")
    return span.first


def parse_span(text: str, *, year: int | None = None) -> DateSpan:
    """The day, the month ("tháng 3 năm 2026") or the year that `text` names."""
    bare = fold(text).strip(" .,;:")
    found = next((match for form in _FORMS if (match := form.fullmatch(bare)) and bare.isascii()), None)
    if found is None:
        raise DateError(_what_is_wrong(text))
    parts = {name: int(value) for name, value in found.groupdict().items() if value and name != "mark"}
    parts.setdefault("year", year or 0)
    return _span(text, parts)


def _span(text: str, parts: dict[str, int]) -> DateSpan:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if not year:
        raise DateError(f"“{_shown(text)}” thiếu năm: {_EXAMPLE}.")
    if not 1900 <= year <= 2199:
        raise DateError(f"Năm {year} trong “{_shown(text)}” nằm ngoài khoảng 1900–2199; hãy xem lại.")
    if month is None:
        return DateSpan(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise DateError(f"Không có tháng {month} trong “{_shown(text)}”: {_EXAMPLE}.")
    length = monthrange(year, month)[1]
    if day is None:
        return DateSpan(date(year, month, 1), date(year, month, length))
    if not 1 <= day <= length:
        raise DateError(f"Không có ngày {day} trong “{_shown(text)}”: tháng {month} năm {year} chỉ có {length} ngày.")
    return DateSpan(date(year, month, day), date(year, month, day))


def _what_is_wrong(text: str) -> str:
    if not squeeze(text):
        return f"Chưa ghi ngày: {_EXAMPLE}."
    if re.fullmatch(r"\D*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2}\D*", text):
        return f"“{_shown(text)}” ghi năm có hai chữ số: {_EXAMPLE}."
    return f"Không đọc được ngày “{_shown(text)}”: {_EXAMPLE}."


def _shown(text: str) -> str:
    text = squeeze(text)
    return text if len(text) <= 40 else text[:39] + "…"


def short_date(day: date) -> str:
    """05/02/2026, as screens and tables show it."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def day_and_month(day: date) -> str:
    """05/02, where the year is known."""
    return f"{day.day:02d}/{day.month:02d}"


def long_date(day: date) -> str:
    """As documents print it: days below 10 and months 1 and 2 take a 0 (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def weekday_name(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def due_phrase(due: date | None, today: date) -> str:
    """How near a due day is, in the words that every screen uses."""
    if due is None:
        return "Chưa ấn định ngày"
    days = (due - today).days
    if days < 0:
        return f"Quá hạn {-days} ngày"
    return {0: "Hôm nay", 1: "Ngày mai"}.get(days, f"Còn {days} ngày")
