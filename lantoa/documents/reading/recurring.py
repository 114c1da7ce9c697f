"""A due day that comes back in every period: "trước ngày 15 của tháng cuối quý", "ngày 10 hằng tháng", "ngày 05 tháng
đầu của quý sau". Reads a report's clause, writes DayOfPeriod; the contract knows only days of the year."""

import re

from lantoa.documents.plan import DayOfPeriod

_MONTHS = {"thang": 1, "quy": 3, "6_thang": 6, "nam": 12}
_NEXT = r"(?:sau|tiếp theo|tiếp|kế tiếp|liền sau|liền kề|kế)"
_DAY = r"(?:ngày\s+)?(?P<day>\d{1,2}|cuối cùng|cuối)\s*(?:,\s*)?(?:của\s+)?"
_HOUR = r"(?:\s+\d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{2})?(?:\s?phút)?,?)?"
_OF = r"\s*(?:của\s+)?(?:mỗi\s+|từng\s+|các\s+)?"
_PERIOD = r"(?P<of>quý|kỳ(?:\s+báo cáo)?|6 tháng|năm)"
# The later pattern speaks more loosely. `after`: months after the period's last one; None: told by the period.
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_DAY}tháng\s+đầu(?:\s+tiên)?{_OF}{_PERIOD}\s+{_NEXT}", re.IGNORECASE), "next"),
    (re.compile(rf"{_DAY}tháng\s+(?:cuối|thứ ba|cuối cùng){_OF}{_PERIOD}(?!\s+{_NEXT})", re.IGNORECASE), "last"),
    (re.compile(rf"{_DAY}tháng\s+{_NEXT}(?:\s+(?:của\s+)?(?:quý|kỳ|tháng)(?:\s+báo cáo)?)?", re.IGNORECASE), "next"),
    (re.compile(rf"{_DAY}(?:hằng|hàng|mỗi|các)\s+tháng(?!\s+(?:cuối|đầu))", re.IGNORECASE), "monthly"),
    (re.compile(rf"{_DAY}(?:cuối\s+)?(?:tháng|quý|kỳ)(?:\s+(?:báo cáo|đó|này))(?!\w)", re.IGNORECASE), "last"),
    (
        re.compile(r"ngày\s+(?P<day>cuối cùng|cuối)\s+(?:của\s+)?(?:mỗi\s+)?(?:quý|tháng|kỳ)(?!\w)", re.IGNORECASE),
        "last",
    ),
    (
        re.compile(
            rf"(?:trước|chậm nhất(?:\s+(?:là|vào))?|đến hết|muộn nhất|vào){_HOUR}\s+ngày\s+(?P<day>\d{{1,2}})"
            r"(?!\s*[/.\-]\s*\d|\s+tháng|\d)",
            re.IGNORECASE,
        ),
        "monthly",
    ),
)
LAST_DAY = 31


def day_of_period(text: str, period: str) -> DayOfPeriod | None:
    """The day within `period` ("thang", "quy" …, as in Reporting) that a text names; None where it names none."""
    for pattern, place in _PATTERNS:
        found = pattern.search(text)
        if not found or (place == "monthly" and period != "thang"):
            continue
        of = (found.groupdict().get("of") or "").lower()
        if period not in _MONTHS or (of == "quý" and period != "quy") or (of == "năm" and period != "nam"):
            continue
        day = LAST_DAY if not found["day"].isdecimal() else int(found["day"])
        if 1 <= day <= LAST_DAY:
            return DayOfPeriod(day, 1 if place == "next" else 0)
    return None
