"""Text as a newsreader says it: numbers, dates, hours, percents, ranges, telephone numbers and abbreviations in words.

Each rule turns what it knows into words; what is left over is said number by number, so that no figure stays.
"""

import csv
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from lantoa.vietnamese.number_words import (
    DIGITS,
    decimal_words,
    digit_words,
    month_words,
    number_words,
    ordinal_words,
)
from lantoa.vietnamese.text import LOWER, UPPER, nfc

Match = re.Match[str]
_LETTER = f"{LOWER}{UPPER}"
_DASH = r"\s?[-–—]\s?"
_INT = r"\d{1,3}(?:\.\d{3})+|\d+"
_NUM = rf"(?:{_INT})(?:,\d+)?"
_DATE = r"(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])"
_YEAR = r"(1[89]\d\d|2[01]\d\d)"
_DAY_BEFORE = r"(?i:ngày|từ|đến|trước|sau|hết|sáng|chiều|tối|trưa|hạn|lễ|dịp|khánh|qua|tới|và)"
_ROMAN_BEFORE = (
    r"(?i:quý|chương|phần|khóa|khoá|kỳ|thế kỷ|thứ|lần|đại hội|cấp|mục|loại|hạng|bậc|phụ lục|giai đoạn|học kỳ|tập|quyển)"
)
_UNITS = {
    "km/h": "ki lô mét trên giờ",
    "km²": "ki lô mét vuông",
    "km2": "ki lô mét vuông",
    "km": "ki lô mét",
    "m²": "mét vuông",
    "m2": "mét vuông",
    "m³": "mét khối",
    "m3": "mét khối",
    "cm": "xăng ti mét",
    "mm": "mi li mét",
    "kg": "ki lô gam",
    "ha": "héc ta",
    "°C": "độ C",
    "MB": "mê ga bai",
    "GB": "gi ga bai",
    "kWh": "ki lô oát giờ",
    "VNĐ": "đồng",
    "VND": "đồng",
    "đ": "đồng",
    "m": "mét",
    "g": "gam",
}
_SIGNS = {"&": "và", "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", "=": "bằng", "+": "cộng", "×": "nhân"}


def spoken(text: str) -> str:
    """`text` in words, line by line."""
    return "\n".join(_line(line) for line in nfc(text).split("\n"))


def radio_script(title: str, text: str) -> str:
    """What is read for a bulletin: the title as a sentence of its own, then a line for each paragraph."""
    lines = [_closed(title), *text.split("\n")]
    return "\n".join(filter(None, (spoken(line).strip() for line in lines)))


def seconds_of(script: str, *, words_a_minute: int = 170) -> int:
    """About how long reading `script` takes: its syllables, a breath after each sentence, a rest after each line."""
    syllables = len(re.findall(rf"[{_LETTER}\d]+", script))
    breaths = len(re.findall(r"[.!?…:;](?:\s|$)", script))
    rests = max(len(script.strip().split("\n")) - 1, 0)
    return round(syllables * 60 / max(words_a_minute, 1) + breaths * 0.4 + rests * 0.6)


def _closed(title: str) -> str:
    title = title.strip()
    return title if not title or title[-1] in ".!?…" else f"{title}."


def _line(line: str) -> str:
    for pattern, say in _rules():
        line = pattern.sub(say, line)
    return re.sub(r"[ \t]+", " ", line)


