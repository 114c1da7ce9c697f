"""Who does what, and with whom, in one sentence that bids it. Reads Passages, writes Who."""

import re
from dataclasses import dataclass, field

from lantoa.documents.reading import pieces
from lantoa.documents.reading.deeds import deed_at
from lantoa.documents.reading.passage import EMPTY, Passage, join
from lantoa.documents.reading.telling import is_telling_name
from lantoa.documents.reading.units import opens_unit
from lantoa.vietnamese.text import LOWER

_CALL = re.compile(
    r"(?:(?:giao|đề nghị|yêu cầu|phấn đấu|bảo đảm|đảm bảo|100%)\s{1,3}(?:cho\s{1,3})?(?:100%\s{1,3})?){1,4}",
    re.IGNORECASE,
)
_WHEN_FIRST = re.compile(
    r"(?:trong|vào|từ|trước|chậm nhất|định kỳ|hằng|hàng|mỗi (?:tuần|tháng|quý|năm|học kỳ)|đến|quý|tháng|nhân|kể từ|ngày"
    r"|đầu|cuối|giữa|dịp|năm)\b[^,;:]{0,90},\s{0,3}",
    re.IGNORECASE,
)
_WITH = re.compile(r"phối hợp(?:\s+chặt chẽ)?(?:\s+(?:với|cùng|cùng với))?\s+", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:[\s,]{0,4}(?:và\s{1,3})?(?:phải|cần|sẽ|có trách nhiệm|chịu trách nhiệm|chủ trì|chủ động|phối hợp"
    r"|tham mưu(?=\s{0,3},)|(?:là|làm) đầu mối)(?=[\s,])){1,6}[\s,:]{0,4}(?:và\s{1,3})?"
)
# How it is to be done, no part of the name.
_MANNER = re.compile(
    r"(?:\s{1,3}(?:đều|cũng|luôn|cùng|tự|tích cực|kịp thời|khẩn trương|nhanh chóng|trực tiếp|tập trung|ưu tiên"
    r"|đồng loạt|thống nhất|hãy|nên)){1,3}$"
)
_THING = re.compile(r"(?:cổng|trang thông tin|thư viện)\b", re.IGNORECASE)
# "Đoàn trường biểu diễn 02 tiểu phẩm": the name has run into a verb that is not known.
_COUNTED = re.compile(rf"(?<!số)\s\d+\s[{LOWER}]")


@dataclass(slots=True)
class Who:
    """`deed`: what remains to be done, where the names are taken away.

    `is_sure`: a name alone leads, and no mere forecast of a thing.
    """

    lead: Passage = EMPTY
    others: list[Passage] = field(default_factory=list)
    deed: Passage = EMPTY
    is_sure: bool = True


def who_does(sentence: Passage) -> Who | None:
    """The unit that a sentence opens with (a time or "Đề nghị" ahead of it is passed over); None where it opens with
    none, or tells of one instead of bidding it something."""
    at = main_clause_at(sentence.text)
    rest = sentence.cut(at)
    verb = deed_at(rest.text) if opens_unit(rest.text) else 0
    if not verb or re.search(r"[.;:]", rest.text[:verb]) or is_telling_name(rest.text[:verb]):
        return None
    others, deed = _with_whom(rest.cut(verb))
    ahead = sentence.cut(0, at).without_end_marks() if at and _WHEN_FIRST.match(sentence.text) else EMPTY
    manner = _MANNER.search(rest.text[:verb].rstrip())
    lead = rest.cut(0, manner.start() if manner else verb).without_end_marks()
    is_forecast = bool(_THING.match(lead.text)) and rest.text.startswith("sẽ", verb)
    counted = _COUNTED.search(lead.text)
    is_sure = not is_forecast and (counted is None or opens_unit(lead.text[counted.start() :].lstrip()))
    return Who(lead, others, join([deed, ahead], ", ") if ahead else deed, is_sure)


def main_clause_at(text: str) -> int:
    """Where a sentence goes on with a unit behind a time or a call; 0 where it does not."""
    at = 0
    for opening in (_CALL, _WHEN_FIRST, _CALL):
        is_named = opening is _WHEN_FIRST and opens_unit(text[at:])
        found = None if is_named else opening.match(text, at)
        if found and opens_unit(text[found.end() :]):
            at = found.end()
    return at


def _with_whom(deed: Passage) -> tuple[list[Passage], Passage]:
    """The units that "phối hợp với …" names, and what is to be done with them."""
    led = _LEADING.match(deed.text)
    start = led.end() if led else 0
    joint = _WITH.search(deed.text[: start + 60])
    if not joint or not opens_unit(deed.text[joint.end() :]):
        return [], deed.cut(start) or deed
    verb = deed_at(deed.text[joint.end() :])
    if not verb:
        return [], deed
    names = deed.cut(joint.end(), joint.end() + verb).without_end_marks()
    return pieces.units([names]), deed.cut(joint.end() + verb)
