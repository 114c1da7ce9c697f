"""Words of time in official plans: days, months, quarters, "thường xuyên", "theo kế hoạch của …".

`parse_timing` follows the reading contract of plans: several quarters or months span from the first to the last;
"trước" and "chậm nhất" leave the start open; a time without a year is the plan's.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lantoa.vietnamese.text import squeeze

_SEP = r"\s*[/.\-]\s*"
_DAY = re.compile(
    rf"(?<![\d/])(?P<d>0?[1-9]|[12]\d|3[01]){_SEP}(?P<m>0?[1-9]|1[0-2])(?:{_SEP}(?P<y>(?:19|20)\d\d))?(?![\d/%]|\.\d)"
    r"|(?<!\d)(?P<d2>0?[1-9]|[12]\d|3[01])\s+tháng\s+(?P<m2>0?[1-9]|1[0-2])(?!\d)(?:\s*(?:năm|/)\s*(?P<y2>(?:19"
    r"|20)\d\d))?",
    re.IGNORECASE,
)
_NUMBER = r"(?:0?[1-9]|1[0-2])(?![\d/])"
_YEAR_AFTER = r"(?:\s*(?:/|-|năm|\.)\s*(?P<y>(?:19|20)\d\d))?"
_MONTH = re.compile(
    rf"(?:(?:tháng|T)\s*(?P<m>0?[1-9]|1[0-2])(?!\d)|(?<![\d/])(?P<mm>0?[1-9]|1[0-2])(?=\s*/\s*(?:19"
    rf"|20)\d\d)){_YEAR_AFTER}",
    re.IGNORECASE,
)
_MORE_MONTHS = re.compile(
    rf"\s*(?:,|;|và|-|–|đến|&|\+)\s*(?:tháng\s*)?(?P<m>0?[1-9]|1[0-2])(?![\d]){_YEAR_AFTER}", re.IGNORECASE
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(rf"quý\s*(?P<q>IV|I{{1,3}}|0?[1-4])(?!\w){_YEAR_AFTER}", re.IGNORECASE)
_MORE_QUARTERS = re.compile(
    rf"\s*(?:,|;|và|-|–|đến|&|\+)\s*(?:quý\s*)?(?P<q>IV|I{{1,3}}|[1-4])(?!\w|/\d\d?\b(?!\d)){_YEAR_AFTER}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)")
_DUE = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|không quá|đến hết|đến ngày|hạn cuối|xong|hết ngày|hết tháng"
    r"|hết quý)\b",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(
    r"\b(?:theo|sau khi|khi có|khi được|khi phát sinh|khi cần|ngay sau|căn cứ|tùy|tuỳ|phụ thuộc|khi)\b", re.IGNORECASE
)
_CONTINUOUS = re.compile(
    r"\b(?:thường xuyên|cả năm|trong năm|quanh năm|suốt năm|liên tục|hằng ngày|hàng ngày|trong cả năm"
    r"|các tháng trong năm)\b",
    re.IGNORECASE,
)
_PERIODIC = re.compile(
    r"\b(?:hằng|hàng|mỗi|định kỳ|định kì|(?:0?[369]|sáu|ba|chín)\s+tháng|theo quý|theo tháng|\d+\s+(?:tháng|tuần"
    r"|quý)/lần|\d+\s+lần)\b",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?:0?6|sáu)\s+tháng\s+(?P<which>đầu|cuối)\s+năm(?!\s*,|\s+và)(?:\s*(?P<y>20\d\d))?", re.IGNORECASE)
# "từ 01 đến 15/3", "từ ngày 01 đến ngày 15/3": the month of the second day is the first one's too.
_SHARED_MONTH = re.compile(
    r"(?<!\d)(?P<a>0?[1-9]|[12]\d|3[01])\s*(?:-|–|(?:đến|tới)(?:\s+hết)?)\s*(?:ngày\s+)?$", re.IGNORECASE
)
_RANGE = re.compile(r"\btừ\b.*?\b(?:đến|tới)\b", re.IGNORECASE | re.DOTALL)
_WHOLE_YEAR = re.compile(r"(?:trong\s+)?năm\s+(?P<y>20\d\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimingWords:
    """`raw` on one line; `kind` is continuous, quarter, month, date, range, periodic, external or none; ISO dates."""

    raw: str
    kind: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, month or quarter found in a text at `at`..`to`; `year` only where it is printed."""

    at: int
    to: int
    kind: str
    number: int
    year: int | None
    month: int = 0

    def first(self, year: int) -> date | None:
        year = self.year or year
        if self.kind == "day":
            return _day(year, self.month, self.number)
        return date(year, self.number if self.kind == "month" else 3 * self.number - 2, 1)

    def last(self, year: int) -> date | None:
        if self.kind == "day":
            return self.first(year)
        year = self.year or year
        month = self.number if self.kind == "month" else 3 * self.number
        return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_days(text: str) -> list[Stretch]:
    """Every day with a month in the text, in order ("30/5", "10.3.2023", "10 tháng 3 năm 2023")."""
    found = []
    for day in _DAY.finditer(text):
        number, month = int(day["d"] or day["d2"]), int(day["m"] or day["m2"])
        year = day["y"] or day["y2"]
        if _day(int(year) if year else 2024, month, number):
            found.append(Stretch(day.start(), day.end(), "day", number, int(year) if year else None, month))
    return found


