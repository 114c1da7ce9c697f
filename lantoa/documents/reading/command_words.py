"""When a sentence says that something is to be done, and how many of it. Reads Passages, writes When and HowMany."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.documents.plan import Timing
from lantoa.documents.reading.deadlines import due_days
from lantoa.documents.reading.figures import read_figures
from lantoa.documents.reading.passage import Passage
from lantoa.vietnamese.timing import Stretch, find_days, parse_timing

_QUARTER = r"quý\s*(?:IV|I{1,3}|0?[1-4])(?!\w)"
_MONTH = r"tháng\s*(?:0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(?:\s*(?:/|năm)\s*20\d\d)?"
_LEAD = r"(?:(?:trước|trong|vào|từ|đến|hết|cuối|đầu|giữa|chậm nhất)\s{1,3}){0,4}"
_ONE = rf"(?:{_QUARTER}|{_MONTH}){_YEAR}"
_STRETCH = re.compile(
    rf"{_LEAD}{_ONE}(?:\s*(?:,|và|-|–|đến(?:\s+hết)?)\s*(?:{_ONE}|(?:IV|I{{1,3}})(?!\w){_YEAR}|(?:0?[1-9]|1[0-2])(?![\d/]){_YEAR})){{0,11}}",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?:trong\s+)?(?:0?6|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s*20\d\d)?", re.IGNORECASE)
_RECURS = re.compile(
    r"(?:mỗi|hằng|hàng|từng|định kỳ)\s+(?P<p>tuần|tháng|quý|năm(?!\s+học)|học kỳ)"
    r"|/\s*(?:01\s+)?(?P<s>tuần|tháng|quý|năm|học kỳ)\b"
    r"|(?P<h>(?:0?6|sáu)\s+tháng)\s+(?:một|01|1)\s+lần",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(
    r"(?:(?:(?:trước|chậm nhất|muộn nhất|đến hết|đến|hết|hạn cuối|là|vào|từ|trong|đúng|nhân|dịp|các|sáng|chiều|tối|ngày"
    r"|\d{1,2}\s?(?:giờ|h)(?:\s?\d\d)?)\s{0,3}){1,6})?(?:(?<!\d)\d{1,2}\s?(?:-|–|đến|tới)\s?(?:ngày\s{1,3})?)?$",
    re.IGNORECASE,
)
_SET_DAY = re.compile(r"(?:trước|chậm nhất|muộn nhất|đến|hết|hạn cuối|vào|từ|trong|đúng)\b", re.IGNORECASE)
_UP_TO = re.compile(r"\s{0,3}(?:-|–|(?:cho\s+)?(?:đến|tới)(?:\s+hết)?)\s{0,3}(?:ngày\s{1,3})?", re.IGNORECASE)
_AND_DAY = re.compile(r"\s{0,3}(?:,|;|và|,\s*và|hoặc)\s{0,3}(?:ngày\s{1,3})?", re.IGNORECASE)
_DOCUMENT = (
    r"kế hoạch|quyết định|nghị quyết|công văn|chỉ thị|luật|thông tư|nghị định|hướng dẫn|văn bản|thông báo|kết luận"
    r"|tờ trình|đề án|chương trình|công điện|quy chế"
)
# The day of a document: right behind its kind or its number, or somewhere behind it and followed by "của …".
_OF_DOCUMENT = re.compile(
    rf"(?:(?:{_DOCUMENT})(?:\s+(?:số\s*)?[\w/.-]{{0,40}})?|\d[/-]\S{{2,40}})"
    r"(?:\s*[,(])?\s+(?:ký\s+|ban hành\s+)?ngày\s*$",
    re.IGNORECASE,
)
_BEHIND_DOCUMENT = re.compile(rf"\b(?:{_DOCUMENT})\b[^,;.]{{0,70}}$", re.IGNORECASE)
_REMEMBERED = re.compile(
    r"(?i:\b(?:kỷ niệm|thành lập|truyền thống|chào mừng|mừng|hưởng ứng))\b[^,;.]{0,60}$"
    r"|\bNgày [^\W\d][^,;.]{0,50}[^y,;.]\s$"
)
PERIODS = {"tuần": "tuan", "tháng": "thang", "quý": "quy", "năm": "nam", "học kỳ": "6_thang"}


@dataclass(slots=True)
class When:
    """`is_dated`: a day, month or quarter is named, not only that it comes back; `per` as in Command; `is_set`: by a
    word of term ("trước", "trong"), `is_sure`: not only by a day that something else may own."""

    timing: Timing
    passages: list[Passage] = field(default_factory=list)
    is_dated: bool = False
    per: str = ""
    is_set: bool = False
    is_sure: bool = True


@dataclass(slots=True)
class _Time:
    passage: Passage
    is_set: bool = True
    is_sure: bool = True


def when_due(sentence: Passage, year: int) -> When:
    """The words of time of a sentence, and what they mean as a task's timing."""
    times = sorted(_dated(sentence, year), key=lambda one: one.passage.start)
    times = [one for one in times if one.is_sure] or times
    dated = [one.passage for one in times]
    again = _RECURS.search(sentence.text)
    per = _period_of(again) if again else ""
    found = [sentence.cut(*again.span()), *dated] if again else dated
    printed = [_said_again(again)] if again else []
    raw = ", ".join(dict.fromkeys([*printed, *(one.text for one in dated)]))
    words = parse_timing(", ".join(one.text for one in dated) or raw, year)
    timing = Timing(raw, words.kind, words.start, words.end)
    if per and dated and words.end and not words.start:
        timing.kind, timing.start = "range", f"{words.end[:4]}-01-01"
    is_set, is_sure = any(one.is_set for one in times), all(one.is_sure for one in times)
    return When(timing, found, bool(dated), per, is_set, is_sure)


