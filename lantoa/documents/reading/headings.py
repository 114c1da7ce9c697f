"""The tree of headings of the body. Reads paragraphs and grids in order, writes Headings with what stands below each.

CONTRACT, "Tree": Roman numbers always; Arabic, dotted and lettered ones where they are titled, also in a line of their
text ("2. Các trường: Triển khai …"); nesting by the kind of label.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lantoa.documents.reading.joining import Flow, Paragraph
from lantoa.documents.reading.marks import ORDER, Mark
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.units import is_unit_name, opens_unit
from lantoa.vietnamese.text import UPPER

_TOPIC = re.compile(
    r"(?:mục đích|mục tiêu|yêu cầu|đối tượng|nội dung|hình thức|phương thức|phương pháp|phương châm|thời gian"
    r"|thời điểm|thời hạn"
    r"|địa điểm|kinh phí|nguồn kinh phí|nguồn lực|công tác|chế độ|phạm vi|giải pháp|biện pháp|nhiệm vụ|chỉ tiêu|tiến độ"
    r"|phân công|trách nhiệm|khen thưởng|lộ trình|kênh|quan điểm|thành phần|sản phẩm|tổ chức thực hiện|về\s|thông tin"
    r"|kết quả|tình hình|đánh giá|điều kiện|chủ đề|khẩu hiệu|báo cáo|tổng kết|kiểm tra|cải cách|xây dựng|hiện đại)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?:sau|sau đây|gồm|bao gồm|gồm có|như|là|việc|nhiệm vụ sau|nội dung sau)\s*:?$", re.IGNORECASE
)
_RUN_IN = re.compile(r":\s+(?=\S)")


@dataclass(slots=True)
class Heading:
    """A heading with the paragraphs up to the next one; `run_in` is the text that followed its colon."""

    mark: Mark | None
    title: Passage
    depth: int
    content: list[Flow] = field(default_factory=list)
    children: list["Heading"] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.mark.label if self.mark else ""

    def walk(self) -> Iterator["Heading"]:
        yield self
        for child in self.children:
            yield from child.walk()


def build_tree(flow: Sequence[Flow]) -> tuple[list[Flow], list[Heading]]:
    """What stands ahead of the first heading, and the headings."""
    loose: list[Flow] = []
    roots: list[Heading] = []
    open_: list[Heading] = []
    for at, piece in enumerate(flow):
        heading = _heading(piece, flow, at) if isinstance(piece, Paragraph) else None
        if heading is None:
            (open_[-1].content if open_ else loose).append(piece)
            continue
        while open_ and open_[-1].depth >= heading.depth:
            open_.pop()
        (open_[-1].children if open_ else roots).append(heading)
        open_.append(heading)
    return loose, roots


def _heading(piece: Paragraph, flow: Sequence[Flow], at: int) -> Heading | None:
    if piece.mark is None:
        return _unnumbered(piece)
    if piece.mark.kind == "bullet" or not piece.body:
        return None
    depth = _depth(piece.mark)
    title, rest = _split_title(piece, flow, at)
    if title is None:
        return None
    heading = Heading(piece.mark, title.without_end_marks(), depth)
    if rest:
        heading.content.append(Paragraph(rest, rest))
    return heading


def _depth(mark: Mark) -> int:
    dots = mark.label.count(".") if mark.kind == "dotted" else 0
    return ORDER[mark.kind] * 10 + dots + (5 if mark.kind == "letter" else 0)


def _unnumbered(piece: Paragraph) -> Heading | None:
    """A heading by the file's own word that has no number."""
    if not piece.heading or len(piece.text) > 150 or piece.text.endswith((".", ";")):
        return None
    return Heading(None, piece.passage.without_end_marks(), 10 if piece.text.isupper() else 20)


def _split_title(piece: Paragraph, flow: Sequence[Flow], at: int) -> tuple[Passage | None, Passage | None]:
    """The title, and the text that goes on after it in the same paragraph; (None, None) for what is no heading."""
    assert piece.mark is not None
    run_in = _run_in(piece)
    if run_in:
        return piece.body.cut(0, run_in), piece.body.cut(run_in + 1)
    if piece.mark.kind in {"roman", "capital"}:
        return (piece.body, None) if len(piece.text) < 260 else (None, None)
    return (piece.body, None) if _is_titled(piece, flow, at) else (None, None)


def _run_in(piece: Paragraph) -> int:
    """Where the colon of a run-in title stands, 0 where there is none."""
    found = _RUN_IN.search(piece.text)
    if not found or piece.mark is None:
        return 0
    name, rest = piece.text[: found.start()], piece.text[found.end() :]
    if "." in name.rstrip(".") and ". " in name:
        return 0
    words = len(name.split())
    if piece.mark.kind == "letter" and not (is_unit_name(name) and words <= 20):
        return 0
    if is_unit_name(name) and words <= 30:
        return found.start()
    if _SENTENCE_END.search(name) or piece.mark.kind == "letter":
        return 0
    short = words <= 6 and rest[:1].isupper() and piece.mark.kind == "arabic"
    return found.start() if short or (_is_topic(name) and words <= 10) else 0


def _is_topic(text: str) -> bool:
    return bool(_TOPIC.match(text))


def _is_titled(piece: Paragraph, flow: Sequence[Flow], at: int) -> bool:
    """Whether the whole paragraph is a short name with text under it."""
    assert piece.mark is not None
    text = piece.text
    words = len(text.split())
    if text.endswith(":"):
        return not _SENTENCE_END.search(text) and words <= 30 and is_name(text[:-1])
    if text.endswith((";", "./.")) or (re.search(rf"[.;]\s+[{UPPER}]", text) and not is_unit_name(text)):
        return False
    if text.endswith("."):
        return words <= 8 and is_name(text[:-1]) and _has_text_under(piece, flow, at)
    if opens_unit(text) and not is_unit_name(text) and not (piece.bold or piece.heading):
        return False  # a unit and what it does
    limit = 40 if opens_unit(text) or piece.bold or piece.heading else 22
    return words <= limit and _has_text_under(piece, flow, at)


def is_name(text: str) -> bool:
    """A unit, or a noun that such plans head their parts with."""
    return is_unit_name(text) or (_is_topic(text) and len(text.split()) <= 14)


def _has_text_under(piece: Paragraph, flow: Sequence[Flow], at: int) -> bool:
    """Whether what follows stands below it: a table, plain text, or a lower kind of mark."""
    if at + 1 >= len(flow):
        return bool(piece.bold or piece.heading)
    after = flow[at + 1]
    if not isinstance(after, Paragraph) or after.mark is None:
        return True
    assert piece.mark is not None
    if _depth(after.mark) > _depth(piece.mark):
        return True
    return bool(piece.heading) or (piece.bold and not after.bold) or _is_topic(piece.text)
