"""Times that no calendar has: "Tháng 13/2027", "31/02/2027", "quý V", "ngày 32/5"."""

import re
from calendar import monthrange

_ROMAN_MORE = r"V|VI{1,3}|IX|X"
_QUARTER = re.compile(
    rf"(?i:quý)\s*(?P<q>{_ROMAN_MORE}|0|[5-9]|\d\d+)(?![\w/])(?!\s*[./]\d)|(?i:quý)\s*(?P<q2>{_ROMAN_MORE}|0|[5-9])(?=\s*/)"
)
_DAY = re.compile(
    r"(?<![\d/.\-])(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})(?:\s*[/.\-]\s*(?P<y>(?:19|20)\d\d))?(?![\d/%\-]|[.]\d)"
    r"|(?i:ngày)\s+(?P<d2>\d{1,2})\s+(?i:tháng)\s+(?P<m2>\d{1,2})(?!\d)(?:\s*(?:năm|/)\s*(?P<y2>(?:19|20)\d\d))?"
)
_MONTH = re.compile(
    r"(?i:tháng)\s*(?P<m>\d{1,2})(?!\d)(?!\s*(?:năm|ngày)\b(?!\s*\d))|(?<![\d/])(?P<m2>\d{1,2})\s*/\s*(?:19|20)\d\d(?![\d/])"
)
_MONTHS, _QUARTERS, _LONGEST = 12, 4, 31


def impossible_time(text: str, year: int | None = None) -> str:
    """What is impossible in words of time, in one sentence without its stop; "" where all may be. `year`: of a day that
    is printed without one."""
    plain = text
    for day in _DAY.finditer(text):
        fault = _of_day(day, year)
        if fault:
            return fault
        plain = plain[: day.start()] + " " * (day.end() - day.start()) + plain[day.end() :]
    for month in _MONTH.finditer(plain):
        number = int(month["m"] or month["m2"])
        if not 1 <= number <= _MONTHS:
            return f"Tháng {number} không có, một năm chỉ có 12 tháng"
    quarter = _QUARTER.search(plain)
    if quarter:
        return f"Quý {quarter['q'] or quarter['q2']} không có, một năm chỉ có 4 quý"
    return ""


def _of_day(found: re.Match[str], plan_year: int | None) -> str:
    """Only what is plainly meant as a day: "3-5 tin" and "1/2 số trường" are none."""
    day, month = int(found["d"] or found["d2"]), int(found["m"] or found["m2"])
    year = found["y"] or found["y2"]
    printed = f"{day}/{month}/{year}" if year else f"{day}/{month}"
    if not 1 <= month <= _MONTHS:
        return f"Ngày {printed} không có: không có tháng {month}" if year or found["d2"] else ""
    longest = monthrange(int(year) if year else plan_year or 2024, month)[1]
    if 1 <= day <= longest:
        return ""
    if day < 1 or (day > _LONGEST and not (year or found["d2"] or _says_day(found))):
        return ""
    return f"Ngày {printed} không có, tháng {month}{f'/{year}' if year else ''} chỉ có {longest} ngày"


def _says_day(found: re.Match[str]) -> bool:
    return bool(re.search(r"(?:ngày|trước|chậm nhất|đến|hết|từ|vào)\s*$", found.string[: found.start()], re.IGNORECASE))
