"""Printed lines become paragraphs. Reads the lines of one region, writes Paragraphs with the mark they open with.

A file that knows its paragraphs is believed. Elsewhere a line goes on in the next one unless the next opens with a
mark, or the line was ended on purpose (the next word would still have fitted), or the page's own white says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lantoa.documents.reading.lines import Grid, Piece, Printed
from lantoa.documents.reading.marks import BULLETS, Mark, split_mark
from lantoa.documents.reading.passage import Passage, closes_up, join
from lantoa.documents.reading.units import is_unit_name, verb_at


@dataclass(slots=True)
class Paragraph:
    """`passage` is the whole paragraph, `body` what follows its mark."""

    passage: Passage
    body: Passage
    mark: Mark | None = None
    bold: bool = False
    centred: bool = False
    heading: int | None = None
    lines: list[Printed] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.body.text


Flow = Paragraph | Grid


def to_paragraphs(pieces: Sequence[Piece], layout: "Layout | None" = None) -> list[Flow]:
    """The region's lines joined into paragraphs, its grids left where they stand."""
    layout = layout or Layout.of(pieces)
    if layout.distrusts:
        pieces = [_part_of_paragraph(piece) for piece in pieces]
    found: list[Flow] = []
    group: list[Printed] = []
    for piece in pieces:
        if isinstance(piece, Grid):
            found += _closed(group)
            group = []
            found.append(piece)
        elif group and layout.goes_on(group, piece):
            group.append(piece)
        else:
            found += _closed(group)
            group = [piece]
    return found + _closed(group)


def _part_of_paragraph(piece: Piece) -> Piece:
    if isinstance(piece, Printed) and piece.whole and not piece.relined:
        return replace(piece, whole=False)
    return piece


def _closed(group: list[Printed]) -> list[Flow]:
    return [paragraph(group)] if group else []


def paragraph(group: list[Printed]) -> Paragraph:
    passage = join(line.passage for line in group)
    mark, body = split_mark(passage)
    return Paragraph(
        passage,
        body,
        mark,
        bold=all(line.bold for line in group),
        centred=all(line.centred for line in group),
        heading=next((line.heading for line in group if line.heading), None),
        lines=list(group),
    )


# A mark that the converter put on a line of its own: the text after it is what it marks.
_ONLY_MARK = re.compile(
    rf"[{re.escape(BULLETS)}]|(?:[IVX]{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[A-E])\s*[.)/:–-]|[a-zđ]\s*\)"
)
_LINK = re.compile(r"https?://|www\.")
_ENDED = re.compile(r"[.;:!?]\)?[”\"]?$|\./\.$")
_STARTERS = re.compile(
    r"(?:Trên đây là|Trong quá trình|Nơi nhận|Căn cứ\b|Yêu cầu (?:các|thủ trưởng|Thủ trưởng)|Đề nghị (?:các|Thủ trưởng)"
    r"|Nhận được (?:Kế hoạch|kế hoạch)|\((?:Chi tiết|Có |Kèm|Đính kèm|Theo |Gửi kèm))"
)
_NAMES_A_NUMBER = re.compile(
    r"(?:mức độ|cấp độ|số|năm|tháng|lớp|Điều|khoản|giai đoạn|bước|đợt|nhóm|quý|lần)$", re.IGNORECASE
)
# A line that ends with one of these has not ended its sentence.
_CONNECTS = re.compile(
    r"(?<!\w)(?:và|của|các|những|với|về|theo|cho|thuộc|trong|tại|từ|đến|hoặc|bằng|là|ngày|phải|được"
    r"|để|nhằm|do|mà|một|mỗi|sự|,)$|\([^)]{0,80}$"
)