def _whole(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def _value(text: str) -> str:
    """A number as printed ("1.234,5") in words; one with a leading zero digit by digit."""
    whole, _, fraction = text.partition(",")
    digits = whole.replace(".", "")
    if fraction:
        return decimal_words(digits, fraction)
    return (
        digit_words(digits) if len(digits) > 15 or (len(digits) > 1 and digits[0] == "0") else number_words(int(digits))
    )


def _day(day: str) -> str:
    number = int(day)
    return f"mùng {number_words(number)}" if number <= 10 else number_words(number)


def _date_words(day: str, month: str, year: str | None) -> str:
    said = f"{_day(day)} tháng {month_words(int(month))}"
    return f"{said} năm {number_words(int(year))}" if year else said


def _full_date(found: Match) -> str:
    head = found["head"] or "ngày "
    return head + _date_words(found[2], found[3], found[4])


def _short_date(found: Match) -> str:
    head = found["head"]
    is_named = head.rstrip().lower() in ("ngày", "mùng")
    return f"{head}{'' if is_named else 'ngày '}{_date_words(found[2], found[3], None)}"


def _day_range(found: Match) -> str:
    """5-7/6/2026: from the day to the date."""
    head = "" if found["head"] else "ngày "
    until = _date_words(found["day"], found["month"], found["year"])
    return f"{found['head'] or ''}{head}{_day(found['first'])} đến ngày {until}"


def _month_year(found: Match) -> str:
    head = found["head"] or "tháng "
    return f"{head}{month_words(int(found['month']))} năm {number_words(int(found['year']))}"


def _month(found: Match) -> str:
    return found["head"] + month_words(int(found["month"]))


def _time(found: Match) -> str:
    minutes = int(found["minutes"] or 0)
    said = f"{number_words(int(found['hour']))} giờ"
    return f"{said} {number_words(minutes)} phút" if minutes else said


def _phone(found: Match) -> str:
    """In the groups it is printed in; without any, four, three and the rest."""
    text = found.group().strip()
    groups = [one for one in re.split(r"[\s.\-()]+", text) if one]
    if len(groups) == 1:
        digits = groups[0].lstrip("+")
        groups = [digits[:4], digits[4:]] if digits[:1] == "1" else [digits[:4], digits[4:7], digits[7:]]
    plus = "cộng " if text.startswith("+") else ""
    return plus + ", ".join(digit_words(group) for group in groups if group)


def _hotline(found: Match) -> str:
    return found["head"] + digit_words(found["number"])


def _symbol(found: Match) -> str:
    """123/QĐ-UBND, 30/2020/NĐ-CP: numbers, then the signs of the kind and the issuer in full."""
    parts = re.split(r"([/-])", found.group())
    said = {"/": "gạch chéo", "-": "gạch ngang"}
    return " ".join(said.get(part) or _symbol_part(part) for part in parts if part)


def _symbol_part(part: str) -> str:
    if part.isdecimal():
        return number_words(int(part))
    if part in _shorts():
        return _shorts()[part]
    number = re.fullmatch(r"([A-ZĐ]+)(\d+)", part)  # QH15
    return f"{_shorts().get(number[1], number[1])} {number_words(int(number[2]))}" if number else part


def _range(found: Match) -> str:
    return f"{_value(found['low'])} đến {_value(found['high'])}"


def _school_year(found: Match) -> str:
    return f"{found['head']}{number_words(int(found['low']))} - {number_words(int(found['high']))}"


def _fraction(found: Match) -> str:
    above, below = int(found[1]), int(found[2])
    if above < below <= 100:
        return f"{number_words(above)} phần {'tư' if below == 4 else number_words(below)}"
    return f"{number_words(above)} trên {number_words(below)}"


def _roman(found: Match) -> str:
    number = _roman_value(found["roman"])
    if number is None:
        return found.group()
    say = ordinal_words if found["head"].rstrip().lower().endswith("thứ") else number_words
    return found["head"] + say(number)


def _roman_value(text: str) -> int | None:
    """A Roman numeral up to 39, written as it should be."""
    tens, ones = ["", "X", "XX", "XXX"], ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    known = {ten + one: 10 * place + number for place, ten in enumerate(tens) for number, one in enumerate(ones)}
    return known.get(text) or None


def _ordinal(found: Match) -> str:
    return found["head"] + ordinal_words(int(found["number"]))


def _address(found: Match) -> str:
    """A web or mail address, sign by sign where it is no word; the scheme is not said."""
    text = re.sub(r"^https?://(www\.)?", "", found.group().rstrip("/"))
    for sign, word in (("@", "a còng"), (".", "chấm"), ("/", "gạch chéo"), ("-", "gạch ngang"), ("_", "gạch dưới")):
        text = text.replace(sign, f" {word} ")
    return re.sub(r"\d", lambda digit: f" {DIGITS[int(digit.group())]} ", text).strip()


def _percent(found: Match) -> str:
    return f"{_value(found[1])} phần trăm"


def _measure(found: Match) -> str:
    return f"{_value(found['number'])} {_UNITS[found['unit']]}"


def _short(found: Match) -> str:
    """An abbreviation in full; one that closes a sentence leaves the full stop there."""
    return _shorts()[found.group()]


def _dotted(found: Match) -> str:
    """A number of a heading: 2.1."""
    return " chấm ".join(number_words(int(one)) for one in found.group().split("."))


@cache
def _shorts(*, in_symbols: bool = True) -> dict[str, str]:
    """What abbreviations stand for; some only within the symbol of a document."""
    text = files("lantoa.vietnamese").joinpath("data/spoken.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["short"]: row["said"] for row in rows if in_symbols or row["where"] != "symbol"}


Rule = tuple[re.Pattern[str], Callable[[Match], str]]
_BEFORE, _AFTER = rf"(?<![{_LETTER}\d])", rf"(?![{_LETTER}\d])"
_CALLED = r"(?i:tổng đài|đường dây nóng|hotline|số máy|điện thoại|gọi(?: số| đến| tới)?|nhắn tin tới)"


@cache
def _rules() -> list[Rule]:
    """In the order in which they are tried: what is longer and surer first."""
    return [*_names(), *_days(), *_figures(), *_rest()]


def _names() -> list[Rule]:
    """Symbols of documents, addresses."""
    return [
        (re.compile(rf"{_BEFORE}\d+-[A-ZĐ]+/[A-ZĐ]+(?:-[A-ZĐ]+)*{_AFTER}"), _symbol),
        (re.compile(r"https?://[^\s,;]*[^\s,;.)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII), _address),
        (re.compile(rf"{_BEFORE}(?:[a-z0-9-]+\.)+(?:vn|com|net|org|edu|gov)(?:/[\w/-]*)?{_AFTER}", re.ASCII), _address),
        (re.compile(rf"{_BEFORE}\d+(?:/\d{{4}})?/[A-ZĐ][A-Za-zĐƯ&]*\d*(?:-[A-ZĐ][A-Za-zĐƯ&.]*\d*)*{_AFTER}"), _symbol),
    ]


def _days() -> list[Rule]:
    """Dates, months, hours."""
    return [
        (
            re.compile(
                rf"(?P<head>(?:{_DAY_BEFORE})\s+)?{_BEFORE}(?<!/)(?P<first>0?[1-9]|[12]\d|3[01]){_DASH}"
                rf"(?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0?[1-9]|1[0-2])(?:/(?P<year>{_YEAR[1:-1]}))?(?![\d/])"
            ),
            _day_range,
        ),
        (re.compile(rf"(?<=\d){_DASH}(?={_DATE.replace('[/.-]', '/')}(?![\d%]))"), lambda _: " đến "),
        (re.compile(rf"(?P<head>(?i:ngày|mùng)\s+)?{_BEFORE}{_DATE}[/.-]{_YEAR}(?![\d/])"), _full_date),
        (re.compile(rf"(?P<head>\b{_DAY_BEFORE}\s+){_DATE.replace('[/.-]', '/')}(?![\d/,%])"), _short_date),
        (
            re.compile(rf"(?P<head>(?i:tháng)\s+)?{_BEFORE}(?P<month>0?[1-9]|1[0-2])/(?P<year>{_YEAR[1:-1]})(?![\d/])"),
            _month_year,
        ),
        (re.compile(r"(?P<head>\b(?i:tháng)\s+)0?(?P<month>[1-9]|1[0-2])(?![\d/.,]\d|\d)"), _month),
        (
            re.compile(
                rf"{_BEFORE}(?P<hour>[01]?\d|2[0-4])\s?(?:h|g|giờ|:)\s?(?P<minutes>[0-5]\d)(?:\s?(?:phút|p))?{_AFTER}"
            ),
            _time,
        ),
        (re.compile(rf"{_BEFORE}(?P<hour>[01]?\d|2[0-4])(?P<minutes>)h{_AFTER}"), _time),
    ]


def _figures() -> list[Rule]:
    """Telephone numbers, ranges, ordinals, measures."""
    units = "|".join(re.escape(one) for one in sorted(_UNITS, key=len, reverse=True))
    return [
        (re.compile(rf"(?P<head>{_CALLED}\s*:?\s*)(?P<number>\d{{3,4}})(?![\d.,/]\d|\d)"), _hotline),
        (re.compile(r"(?<![\d.,])(?:\+84|0|\(0\d{1,3}\)|1[89]00)(?:[\s.\-]?\d){4,10}(?![\d,]\d|\d)"), _phone),
        (
            re.compile(
                rf"(?P<head>(?i:năm học|niên khóa|khóa|nhiệm kỳ)\s+)(?P<low>\d{{4}}){_DASH}(?P<high>\d{{4}})(?!\d)"
            ),
            _school_year,
        ),
        (re.compile(rf"(?<![\d/.,-])(?P<low>{_NUM}){_DASH}(?P<high>{_NUM})(?![\d/-])"), _range),
        (re.compile(rf"(?P<head>\b{_ROMAN_BEFORE}\s+)(?P<roman>[IVX]+)(?![{_LETTER}\d])"), _roman),
        (re.compile(rf"(?<=[{_LETTER}])/(?={_YEAR[1:-1]}(?!\d))"), lambda _: " năm "),
        (re.compile(r"(?P<head>\b(?i:thứ)\s+)(?P<number>\d{1,2})(?!\d)"), _ordinal),
        (re.compile(rf"(?<![\d.,])({_NUM})\s?%"), _percent),
        (re.compile(rf"(?<![\d.,{_LETTER}])(?P<number>{_NUM})\s?(?P<unit>{units})(?![{_LETTER}\d])"), _measure),
        (re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])"), _fraction),
    ]


def _rest() -> list[Rule]:
    """Abbreviations, and what is left over."""
    shorts = "|".join(re.escape(one) for one in sorted(_shorts(in_symbols=False), key=len, reverse=True))
    signs = "".join(map(re.escape, _SIGNS))
    return [
        (re.compile(rf"(?<![{_LETTER}\d])(?:{shorts})(?![{_LETTER}\d])"), _short),
        (re.compile(r"(?<=\d)/(?=\d{4})"), lambda _: " năm "),
        (re.compile(r"(?<![\d.,])\d{1,2}(?:\.\d{1,2})+(?![\d,])"), _dotted),
        (re.compile(r"‰"), lambda _: " phần nghìn"),
        (re.compile(_NUM), _apart),
        (re.compile(r"%"), lambda _: " phần trăm"),
        (re.compile(rf"\s?([{signs}])\s?"), lambda found: f" {_SIGNS[found[1]]} "),
    ]


def _apart(found: Match) -> str:
    """What is left: a space where letters stand right at it, as in "A1" or "4G"."""
    text, start, end = found.string, found.start(), found.end()
    before = " " if start > 0 and text[start - 1].isalnum() else ""
    after = " " if end < len(text) and text[end].isalnum() else ""
    return f"{before}{_value(found.group())}{after}"