def _said_again(found: re.Match[str]) -> str:
    """ "tin/tuần" is said "mỗi tuần"."""
    return f"mỗi {found['s']}" if found["s"] else found[0]


def _period_of(found: re.Match[str]) -> str:
    return "6_thang" if found["h"] else PERIODS[(found["p"] or found["s"]).lower()]


def _dated(sentence: Passage, year: int) -> Iterator[_Time]:
    """Days, then months and quarters; those of years gone by are history."""
    text = sentence.text
    days = find_days(text)
    yield from _of_days(sentence, days, year)
    plain = "".join(_around(text, days))
    for stretch in [*_HALF.finditer(plain), *_STRETCH.finditer(_HALF.sub(lambda gone: " " * len(gone[0]), plain))]:
        years = [int(one) for one in re.findall(r"20\d\d", stretch[0])]
        if not years or max(years) >= year:
            yield _Time(sentence.cut(*stretch.span()))


def _around(text: str, days: list[Stretch]) -> Iterator[str]:
    """The text with its days blotted out."""
    at = 0
    for day in days:
        yield text[at : day.at] + " " * (day.to - day.at)
        at = day.to
    yield text[at:]


def _of_days(sentence: Passage, days: list[Stretch], year: int) -> Iterator[_Time]:
    """Each day of due or of doing, those from one day to another as one time; the day of a document is none."""
    text, due = sentence.text, {day.at for day in due_days(sentence.text)}
    before: _Time | None = None
    for at, group in enumerate(groups := _groups(text, days)):
        first, last = group[0], group[-1]
        is_listed = at > 0 and bool(_AND_DAY.fullmatch(text[groups[at - 1][-1].to : first.at]))
        own = before if is_listed else _time_of(sentence, first, last, is_due=first.at in due)
        if own and is_listed:
            own = _Time(sentence.cut(first.at, last.to), own.is_set, own.is_sure)
        before = own
        years = [day.year for day in group if day.year] or [year]
        if own and (max if own.is_set else min)(years) >= year:
            yield own


def _groups(text: str, days: list[Stretch]) -> list[list[Stretch]]:
    found: list[list[Stretch]] = []
    for day in days:
        if found and len(found[-1]) == 1 and _UP_TO.fullmatch(text[found[-1][-1].to : day.at]):
            found[-1].append(day)
        else:
            found.append([day])
    return found


def _time_of(sentence: Passage, first: Stretch, last: Stretch, *, is_due: bool) -> _Time | None:
    behind = sentence.text[max(0, first.at - 100) : first.at]
    words = _BEFORE_DAY.search(behind[-60:])
    start = first.at - (len(words[0]) if words else 0)
    passage = sentence.cut(start, last.to)
    if is_due or _SET_DAY.match(passage.text):
        return _Time(passage)
    is_others = bool(_BEHIND_DOCUMENT.search(behind))
    if _OF_DOCUMENT.search(behind) or (is_others and sentence.text.startswith(" của ", last.to)):
        return None
    is_remembered = bool(_REMEMBERED.search(behind))
    if start == first.at and not is_remembered:
        return None
    return _Time(passage, False, not is_others and not is_remembered)


@dataclass(slots=True)
class HowMany:
    """A counted product: "02 tin, bài"."""

    count: int
    product: Passage


# Money, lengths, people and places are no products.
_NO_PRODUCT = re.compile(
    r"(?:%|đồng|triệu|tỷ|phút|giờ|tuổi|người|điểm|trang|xã|phường|tỉnh|huyện|thôn|bản|khu|hộ|đơn vị|cơ quan|cơ sở"
    r"|trường|học sinh|giáo viên|cán bộ|công chức|viên chức|nhân viên|phụ huynh|đại biểu|sở|ngành|phòng)(?!\w)",
    re.IGNORECASE,
)


def how_many(sentence: Passage) -> HowMany | None:
    """The first product that is counted; shares and sums of money are none."""
    for figure in read_figures([sentence]):
        if _NO_PRODUCT.match(figure.unit) or not isinstance(figure.value, int) or not 0 < figure.value < 10_000:
            continue
        words = r"\s+".join(map(re.escape, figure.unit.split()))
        found = re.search(rf"(?<![\w/.,])[\d.]+\s+{words}", sentence.text)
        if found:
            return HowMany(figure.value, sentence.cut(*found.span()))
    return None