@dataclass(slots=True)
class Layout:
    """What the lines of a region say about where its paragraphs end."""

    wrapped: bool
    width: float
    blank_breaks: bool
    indents: bool
    margin: float = 0.0
    distrusts: bool = False  # the file calls its lines paragraphs, but they go on in one another

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> "Layout":
        lines = [piece for piece in pieces if isinstance(piece, Printed)]
        whole = [line for line in lines if line.whole and not line.soft and not line.relined]
        cut = [after for before, after in pairwise(whole) if _surely_goes_on(before, after)]
        distrusts = len(cut) > max(4, 0.1 * len(whole))
        printed = lines if distrusts else [line for line in lines if not line.whole]
        going_on = [after for before, after in pairwise(printed) if _surely_goes_on(before, after)]
        lengths = sorted(len(line.text) for line in lines if len(line.text) > 30) or [80]
        lefts = sorted(line.left for line in lines if line.left is not None)
        margin = lefts[len(lefts) // 5] if lefts else 0.0
        calm = [line for line in going_on if line.blanks == 0]
        inside = [line for line in going_on if line.left is not None and line.left <= margin + 0.012]
        return cls(
            wrapped=len(going_on) > max(1, 0.04 * len(printed)),
            distrusts=distrusts,
            width=lengths[int(len(lengths) * 0.9)],
            blank_breaks=len(calm) == len(going_on),
            indents=bool(lefts) and len(inside) >= 0.9 * len(going_on) > 0,
            margin=margin,
        )

    def goes_on(self, group: list[Printed], after: Printed) -> bool:
        """Whether `after` belongs to the paragraph of the lines before it."""
        before = group[-1]
        if len(group) == 1 and _ONLY_MARK.fullmatch(before.text):
            return after.cell == before.cell and not after.soft and not split_mark(after.passage)[0]
        if after.soft and not after.heading:
            return self._goes_on_softly(before, after)
        if after.whole or before.whole or after.cell != before.cell or after.heading:
            return False
        return self._goes_on_from(group, after)

    def _goes_on_from(self, group: list[Printed], after: Printed) -> bool:
        before = group[-1]
        if before.heading:
            return after.text[0].islower() and _surely_goes_on(before, after)
        if split_mark(after.passage)[0] or before.text.endswith("./."):
            return not _opens(before, after, self.is_full(before, after))
        set_apart = self.blank_breaks and after.blanks > 0
        if _surely_goes_on(before, after):
            return not set_apart or before.text[-1] not in ".;:"
        return self.wrapped and self._goes_on_in_print(group, after, set_apart=set_apart)

    def _goes_on_in_print(self, group: list[Printed], after: Printed, *, set_apart: bool) -> bool:
        before = group[-1]
        if _both_capitals(before, after):
            return True
        if set_apart or (len(group) == 1 and _heads_duty(before, after)):
            return False
        return (len(group) > 1 and _is_cut_off(before)) or self._by_the_edges(before, after)

    def _goes_on_softly(self, before: Printed, after: Printed) -> bool:
        """After a line break within the file's own paragraph: only a mark, or an ended short line, parts the two."""
        if _opens(before, after, self.is_full(before, after)):
            return False
        return not _ENDED.search(before.text) or not after.text[:1].isupper() or self.is_full(before, after)

    def _by_the_edges(self, before: Printed, after: Printed) -> bool:
        """A full line goes on in one that starts at the margin and does not open as a new text does."""
        if _STARTERS.match(after.text) and _ENDED.search(before.text):
            return False
        if self.indents and after.left is not None:
            return after.left <= self.margin + 0.012 and self.is_full(before, after)
        return self.is_full(before, after) and not _STARTERS.match(after.text)

    def is_full(self, before: Printed, after: Printed) -> bool:
        """Whether the next word would not have fitted on the line."""
        word = after.text.split(" ", 1)[0]
        return len(before.text) + 1 + len(word) > 0.9 * self.width


def _heads_duty(before: Printed, after: Printed) -> bool:
    """A numbered line that is a whole unit's name, and a next one that opens with what the unit must do."""
    mark, name = split_mark(before.passage)
    if mark is None or mark.kind == "bullet" or len(name.text.split()) < 2:
        return False
    return after.text[0].isupper() and is_unit_name(name.text) and verb_at(" " + after.text) == 0


def _surely_goes_on(before: Printed, after: Printed) -> bool:
    """A small letter after a line that ended without a full stop."""
    first = after.text[0]
    if before.text.endswith("./."):
        return False
    if closes_up(before.text, after.text) or (before.text.endswith(":") and _LINK.match(after.text)):
        return True
    if split_mark(after.passage)[0]:
        return False
    if _CONNECTS.search(before.text) or (after.dumped and (_is_cut_off(before) or first.islower())):
        return True
    if first.isdigit() and _is_cut_off(before):
        return True
    return (first.islower() or first in ",;.)”%") and not before.text.endswith((".", ";", ":"))


def _is_cut_off(before: Printed) -> bool:
    """A line of text, not of a title, that stops without an end."""
    return (
        not _ENDED.search(before.text)
        and len(before.text) > (15 if split_mark(before.passage)[0] is None else 25)
        and not before.text.isupper()
    )


def _opens(before: Printed, after: Printed, full: bool) -> bool:
    """Whether `after` opens a paragraph by the mark it starts with."""
    if before.text.endswith("./."):
        return True
    mark, rest = split_mark(after.passage)
    if mark is None:
        return False
    if mark.kind == "bullet" and mark.label in "-–" and not _ENDED.search(before.text):
        return not (full and rest.text[:1].islower())
    return not (mark.kind in {"arabic", "dotted"} and _NAMES_A_NUMBER.search(before.text))


def _both_capitals(before: Printed, after: Printed) -> bool:
    return before.text.isupper() and after.text.isupper() and not _ENDED.search(before.text)
