"""Which reports are owed when and to whom. Reads the body's items, writes Reporting (CONTRACT, `reporting`).

A report speaks of its period in the same clause: "báo cáo Sở … định kỳ 6 tháng (trước ngày 30/5), năm (trước ngày
30/11)". What is passed on ("để tổng hợp báo cáo UBND") is no report of this plan's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lantoa.documents.plan import DayOfPeriod, Reporting
from lantoa.documents.reading.deadlines import due_days
from lantoa.documents.reading.doers import who_does
from lantoa.documents.reading.items import Item
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.recurring import day_of_period
from lantoa.documents.reading.sentences import sentences
from lantoa.documents.reading.units import opens_unit
from lantoa.vietnamese.timing import Stretch

_REPORT = re.compile(r"báo cáo|báo cáo", re.IGNORECASE)
_PERIODS = (
    ("6_thang", r"(?:0?6|sáu)\s+tháng(?:\s+(?:đầu năm|cuối năm|một lần))?"),
    ("quy", r"(?:hằng|hàng|theo|từng|mỗi|định kỳ)?\s{0,3}quý(?:\s+(?:IV|I{1,3}|[1-4])\b)?|(?:0?3|ba)\s+tháng"),
    (
        "nam",
        r"(?:cuối|tổng kết|kết thúc)\s+năm học"
        r"|(?:một|01|1|cuối|cả|hằng|hàng|mỗi|tổng kết)\s+năm(?!\s+học|\s*\d)|12 tháng|năm(?!\s*(?:\d|học|sau"
        r"|trước(?!\s+(?:ngày|\d))|tới"
        r"|qua(?!\s+(?:văn phòng|phòng|sở|bộ phận|ubnd|ủy ban|email|hệ thống))|nay|tiếp))",
    ),
    ("thang", r"(?:hằng|hàng|mỗi|theo|từng|định kỳ)\s+tháng|tháng(?!\s*\d|\s+(?:đầu|cuối|thứ|liền|kế|sau))"),
    ("dot_xuat", r"đột xuất"),
    ("", r"(?:0?9|chín)\s+tháng"),  # the contract has no name for it, but its day is its own
)
_PERIOD = re.compile(
    "|".join(f"(?P<p{name}>(?<!\\w)(?:{pattern})(?!\\w))" for name, pattern in _PERIODS), re.IGNORECASE
)
# A bare "năm", "quý", "tháng" is a period only in a list of periods or right behind one of these words.
_LIST_LEAD = re.compile(r"(?:định kỳ|định kì|báo cáo|theo|hằng|hàng|kỳ|và|,|hoặc|;|/|\)|-)\s*\(?\s*$", re.IGNORECASE)
_BARE = re.compile(r"(?:năm|quý|tháng)$", re.IGNORECASE)
_TO = re.compile(
    r"(?:gửi\s+về|gửi\s+đến|gửi\s+cho|gửi|về|báo cáo(?:\s+(?:với|lên|cho|về))?|trình|nộp\s+về|cho|tới)\s+",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"(?:\(?\s{0,3}(?:thông\s{1,3})?qua)\s{1,3}", re.IGNORECASE)
_ONWARD = re.compile(
    r"\b(?:để|nhằm|phục vụ)\s+(?:\w+\s+){0,6}?(?:tổng hợp|báo cáo|theo dõi|chỉ đạo|kịp thời|xem xét)\b.*", re.IGNORECASE
)
_NAME_END = re.compile(
    r"\s{0,3}(?:[,;.:()]|(?:\b(?:0?[369]|một|cuối|sáu|hằng|hàng)\s+(?:tháng|năm|quý))|\b(?:định kỳ|định kì|trước"
    r"|chậm nhất"
    r"|để|theo|việc(?! làm)|kết quả|tình hình|về|vào|qua|khi|trong|đúng|hằng"
    r"|hàng|bằng|gửi|kèm|(?-i:tổng hợp)"
    r"|được|nhằm|hoặc|báo cáo|ngày|đột xuất|xem xét|kịp thời|và)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";\s*(?![^()]*\))")  # not within brackets


@dataclass(frozen=True, slots=True)
class _Period:
    at: int
    to: int
    name: str


def read_reporting(items: Sequence[Item]) -> list[Reporting]:
    found: list[Reporting] = []
    for item in items:
        if not _REPORT.search(item.text):
            continue
        for sentence in sentences(item.passage):
            found += _in_sentence(sentence)
    return list({(one.period, one.due, one.to): one for one in found}.values())


def _in_sentence(sentence: Passage) -> Iterator[Reporting]:
    to: list[Passage] = []
    who = who_does(sentence)
    by = who.lead.text if who else None
    for clause in _clauses(sentence):
        text = clause.text
        if not _REPORT.search(text):
            continue
        body = _ONWARD.sub(lambda gone: " " * len(gone[0]), text)
        periods = list(_periods(body))
        named = _addressees(clause, body)
        if named:
            to = named
        dues = _dues(text, periods)
        addressees: list[Passage | None] = [*to] or [None]
        named_periods = [period for period in periods if period.name]
        own = _stretches(text, periods)
        for one in addressees:
            for period in named_periods:
                due = dues.get(period)
                each = None if due else _each(text, own[period], period.name, is_only=len(named_periods) == 1)
                yield Reporting(period.name, due, one.text if one else None, clause.spans(), each, by)


def _stretches(text: str, periods: list[_Period]) -> dict[_Period, tuple[str, str]]:
    """For each period the text from it to the next one, and from the one before it to the next one."""
    before = [0, *(period.to for period in periods)]
    after = [*(period.at for period in periods[1:]), len(text)]
    return {
        period: (text[period.at : stop], text[start:stop])
        for period, start, stop in zip(periods, before, after, strict=False)
    }


def _each(text: str, own: tuple[str, str], period: str, *, is_only: bool) -> DayOfPeriod | None:
    """The day that comes back: said behind the period, between it and the one before, or anywhere in a clause of one
    period."""
    places = (*own, text) if is_only else own
    return next((day for place in places if (day := day_of_period(place, period))), None)


def _clauses(sentence: Passage) -> Iterator[Passage]:
    start = 0
    for cut in _CLAUSE.finditer(sentence.text):
        yield sentence.cut(start, cut.start())
        start = cut.end()
    yield sentence.cut(start)


def _periods(text: str) -> Iterator[_Period]:
    """Words of period that speak of the report: in a list of them, after "định kỳ", "báo cáo" or "hằng"."""
    found = list(_PERIOD.finditer(text))
    seen: set[str] = set()
    previous_end = -1
    for match in found:
        name = next(key[1:] for key, value in match.groupdict().items() if value)
        listed = previous_end >= 0 and _between(text[previous_end : match.start()])
        if _BARE.fullmatch(match[0]) and not (listed or _LIST_LEAD.search(text[: match.start()])):
            continue
        if not listed and not _speaks_of_report(text, match.start(), match.end()):
            continue
        previous_end = match.end()
        if name not in seen:
            seen.add(name)
            yield _Period(match.start(), match.end(), name)


def _between(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"\s*(?:\([^()]*\)|(?:trước|chậm nhất)[^,;]{0,40})?\s*(?:,|/|-|và|hoặc|;"
            r"|,\s*và)?\s*(?:báo cáo\s*)?(?:định kỳ\s*)?",
            text,
            re.IGNORECASE,
        )
    )


def _speaks_of_report(text: str, start: int, end: int) -> bool:
    """Near the word "báo cáo": not the year of a plan's figures or the term of something else."""
    before, after = text[:start], text[end:]
    near = re.search(r"báo cáo[^,;.]*$", before, re.IGNORECASE) or re.search(
        r"(?:định kỳ|định kì)\s*\(?[^.;]{0,30}$", before, re.IGNORECASE
    )
    ahead = re.match(r"[^.;]{0,60}?\b(?:báo cáo|tổng hợp|gửi)\b", after, re.IGNORECASE)
    return bool(near or ahead)


