"""The document as the later stages see it: clean lines and grids in reading order.

Reads `SourceDocument`; writes `Printed` lines and `Grid`s. Dropped here: empty lines and lines that are only a link
target, which some converters dump between two pages. A table that only lays out the page (letterhead, signature) is
taken apart into its lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.documents.reading.marks import split_mark
from lantoa.documents.reading.markup import Clean, clean
from lantoa.documents.reading.passage import EMPTY, Passage, join
from lantoa.documents.source import Cell, Line, SourceDocument, Span, Table

_LINK_DUMP = re.compile(r"(?:mailto:\S+|(?:https?|ftp)://\S+)$")
_GIVES_ADDRESS = re.compile(
    r"(?:địa chỉ|đường dẫn|đường link|liên kết|link|website|trang web|truy cập"
    r"|(?:địa chỉ|website|link|web)[^.;]{0,30}:)"
    r"(?:\s+(?:là|sau|tại))?\s*[:(]?$",
    re.IGNORECASE,
)
_LAYOUT = re.compile(
    r"cộng hòa xã hội|cộng hoà xã hội|độc lập\s*-|nơi nhận\s*:|^\s*kính gửi|\bsố\s*:.{0,20}/kh\b|^\s*(?:kt|tm|tl)\.",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(slots=True)
class Printed:
    """A clean line: `blanks` counts the empty lines above it, `cell` tells apart a layout table's cells."""

    passage: Passage
    whole: bool = False
    blanks: int = 0
    page: int | None = None
    left: float | None = None
    right: float | None = None
    gap: float | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: int | None = None
    cell: int | None = None
    soft: bool = False  # it follows a line break within a paragraph of the file
    relined: bool = False  # put together again from single words
    dumped: bool = False  # a link dump stood between it and the line before

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(slots=True)
class GridCell:
    """A cell's paragraphs; a merged cell is the same object at every place that it covers."""

    paragraphs: list[Passage] = field(default_factory=list)
    row: int = 0
    column: int = 0
    wide: int = 1
    whole: Passage | None = None

    @property
    def passage(self) -> Passage:
        if self.whole is None:
            self.whole = join(self.paragraphs)
        return self.whole

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(slots=True)
class Grid:
    """A table with a meaning of its own: rows of cells, None where the file has no cell.

    `debris` are the lines of a table that lost its columns: it has no rows, since none could be told. `guessed`: cells
    ran into each other on one line, so that where one ends was told by its words alone.
    """

    rows: list[list[GridCell | None]]
    start: int
    columns: int
    edges: tuple[float, ...] = ()
    debris: list[Passage] = field(default_factory=list)
    guessed: bool = False


Piece = Printed | Grid


def read_lines(source: SourceDocument) -> tuple[list[Piece], list[str]]:
    """The pieces of the document in order, and the link targets that were dumped between them."""
    pieces: list[Piece] = []
    dumps: list[str] = []
    at = 0
    dumped = False
    shredded = _is_shredded(source)
    for block in source.blocks:
        blanks = max(0, source.text.count("\n", at, block.start) - 1)
        at = max(at, block.end)
        if isinstance(block, Table):
            pieces += _from_table(source, block)
            continue
        for line in _printed(source, block, blanks):
            if _is_dump(line.text, dumps, shredded=shredded) and not _leads_to_link(pieces, line.text):
                dumped = True
                continue
            line.dumped, dumped = dumped, False
            pieces.append(line)
    return _with_blanks(pieces, source.text), dumps


def _is_dump(text: str, dumps: list[str], *, shredded: bool) -> bool:
    """A line that is only a link target; among single words a link is text, unless it stood before."""
    target = text.rstrip(".,;)")
    known = target in dumps
    if "://" in target or target.startswith("mailto:"):
        dumps.append(target)
    return bool(_LINK_DUMP.match(text)) and (not shredded or known or text.startswith("mailto:"))


