"""What every reader of files makes of a file: one text, and which part of it is a paragraph, a line or a table.

All offsets are characters of `SourceDocument.text`, which is NFC, has "\\n" between lines and holds everything a reader
of the printed page would see, automatic numbers and bullets included. Every value that is understood later points back
into this text.
"""

from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source text: `text[start:end]`."""

    start: int
    end: int


@dataclass(slots=True)
class Line:
    """A paragraph by the file's own word (`whole`), or a printed line that may go on in the next one."""

    start: int
    end: int
    whole: bool = False
    page: int | None = None
    left: float | None = None  # of the text's first character, as a share of the page's width
    right: float | None = None
    gap: float | None = None  # white above it, in heights of the line
    size: float | None = None  # points
    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: int | None = None  # outline level by the file's own word, 1 for the highest

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class Cell:
    """A cell of a table; a merged one stands once and says how far it reaches."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    paragraphs: list[Span] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class Table:
    """A table by the file's own word; parts that page breaks cut apart are separate tables until they are rejoined."""

    start: int
    end: int
    cells: list[Cell]
    rows: int
    columns: int
    page: int | None = None
    edges: list[float] = field(default_factory=list)  # of its columns, as shares of the page's width, where known

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; a merged cell stands at every place that it covers, a place without a cell is None."""
        places: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    places[row][column] = cell
        return places


Block = Line | Table


@dataclass(slots=True)
class SourceDocument:
    """A file as text with its blocks in reading order.

    `kind` is the file's format ("docx", "pdf", "text", "html", "markdown", "doc", "scan"); `warnings` are sentences in
    Vietnamese on what was lost on the way (a page without text, a font that had to be guessed).
    """

    text: str
    blocks: list[Block]
    kind: str
    warnings: list[str] = field(default_factory=list)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def check(self) -> None:
        """Raise ValueError where blocks overlap, run backwards or leave the text."""
        for block in self.blocks:
            if not 0 <= block.start <= block.end <= len(self.text):
                raise ValueError(f"block outside the text: {block}")
        for before, after in pairwise(self.blocks):
            if before.end > after.start:
                raise ValueError(f"blocks overlap: {before} {after}")
