"""The parts of an official document, cut at its landmarks. Reads pieces, writes Regions.

Nghị định 30/2020/NĐ-CP fixes the order: letterhead, name of the kind of document, bases, body, signature beside
"Nơi nhận", appendices. Any of them may be missing.
"""

import re
from dataclasses import dataclass, field

from lantoa.documents.reading.lines import Grid, Piece, Printed
from lantoa.documents.reading.marks import split_mark
from lantoa.vietnamese.text import UPPER, fold

_KINDS = {
    "bao cao": "báo cáo",
    "quyet dinh": "quyết định",
    "thong bao": "thông báo",
    "to trinh": "tờ trình",
    "chi thi": "chỉ thị",
    "cong dien": "công điện",
    "huong dan": "hướng dẫn",
    "nghi quyet": "nghị quyết",
    "chuong trinh": "chương trình",
    "de an": "đề án",
    "phuong an": "phương án",
    "bien ban": "biên bản",
    "giay moi": "giấy mời",
    "quy che": "quy chế",
    "quy dinh": "quy định",
    "hop dong": "hợp đồng",
    "cong van": "công văn",
    "thong tu": "thông tư",
    "nghi dinh": "nghị định",
    "luat": "luật",
    "ket luan": "kết luận",
    "danh sach": "danh sách",
    "giay chung nhan": "giấy chứng nhận",
    "phieu gui": "phiếu gửi",
}
HEAD_LIMIT = 120  # pieces: a letterhead and a title stand on the first page
BASE_START = re.compile(
    r"(?:\(?\s*)(?:Căn cứ|CĂN CỨ|Thực hiện|Thi hành|Triển khai|Tiếp tục|Theo|Xét|Để|Nhằm|Trên cơ sở|Hưởng ứng"
    r"|Phát huy)\b"
)
ROLE = re.compile(
    r"(?:PHÓ\s+|QUYỀN\s+|Q\.\s*)?(?:TỔNG\s+)?(?:GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG|TRƯỞNG BAN"
    r"|VỤ TRƯỞNG|CHI CỤC TRƯỞNG|CỤC TRƯỞNG|CHÁNH THANH TRA|BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG TRẠM|TRƯỞNG ĐOÀN"
    r"|CHỦ NHIỆM|VIỆN TRƯỞNG|THỦ TRƯỞNG(?: ĐƠN VỊ)?)"
)
_PROXY = re.compile(rf"(?:T\s?M|K\s?T|T\s?L|TUQ|T/M|K/T|T/L)\s*[.:/]?\s+[{UPPER}]|(?:TM|KT|TL|TUQ)\.[{UPPER}]")
RECIPIENTS = re.compile(r"n[ơo]i\s+nh[ậâa]n\s*:?", re.IGNORECASE)
APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU)(?:\s+(?:số\s+|SỐ\s+)?[IVX\d]{1,4})?\s*[.:]?\s*(?P<rest>.*)$"
)


@dataclass(slots=True)
class Regions:
    """`kind` is "ke_hoach", or the Vietnamese name of another kind of document, or "" for what is no such document."""

    kind: str = ""
    head: list[Printed] = field(default_factory=list)
    title: list[Printed] = field(default_factory=list)
    preamble: list[Printed] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    tail: list[Printed] = field(default_factory=list)
    appendix: list[Piece] = field(default_factory=list)


def split_regions(pieces: list[Piece]) -> Regions:
    at, kind = _find_title(pieces)
    if kind != "ke_hoach":
        return Regions(kind=kind)
    regions = Regions(kind=kind, head=[piece for piece in pieces[:at] if isinstance(piece, Printed)])
    first, rest = _title_on(pieces[at])
    titled = pieces[at]
    if isinstance(titled, Printed) and not is_plan_title(titled):
        regions.head.append(titled)
    regions.title = [rest] if rest else []
    body_at = _take_title(regions, pieces, first + at)
    tail_at = _find_tail(pieces, body_at)
    appendix_at = _find_appendix(pieces, tail_at)
    start = _first_heading(pieces, body_at, tail_at)
    regions.preamble = [piece for piece in pieces[body_at:start] if isinstance(piece, Printed)]
    regions.body = pieces[start:tail_at]
    regions.tail = [piece for piece in pieces[tail_at:appendix_at] if isinstance(piece, Printed)]
    regions.appendix = pieces[appendix_at:]
    return regions


def _find_title(pieces: list[Piece]) -> tuple[int, str]:
    """Where the name of the kind of document stands, and which kind it is."""
    addressed = False
    for at, piece in enumerate(pieces[:HEAD_LIMIT]):
        if isinstance(piece, Grid):
            continue
        if re.match(r"(?:KÍNH GỬI|Kính gửi)\b", piece.text) or re.match(r"V/v\b", piece.text):
            addressed = True
        if is_plan_title(piece):
            return (at, "công văn") if addressed else (at, "ke_hoach")
        folded = fold(piece.text) if len(piece.text) < 60 else ""
        if folded in _KINDS and (piece.text.isupper() or piece.bold or piece.centred or piece.heading):
            return at, _KINDS[folded]
        if BASE_START.match(piece.text) and re.search(r"\bsố\b|Luật", piece.text):
            break
    return _by_number(pieces) if not addressed else (0, "công văn")


_DATED = re.compile(r",\s*ngày.*tháng.*năm\s*\d{4}")
_PLAN_NUMBER = re.compile(r"(?:Số|SỐ)\s*:?[\s\d.…_]*(?:/\s*KH\s*-|-\s*KH\s*/)")