def _leads_to_link(pieces: list[Piece], link: str) -> bool:
    """Whether the line before ends with the words that give an address, or the link ends the sentence: then it is text
    that was only wrapped."""
    before = pieces[-1] if pieces else None
    if not isinstance(before, Printed):
        return False
    return bool(_GIVES_ADDRESS.search(before.text)) or (link[-1] in ".;" and before.text[-1] not in ".;")


def _is_shredded(source: SourceDocument) -> bool:
    """Nearly all lines are single words: there a link that stands alone is text, unless it stood before."""
    lines = [block for block in source.blocks if isinstance(block, Line)]
    single = sum(" " not in source.text[line.start : line.end].strip() for line in lines)
    return len(lines) > 60 and single > 0.8 * len(lines)


def _with_blanks(pieces: list[Piece], text: str) -> list[Piece]:
    """Blank lines counted from the text itself, whether or not the file's reader gave blocks for them."""
    before: Passage | None = None
    for piece in pieces:
        if isinstance(piece, Grid):
            before = None
            continue
        if before is not None and piece.cell is None:
            last = before.spans()[-1].end
            piece.blanks = max(0, text.count("\n", last, piece.passage.start) - 1)
        before = piece.passage
    return pieces


def _printed(source: SourceDocument, block: Line, blanks: int) -> Iterator[Printed]:
    """The block's line, or its lines where the file put soft breaks into a paragraph."""
    start = block.start
    soft = False
    for part in source.text[block.start : block.end].split("\n"):
        found = clean(source.text, start, start + len(part))
        if found.passage.text.strip("#*_~`|"):
            line = _line(block, found, blanks)
            line.soft = soft and block.whole
            soft = True
            yield line
        start += len(part) + 1


def _line(block: Line, found: Clean, blanks: int) -> Printed:
    return Printed(
        passage=found.passage,
        whole=block.whole,
        blanks=blanks,
        page=block.page,
        left=block.left,
        right=block.right,
        gap=block.gap,
        bold=block.bold or found.bold,
        italic=block.italic,
        centred=block.centred,
        heading=block.heading or found.heading,
    )


def _from_table(source: SourceDocument, table: Table) -> list[Piece]:
    if _is_layout(source.text[table.start : table.end], table):
        return [
            Printed(passage, whole=True, cell=number)
            for number, cell in enumerate(table.cells)
            for passage in _printed_lines(source.text, cell.span)
        ]
    cells = {id(cell): _grid_cell(source, cell) for cell in table.cells}
    rows = [[cells[id(cell)] if cell else None for cell in row] for row in table.grid()]
    return [Grid(rows, table.start, table.columns, tuple(table.edges))]


def _is_layout(text: str, table: Table) -> bool:
    if table.columns <= 1:
        return True
    return table.rows <= 6 and table.columns <= 4 and bool(_LAYOUT.search(text))


def _grid_cell(source: SourceDocument, cell: Cell) -> GridCell:
    stretches = cell.paragraphs or [cell.span]
    paragraphs = [paragraph for span in stretches for paragraph in _cell_paragraphs(source.text, span)]
    return GridCell(paragraphs, cell.row, cell.column, cell.column_span)


def _printed_lines(text: str, span: Span) -> Iterator[Passage]:
    start = span.start
    for part in text[span.start : span.end].split("\n"):
        passage = clean(text, start, start + len(part)).passage if part.strip() else EMPTY
        if passage:
            yield passage
        start += len(part) + 1


def _cell_paragraphs(text: str, span: Span) -> list[Passage]:
    """A paragraph of a cell: its printed lines joined, cut where a line opens with a list mark."""
    groups: list[list[Passage]] = []
    for line in _printed_lines(text, span):
        mark, _ = split_mark(line)
        if not groups or (mark and mark.kind in {"bullet", "letter", "arabic"}):
            groups.append([])
        groups[-1].append(line)
    return [join(group) for group in groups]
