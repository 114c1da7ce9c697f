"""The source beside the editor: its printed text laid out to be read, what was understood marked in it.

Every stretch of text knows its offset, so that a selection on the screen is a selection in the source.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lantoa.plans.models import PlanSource
from lantoa.plans.sheet import Sheet

_MARKUP = re.compile(r"[#*_`]+")
# Which kind colours a stretch that several kinds claim: the later one.
KINDS = (
    "dau-van-ban",
    "can-cu",
    "muc",
    "noi-dung",
    "hinh-thuc",
    "trach-nhiem",
    "kinh-phi",
    "nhiem-vu",
    "bao-cao",
    "noi-nhan",
)
_ROLE_KINDS = {"content": "noi-dung", "channel": "hinh-thuc", "duty": "trach-nhiem", "budget": "kinh-phi"}


@dataclass(frozen=True)
class Mark:
    """A stretch that was understood as `kind`, shown by the row `key`."""

    start: int
    end: int
    kind: str
    key: str


@dataclass
class Segment:
    """Text of one kind; `at` is where it begins in the source; `is_markup`: signs of a text format, not to be read."""

    at: int
    text: str
    kind: str = ""
    keys: str = ""
    is_markup: bool = False


@dataclass
class Shown:
    """A paragraph, or a table of cells that hold paragraphs."""

    segments: list[Segment] = field(default_factory=list)
    look: str = ""
    rows: list[list["ShownCell"]] = field(default_factory=list)


@dataclass
class ShownCell:
    paragraphs: list[list[Segment]]
    row_span: int
    column_span: int


class SourceView:
    """What the template walks through: `blocks` in reading order."""

    def __init__(self, source: PlanSource, sheet: Sheet) -> None:
        self.source = source
        self.marks = sorted(marks_of(sheet), key=lambda mark: (mark.start, mark.end))
        self.starts = [mark.start for mark in self.marks]
        self.cuts = sorted(_cuts(self.marks, sheet))
        self.longest = max((mark.end - mark.start for mark in self.marks), default=0)

    @property
    def blocks(self) -> Iterator[Shown]:
        group: list[dict[str, Any]] = []
        for block in self.source.blocks:
            if "cells" in block:
                yield from self._paragraph(group)
                group = []
                yield self._table(block)
            elif block["start"] < block["end"]:
                if group and not _goes_on(group[-1], block, self.source.text):
                    yield from self._paragraph(group)
                    group = []
                group.append(block)
        yield from self._paragraph(group)

    def _paragraph(self, lines: list[dict[str, Any]]) -> Iterator[Shown]:
        if not lines:
            return
        segments: list[Segment] = []
        for line in lines:
            if segments:
                segments.append(Segment(line["start"] - 1, " "))
            segments += self.segments(line["start"], line["end"])
        first = lines[0]
        looks = [name for name in ("centred", "bold", "italic", "heading") if first.get(name)]
        yield Shown(segments, " ".join(f"print--{name}" for name in looks))

    def _table(self, block: dict[str, Any]) -> Shown:
        rows: list[list[ShownCell]] = [[] for _ in range(block["rows"])]
        for start, end, row, _column, row_span, column_span, paragraphs in block["cells"]:
            spans = paragraphs or [[start, end]]
            shown = [list(self.segments(first, last)) for first, last in spans if first < last]
            rows[row].append(ShownCell(shown, row_span, column_span))
        return Shown(rows=[row for row in rows if row])

    def segments(self, start: int, end: int) -> Iterator[Segment]:
        """The text from `start` to `end`, cut wherever a mark begins or ends."""
        places = [start, *self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)], end]
        for first, last in pairwise(places):
            text = self.source.text[first:last].replace("\n", " ")
            kind, keys = self._claims(first, last)
            for at, piece, is_markup in _pieces(text, self.source.kind):
                yield Segment(first + at, piece, kind, keys, is_markup)

    def _claims(self, start: int, end: int) -> tuple[str, str]:
        """The kind that colours a stretch, and the rows that it belongs to, the innermost first."""
        first = bisect_left(self.starts, start - self.longest)
        last = bisect_right(self.starts, start)
        found = [mark for mark in self.marks[first:last] if mark.end >= end]
        found.sort(key=lambda mark: (KINDS.index(mark.kind), mark.start - mark.end), reverse=True)
        return (found[0].kind if found else ""), " ".join(dict.fromkeys(mark.key for mark in found))


def _pieces(text: str, kind: str) -> Iterator[tuple[int, str, bool]]:
    """Signs of Markdown apart from what they dress up; other formats have none."""
    at = 0
    if kind in ("text", "markdown"):
        for found in _MARKUP.finditer(text):
            if found.start() > at:
                yield at, text[at : found.start()], False
            yield found.start(), found[0], True
            at = found.end()
    if at < len(text):
        yield at, text[at:], False


def _goes_on(line: dict[str, Any], after: dict[str, Any], text: str) -> bool:
    """Whether a printed line ran on into the next one: only a guess, for the eye."""
    if line["whole"] or after["whole"] or line.get("centred") != after.get("centred") or after.get("heading"):
        return False
    said, says = text[line["start"] : line["end"]].rstrip(), text[after["start"] : after["end"]].lstrip()
    if text[line["end"] : after["start"]].count("\n") > 1 or says[:1] in "-+•*|#":
        return False
    if line.get("right") is not None:
        return bool(line["right"] > 0.82 and not line.get("centred") and not re.match(r"[\dIVX]+[.)]", says))
    return len(said) > 50 and said[-1:] not in ".;:" and says[:1].islower()


def marks_of(sheet: Sheet) -> Iterator[Mark]:
    """Everything of a plan that knows where it stood."""
    plan = sheet.plan
    for name, spans in plan.reading.get("spans", {}).items():
        slug = {"audiences": "doi-tuong", "recipients": "noi-nhan", "signatory": "noi-nhan"}.get(name, "dau-van-ban")
        yield from _marks(spans, "noi-nhan" if slug == "noi-nhan" else "dau-van-ban", f"{slug}-{plan.pk}")
    for kind, rows in (
        ("can-cu", sheet.bases),
        ("muc", sheet.sections),
        ("nhiem-vu", sheet.tasks),
        ("bao-cao", sheet.rules),
        ("bao-cao", sheet.cascades),
    ):
        for row in rows:
            yield from _marks(row.spans, kind, row.key)
    for paragraph in sheet.paragraphs:
        if paragraph.role in _ROLE_KINDS:
            yield from _marks(paragraph.spans, _ROLE_KINDS[paragraph.role], paragraph.key)


def _marks(spans: list[list[int]], kind: str, key: str) -> Iterator[Mark]:
    for start, end in spans:
        if start < end:
            yield Mark(start, end, kind, key)


def _cuts(marks: list[Mark], sheet: Sheet) -> set[int]:
    """Every place where a mark, or a cell of a row, begins or ends."""
    cuts = {place for mark in marks for place in (mark.start, mark.end)}
    for task in sheet.tasks:
        cuts.update(place for spans in task.cell_spans.values() for span in spans for place in span)
    for paragraph in sheet.paragraphs:
        cuts.update(place for span in paragraph.spans for place in span)
    return cuts