def _by_number(pieces: list[Piece]) -> tuple[int, str]:
    """A letterhead whose number says that it is a plan, where the reading lost the words KẾ HOẠCH."""
    for at, piece in enumerate(pieces[:30]):
        if isinstance(piece, Printed) and _PLAN_NUMBER.match(piece.text):
            after = pieces[at + 1 : at + 4]
            dated = [
                place for place, one in enumerate(after, at + 1) if isinstance(one, Printed) and _DATED.search(one.text)
            ]
            return max([at, *dated]), "ke_hoach"
    return 0, ""


def is_plan_title(piece: Printed) -> bool:
    """KẾ HOẠCH on a line of its own, or at the head of the line that goes on with the title."""
    if piece.text[:1] not in "KkＫ":
        return False
    folded = fold(piece.text[:40])
    if folded.rstrip(" :") in {"ke hoach", "k e h o a c h"}:
        return True
    upper = piece.text[:8].isupper()
    return folded.startswith("ke hoach ") and (upper or bool(piece.heading) or piece.bold or piece.centred)


def _title_on(piece: Piece) -> tuple[int, Printed | None]:
    """The rest of the line that KẾ HOẠCH stands on, if any."""
    assert isinstance(piece, Printed)
    rest = piece.passage.cut(8) if fold(piece.text[:8]) == "ke hoach" else piece.passage.cut(len(piece.text))
    if not rest.text.strip(" :"):
        return 1, None
    line = Printed(rest, whole=piece.whole, bold=piece.bold, centred=piece.centred, heading=piece.heading)
    return 1, line


def _take_title(regions: Regions, pieces: list[Piece], at: int) -> int:
    """Moves the title's lines into `regions`; gives where the text after it begins."""
    while at < len(pieces) and len(regions.title) < 8:
        piece = pieces[at]
        if isinstance(piece, Grid) or not _belongs_to_title(regions.title, piece):
            break
        regions.title.append(piece)
        at += 1
    return at


_RULE = re.compile(r"[\s_\-–—=*.]+$")


def _belongs_to_title(title: list[Printed], piece: Printed) -> bool:
    if split_mark(piece.passage)[0] or RECIPIENTS.match(piece.text):
        return bool(_RULE.match(piece.text))
    if title and piece.soft:
        return True
    if not title:
        return not re.match(r"(?:Căn cứ|\(|Kính gửi)", piece.text)
    shouting = piece.text.isupper()
    if not shouting and (piece.text.endswith((";", ".", ":", ",")) or BASE_START.match(piece.text)):
        return False
    if piece.text.startswith("(") or _RULE.match(piece.text):
        return True
    return _goes_on_in_title(title[-1], piece)


def _goes_on_in_title(before: Printed, piece: Printed) -> bool:
    if piece.text[0].islower() or before.text.endswith((",", "-")) or (piece.text.isupper() and before.text.isupper()):
        return True
    ended = re.search(r"(?:19|20)\d\d\)?$", before.text)
    same_look = (piece.centred, piece.bold) == (before.centred, before.bold)
    return not ended and same_look and (piece.centred or piece.bold or piece.blanks == 0) and len(piece.text) < 90


def _first_heading(pieces: list[Piece], start: int, end: int) -> int:
    """Where the bases end: at the first Roman heading, failing that at the first numbered line or table."""
    first = None
    for at in range(start, end):
        piece = pieces[at]
        if isinstance(piece, Grid):
            return at if first is None else first
        mark, rest = split_mark(piece.passage)
        if mark is None:
            continue
        if mark.kind == "roman" and mark.label in {"I", "1"}:
            return at
        if mark.kind == "capital" and mark.label == "A" and rest.text[:4].isupper():
            return at
        if first is None and (mark.kind == "roman" or (mark.kind == "arabic" and mark.label == "1")):
            first = at
    return end if first is None else first


def is_signature(text: str) -> bool:
    """A line that opens the signature block: TM. …, KT. …, or an office-holder's title in capitals."""
    if len(text) > 70 or not text[:6].isupper():
        return False
    return bool(_PROXY.match(text)) or bool(ROLE.fullmatch(text.strip(" ,.")))


def _find_tail(pieces: list[Piece], start: int) -> int:
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if isinstance(piece, Grid):
            continue
        if RECIPIENTS.match(piece.text) or is_signature(piece.text):
            return at
        if at > start and is_appendix(piece):
            return at
    return len(pieces)


def is_appendix(piece: Printed) -> bool:
    """A heading that opens an appendix (a sentence that speaks of one goes on in small letters)."""
    found = APPENDIX.match(piece.text)
    if not found or len(piece.text) > 120:
        return False
    rest = found["rest"]
    return not rest or (piece.text[:7].isupper() and not rest[:1].islower()) or rest.isupper() or rest.startswith("(")


def _find_appendix(pieces: list[Piece], start: int) -> int:
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if isinstance(piece, Grid):
            return _back_over_title(pieces, at, start)
        if is_appendix(piece):
            return at
    return len(pieces)


def _back_over_title(pieces: list[Piece], at: int, start: int) -> int:
    """A table after the signature without the word "Phụ lục": its title lines stand right above it."""
    first = at
    while first > start:
        piece = pieces[first - 1]
        if (
            isinstance(piece, Grid)
            or not (piece.text.isupper() or piece.text.startswith("("))
            or is_signature(piece.text)
        ):
            break
        first -= 1
    return first
