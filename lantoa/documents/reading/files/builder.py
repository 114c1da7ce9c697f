"""Builds a `SourceDocument`: appends text and hands out the spans, so that no reader counts characters itself."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from lantoa.documents.source import Block, Cell, Line, SourceDocument, Span, Table
from lantoa.vietnamese.encodings import mend_lookalikes

Decode = Callable[[str], str]

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\v\f]")
_UNPRINTED = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffc]")
_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085]")
MOST_CELLS = 60_000


class Marks(TypedDict, total=False):
    """What a reader knows of a line beside its text; the names are those of `Line`."""

    whole: bool
    page: int | None
    left: float | None
    right: float | None
    gap: float | None
    size: float | None
    bold: bool
    italic: bool
    centred: bool
    heading: int | None


@dataclass(slots=True)
class RawCell:
    """A table cell before it has a place in the text."""

    row: int
    column: int
    paragraphs: list[str]
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class TextBuilder:
    """Collects the blocks of one document in reading order.

    `decode` turns text of a legacy encoding into Unicode before it gets its place.
    """

    decode: Decode | None = None
    warnings: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)

    def line(self, text: str, **marks: Unpack[Marks]) -> Line | None:
        """Add a paragraph or printed line; nothing where no character of it is printed."""
        shown = self._printed(text)
        if not shown:
            return None
        span = self._append(shown)
        line = Line(span.start, span.end, **marks)
        self._append("\n")
        self._blocks.append(line)
        return line

    def table(self, cells: Iterable[RawCell], page: int | None = None, edges: list[float] | None = None) -> None:
        """Add a table; cells are parted by tabs, rows and paragraphs by line ends. Nothing for a table without text."""
        raw = sorted(cells, key=lambda cell: (cell.row, cell.column))
        shown = [[text for text in map(self._printed, cell.paragraphs) if text] for cell in raw]
        if not any(shown):
            return
        start, made, row = self._length, list[Cell](), raw[0].row
        for cell, paragraphs in zip(raw, shown, strict=True):
            if made:
                self._append("\t" if cell.row == row else "\n")
            row = cell.row
            made.append(self._cell(cell, paragraphs))
        rows = max(cell.row + cell.row_span for cell in made)
        columns = max(cell.column + cell.column_span for cell in made)
        self._blocks.append(Table(start, self._length, made, rows, columns, page, edges or []))
        self._append("\n")

    def document(self, kind: str) -> SourceDocument:
        """What was built."""
        return SourceDocument("".join(self._parts), self._blocks, kind, self.warnings)

    def _cell(self, cell: RawCell, paragraphs: list[str]) -> Cell:
        spans = []
        for place, text in enumerate(paragraphs):
            if place:
                self._append("\n")
            spans.append(self._append(text))
        start = spans[0].start if spans else self._length
        return Cell(start, self._length, cell.row, cell.column, cell.row_span, cell.column_span, spans)

    def _append(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)

    def _printed(self, text: str) -> str:
        return printed(self.decode(text) if self.decode else text)


def printed(text: str) -> str:
    """`text` as the page shows it: NFC, plain spaces, true Vietnamese letters, nothing invisible, no white ends."""
    if not text.isascii():
        text = mend_lookalikes(unicodedata.normalize("NFC", _SPACES.sub(" ", _ENDS.sub("\n", text))))
    elif "\r" in text:
        text = _ENDS.sub("\n", text)
    return _UNPRINTED.sub("", text).strip()