def parse_timing(raw: str, year: int) -> TimingWords:
    """What a cell of the column "Thời gian" means for the plan of `year`."""
    text = squeeze(raw)
    words = text.rstrip(" .;,:")
    if not words or not re.search(r"\w", words):
        return TimingWords("", "none")
    kind, start, end = _meaning(words, year)
    return TimingWords(words, kind, start.isoformat() if start else None, end.isoformat() if end else None)


def _meaning(words: str, year: int) -> tuple[str, date | None, date | None]:
    half = _HALF.search(words)
    if half:
        own = int(half["y"] or year)
        return (
            ("range", date(own, 1, 1), date(own, 6, 30))
            if half["which"].lower() == "đầu"
            else ("range", date(own, 7, 1), date(own, 12, 31))
        )
    stretches = _stretches(words)
    recurring = _PERIODIC.search(words)
    if stretches and not (
        recurring and all(one.kind != "day" for one in stretches) and recurring.start() < stretches[0].at
    ):
        return _spanned(words, stretches, year)
    return _by_words(words, year)


def _by_words(words: str, year: int) -> tuple[str, date | None, date | None]:
    """What has no day, month or quarter: the words that come first decide."""
    whole = _WHOLE_YEAR.match(words)
    if whole:
        return "continuous", date(int(whole["y"]), 1, 1), date(int(whole["y"]), 12, 31)
    found = [
        (match.start(), kind)
        for kind, pattern in (("continuous", _CONTINUOUS), ("periodic", _PERIODIC), ("external", _EXTERNAL))
        if (match := pattern.search(words))
    ]
    kind = min(found)[1] if found else "external"
    return (kind, date(year, 1, 1), date(year, 12, 31)) if kind == "continuous" else (kind, None, None)


def _spanned(words: str, stretches: list[Stretch], year: int) -> tuple[str, date | None, date | None]:
    stretches = _with_years(stretches)
    first, last = stretches[0].first(year), stretches[-1].last(year)
    if first and last and last < first and stretches[-1].year is None:
        last = stretches[-1].last(year + 1)
    kind = {"day": "date"}.get(stretches[0].kind, stretches[0].kind)
    if _RANGE.search(words) and len(stretches) > 1:
        return "range", first, last
    due = _DUE.search(words)
    if due and due.start() < stretches[0].at:
        before = words[due.start() : due.end()].lower() == "trước" and kind != "date"
        return kind, None, _eve(stretches[0], year) if before else last
    between = words[stretches[0].to : stretches[-1].at if kind == "date" else stretches[-1].to]
    if len(stretches) > 1 and re.search(r"[-–]|đến" if kind == "date" else r"\bđến\b", between):
        kind = "range"
    return kind, first, last


def _eve(stretch: Stretch, year: int) -> date | None:
    """The last day before a month or quarter begins."""
    first = stretch.first(year)
    return date.fromordinal(first.toordinal() - 1) if first else None


def _with_years(stretches: list[Stretch]) -> list[Stretch]:
    """A year printed once at the end holds for all before it (Quý III, Quý IV/2022)."""
    done: list[Stretch] = []
    year: int | None = None
    for one in reversed(stretches):
        year = one.year or year
        done.append(Stretch(one.at, one.to, one.kind, one.number, year, one.month))
    done.reverse()
    if done[0].year and not stretches[0].year and done[0].number > done[-1].number and done[0].kind != "day":
        done[0] = Stretch(done[0].at, done[0].to, done[0].kind, done[0].number, done[0].year - 1, done[0].month)
    return done


def _stretches(words: str) -> list[Stretch]:
    """The finest times of the text: days where there are any, else months, else quarters."""
    days = find_days(words)
    shared = _SHARED_MONTH.search(words[: days[0].at][-30:]) if days else None
    if days and shared:
        first = days[0]
        at = first.at - len(shared[0])
        days.insert(0, Stretch(at, first.at, "day", int(shared["a"]), first.year, first.month))
    if days and not re.search(r"tháng\s*$", words[: days[0].at], re.IGNORECASE):
        return days
    return list(_chain(words, "quarter", _QUARTER, _MORE_QUARTERS)) or list(
        _chain(words, "month", _MONTH, _MORE_MONTHS)
    )


def _chain(words: str, kind: str, start: re.Pattern[str], more: re.Pattern[str]) -> Iterator[Stretch]:
    """ "Tháng 3, 4 và 5/2023": the first by its noun, those after it by a comma, "và" or a dash."""
    at = 0
    while found := start.search(words, at):
        while found:
            yield _one(kind, found)
            at = found.end()
            found = more.match(words, at)


def _one(kind: str, found: re.Match[str]) -> Stretch:
    groups = found.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if kind == "quarter":
        return Stretch(found.start(), found.end(), kind, _ROMAN[groups["q"].upper().lstrip("0")], year)
    return Stretch(found.start(), found.end(), kind, int(groups["m"] or groups["mm"]), year)