def _addressees(clause: Passage, body: str) -> list[Passage]:
    """The units that the report goes to; one that it only goes through counts where no other is named."""
    found = [name for match in _TO.finditer(body) for name in _names(clause, body, match.end())]
    if not found:
        found = [name for match in _THROUGH.finditer(body) for name in _names(clause, body, match.end())]
    seen: dict[str, Passage] = {}
    for name in found:
        seen.setdefault(name.text.lower(), name)
    return list(seen.values())


def _names(clause: Passage, body: str, at: int) -> Iterator[Passage]:
    """The names that start at `at`, one after another over commas and "và"."""
    while opens_unit(body[at:]):
        first = re.match(r"[\w.&-]+", body[at:])
        skip = at + (first.end() if first else 1)
        end = _end_of_name(body, skip)
        name = clause.cut(at, end).without_end_marks()
        if name:
            yield name
        more = re.match(r"\s*(?:,|và|,\s*và|;|\()\s*(?:qua\s)?", body[end:])
        if not more or more[0].strip().endswith(("(", "qua")):
            return
        at = end + more.end()


def _end_of_name(body: str, at: int) -> int:
    for stop in _NAME_END.finditer(body, at):
        if stop[0].strip().lower() == "và" and not opens_unit(body[stop.end() :].lstrip()):
            continue
        return stop.start()
    return len(body.rstrip())


def _dues(text: str, periods: list[_Period]) -> dict[_Period, str | None]:
    """Each period's day: the one that follows it before the next period, or the only one ahead of it."""
    days = due_days(text)
    if days and len(days) == len(periods) and days[0].at < periods[0].at:
        return {period: _month_day(day) for period, day in zip(periods, days, strict=True)}
    bounds = [*(period.at for period in periods[1:]), len(text)][: len(periods)]
    found: dict[_Period, str | None] = {}
    for period, bound in zip(periods, bounds, strict=True):
        own = [day for day in days if period.to <= day.at < bound]
        if len(own) == 1:
            found[period] = _month_day(own[0])
    if not found and len(days) == len(periods):
        return {period: _month_day(day) for period, day in zip(periods, days, strict=True)}
    ordered = [day for day in days if periods and day.at >= periods[-1].to]
    if len(periods) > 1 and len(ordered) == len(periods) == len(days):
        return {period: _month_day(day) for period, day in zip(periods, ordered, strict=True)}
    return found


def _month_day(day: Stretch) -> str:
    return f"{day.month:02d}-{day.number:02d}"
