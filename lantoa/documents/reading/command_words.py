"""Who does what, when and how many, in one sentence that bids it. Reads Passages, writes Who, When and HowMany."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.documents.plan import Timing
from lantoa.documents.reading import pieces
from lantoa.documents.reading.deadlines import due_days
from lantoa.documents.reading.figures import read_figures
from lantoa.documents.reading.passage import EMPTY, Passage, join
from lantoa.documents.reading.units import opens_unit
from lantoa.vietnamese.timing import find_days, parse_timing

# What units are told to do. In small letters: "Phòng Tổ chức cán bộ tổ chức …" names its field with a capital.
_DEEDS = (
    r"phải|cần|sẽ|có trách nhiệm|chịu trách nhiệm|chủ trì|chủ động|phối hợp|tham mưu|triển khai|tổ chức|thực hiện"
    r"|xây dựng|hoàn thành|hoàn thiện|đăng tải|đăng ký|đăng|viết|gửi|nộp|báo cáo|treo|phát hành|phát động|phát sóng"
    r"|phát|mở|ban hành|cử|làm|in|quay|dựng|duy trì|tham gia|cập nhật|rà soát|niêm yết|công khai|thành lập|lập"
    r"|kiện toàn|tuyên truyền|phổ biến|tập huấn|bồi dưỡng|biên soạn|sưu tầm|cung cấp|đưa|ký|tiếp tục|kiểm tra"
    r"|hướng dẫn|đôn đốc|tổng hợp|bố trí|lồng ghép|trang trí|chuẩn bị|đẩy mạnh|tăng cường|giới thiệu|phân công"
    r"|lựa chọn|chọn|theo dõi|đề xuất|trình|thẩm định|khảo sát|đánh giá|sơ kết|tổng kết|quán triệt|chỉ đạo|vận động"
    r"|có|đạt|bảo đảm|đảm bảo|ra mắt|vận hành|nâng cấp|sinh hoạt|họp|dán|đọc|thông báo|chấm|trao|khen thưởng|lắp đặt"
    r"|xuất bản|sản xuất|nghiêm túc|căn cứ|định kỳ|thường xuyên|hằng tháng|hằng quý|hằng năm|hằng tuần|hàng tháng"
    r"|hàng quý|hàng năm|hàng tuần|là đầu mối|làm đầu mối|truyền thông|số hóa|giao|mời|gắn|chiếu|trưng bày|thiết kế"
    r"|cấp phát|cấp|tặng|ghi|nhập"
)
_DEED = re.compile(rf"(?<=\s)(?:{_DEEDS})(?=[\s,;.]|$)")
_OPENS_DEED = re.compile(rf"(?:{_DEEDS})(?=[\s,;.:]|$)", re.IGNORECASE)
_STILL_NAME = re.compile(r"(?:^|\s)(?:và|của|các|những|về|với|-|–|phụ trách|chuyên trách)\s*$", re.IGNORECASE)
_NAMED_FOR_WORK = re.compile(
    r"(?:ban|tổ|đội|nhóm|bộ phận|câu lạc bộ|tổ công tác|cán bộ|công chức|cụm)\s*$", re.IGNORECASE
)
_CALL = re.compile(
    r"(?:(?:giao|đề nghị|yêu cầu|phấn đấu|bảo đảm|đảm bảo|100%)\s+(?:cho\s+)?(?:100%\s+)?)+", re.IGNORECASE
)
_WHEN_FIRST = re.compile(
    r"(?:trong|vào|từ|trước|chậm nhất|định kỳ|hằng|hàng|mỗi (?:tuần|tháng|quý|năm|học kỳ)|đến|quý|tháng|nhân|kể từ|ngày"
    r"|đầu|cuối|giữa)\b[^,;:]{0,90},\s*",
    re.IGNORECASE,
)
_WITH = re.compile(r"phối hợp(?:\s+chặt chẽ)?(?:\s+(?:với|cùng|cùng với))?\s+", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:[\s,]*(?:và\s+)?(?:phải|cần|sẽ|có trách nhiệm|chịu trách nhiệm|chủ trì|chủ động|phối hợp"
    r"|tham mưu(?=\s*,)|(?:là|làm) đầu mối)(?=[\s,]))+[\s,:]*(?:và\s+)?"
)
LONGEST_NAME = 200


@dataclass(slots=True)
class Who:
    """`deed`: what remains to be done, where the names are taken away."""

    lead: Passage = EMPTY
    others: list[Passage] = field(default_factory=list)
    deed: Passage = EMPTY


def who_does(sentence: Passage) -> Who | None:
    """The unit that a sentence opens with (a time or "Đề nghị" ahead of it is passed over); None where it opens with
    none."""
    at = 0
    for opening in (_CALL, _WHEN_FIRST, _CALL):
        is_named = opening is _WHEN_FIRST and opens_unit(sentence.text[at:])
        found = None if is_named else opening.match(sentence.text, at)
        if found and opens_unit(sentence.text[found.end() :]):
            at = found.end()
    rest = sentence.cut(at)
    verb = _deed_at(rest.text) if opens_unit(rest.text) else 0
    if not 0 < verb <= LONGEST_NAME or re.search(r"[.;:]", rest.text[:verb]):
        return None
    others, deed = _with_whom(rest.cut(verb))
    ahead = sentence.cut(0, at).without_end_marks() if at and _WHEN_FIRST.match(sentence.text) else EMPTY
    return Who(rest.cut(0, verb).without_end_marks(), others, join([deed, ahead], ", ") if ahead else deed)


def opens_with_deed(text: str) -> bool:
    """Whether a sentence bids something without saying whom."""
    return bool(_OPENS_DEED.match(text)) and not opens_unit(text)


def _deed_at(text: str) -> int:
    for verb in _DEED.finditer(text):
        before = text[: verb.start()]
        if not _STILL_NAME.search(before) and not _NAMED_FOR_WORK.fullmatch(before.strip()):
            return verb.start()
    return 0


def _with_whom(deed: Passage) -> tuple[list[Passage], Passage]:
    """The units that "phối hợp với …" names, and what is to be done with them."""
    led = _LEADING.match(deed.text)
    start = led.end() if led else 0
    joint = _WITH.search(deed.text[: start + 60])
    if not joint or not opens_unit(deed.text[joint.end() :]):
        return [], deed.cut(start) or deed
    verb = _deed_at(deed.text[joint.end() :])
    if not verb:
        return [], deed
    names = deed.cut(joint.end(), joint.end() + verb).without_end_marks()
    return pieces.units([names]), deed.cut(joint.end() + verb)


_QUARTER = r"quý\s*(?:IV|I{1,3}|0?[1-4])(?!\w)"
_MONTH = r"tháng\s*(?:0?[1-9]|1[0-2])(?!\d)"
_YEAR = r"(?:\s*(?:/|năm)\s*20\d\d)?"
_LEAD = r"(?:(?:trước|trong|vào|từ|đến|hết|cuối|đầu|giữa|chậm nhất)\s+)*"
_ONE = rf"(?:{_QUARTER}|{_MONTH}){_YEAR}"
_STRETCH = re.compile(
    rf"{_LEAD}{_ONE}(?:\s*(?:,|và|-|–|đến(?:\s+hết)?)\s*(?:{_ONE}|(?:IV|I{{1,3}})(?!\w){_YEAR}|(?:0?[1-9]|1[0-2])(?![\d/]){_YEAR}))*",
    re.IGNORECASE,
)
_HALF = re.compile(r"(?:trong\s+)?(?:0?6|sáu)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s*20\d\d)?", re.IGNORECASE)
_RECURS = re.compile(
    r"(?:mỗi|hằng|hàng|từng|định kỳ)\s+(?P<p>tuần|tháng|quý|năm(?!\s+học)|học kỳ)"
    r"|/\s*(?:01\s+)?(?P<s>tuần|tháng|quý|năm|học kỳ)\b"
    r"|(?P<h>(?:0?6|sáu)\s+tháng)\s+(?:một|01|1)\s+lần",
    re.IGNORECASE,
)
_ON_DAY = re.compile(r"(?:vào|trong|từ|đúng)\s+(?:các\s+)?(?:ngày\s*)?$", re.IGNORECASE)
_BEFORE_DAY = re.compile(
    r"(?:(?:trước|chậm nhất|muộn nhất|đến hết|đến|hết|hạn cuối|là|vào|từ|trong|đúng|ngày"
    r"|\d{1,2}\s*(?:giờ|h)(?:\d\d)?)\s*)+$",
    re.IGNORECASE,
)
PERIODS = {"tuần": "tuan", "tháng": "thang", "quý": "quy", "năm": "nam", "học kỳ": "6_thang"}


@dataclass(slots=True)
class When:
    """`is_dated`: a day, month or quarter is named, not only that it comes back; `per` as in Command."""

    timing: Timing
    passages: list[Passage] = field(default_factory=list)
    is_dated: bool = False
    per: str = ""


def when_due(sentence: Passage, year: int) -> When:
    """The words of time of a sentence, and what they mean as a task's timing."""
    dated = sorted(_dated(sentence, year), key=lambda one: one.start)
    again = _RECURS.search(sentence.text)
    per = _period_of(again) if again else ""
    found = [sentence.cut(*again.span()), *dated] if again else dated
    printed = [_said_again(again)] if again else []
    raw = ", ".join(dict.fromkeys([*printed, *(one.text for one in dated)]))
    words = parse_timing(", ".join(one.text for one in dated) or raw, year)
    timing = Timing(raw, words.kind, words.start, words.end)
    if per and dated and words.end and not words.start:
        timing.kind, timing.start = "range", f"{words.end[:4]}-01-01"
    return When(timing, found, bool(dated), per)


def _said_again(found: re.Match[str]) -> str:
    """ "tin/tuần" is said "mỗi tuần"."""
    return f"mỗi {found['s']}" if found["s"] else found[0]


def _period_of(found: re.Match[str]) -> str:
    return "6_thang" if found["h"] else PERIODS[(found["p"] or found["s"]).lower()]


def _dated(sentence: Passage, year: int) -> Iterator[Passage]:
    """Days of due or of doing, then months and quarters; those of years gone by are history."""
    text = sentence.text
    due = {day.at for day in due_days(text)}
    plain = text
    for day in find_days(text):
        plain = plain[: day.at] + " " * (day.to - day.at) + plain[day.to :]
        before = _BEFORE_DAY.search(text[: day.at])
        if (day.at in due or _ON_DAY.search(text[: day.at])) and (day.year or year) >= year:
            yield sentence.cut(before.start() if before else day.at, day.to)
    for stretch in [*_HALF.finditer(plain), *_STRETCH.finditer(_HALF.sub(lambda gone: " " * len(gone[0]), plain))]:
        years = [int(one) for one in re.findall(r"20\d\d", stretch[0])]
        if not years or max(years) >= year:
            yield sentence.cut(*stretch.span())


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
