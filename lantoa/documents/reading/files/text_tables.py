"""Finds tables that are printed as aligned columns (`pdftotext -layout`, copies from a terminal) and reads their cells.

A table begins with a head of three columns or more; its rows begin where the first column has a number, or begins
anew. A table ends where a line runs over its columns and no row follows. Ordinary text never has such lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.documents.reading.files.builder import RawCell
from lantoa.documents.reading.files.list_marks import begins_item
from lantoa.documents.reading.files.text_columns import MOST_COLUMNS, Cells, Columns, Stretch
from lantoa.documents.reading.files.text_heads import Head, head_at

_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-Za-zđ])[.)]?")
_HEADING = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]\s|Điều \d|(?:PHỤ LỤC|Phụ lục|Ghi chú|Nơi nhận)\b")
_TITLE = re.compile(r"\s*(?:[IVX]{1,5}|[A-HĐ])[.)]? \S(?!.*  )")  # of a group of rows: all one stretch
_MOST_FAILURES = 200  # heads that headed nothing: no document has so many
_AHEAD = 4  # lines that the title of a group of rows may take, and the row under it
_WHITE = 2  # empty lines within a table


@dataclass(slots=True)
class Row:
    """The printed lines of a row's cells; a title over all columns is a row of one cell."""

    cells: list[list[str]]
    is_title: bool = False

    def add(self, cells: Cells) -> None:
        for lines, cell in zip(self.cells, cells, strict=True):
            if cell:
                lines.append(cell.text)


@dataclass(slots=True)
class AlignedTable:
    """A table's rows with its columns, and how many lines of the page it takes."""

    head: Head
    columns: Columns
    rows: list[Row] = field(default_factory=list)
    length: int = 0
    has_head: bool = True

    def raw_cells(self) -> Iterator[RawCell]:
        yield from self.head.raw_cells() if self.has_head else ()
        first = self.head.depth if self.has_head else 0
        for place, row in enumerate(self.rows, start=first):
            if row.is_title:
                yield RawCell(place, 0, [" ".join(row.cells[0])], column_span=len(self.columns.starts))
                continue
            for column, lines in enumerate(row.cells):
                yield RawCell(place, column, _paragraphs(lines))

    def edges(self, width: int) -> list[float]:
        """The edges of the columns as shares of the page's width."""
        return [round(min(start / max(width, 1), 1.0), 3) for start in (*self.columns.starts, width)]


Part = str | AlignedTable


class TableFinder:
    """Parts the pages of one document into lines and tables; a table may go on from page to page."""

    def __init__(self) -> None:
        self._before: AlignedTable | None = None  # what the page before ended in
        self._failures = 0

    def parts(self, page: list[str]) -> Iterator[Part]:
        place, open_table = 0, self._before
        while place < len(page):
            line = page[place]
            found = self._table_at(page, place, open_table) if line.strip() else None
            if found is None:
                open_table = None if line.strip() else open_table
                yield line
                place += 1
                continue
            yield found
            place += found.length
            open_table = found
        self._before = open_table

    def _table_at(self, page: list[str], place: int, before: AlignedTable | None) -> AlignedTable | None:
        if "  " not in page[place].strip() and before is None:
            return None
        head = head_at(page, place, before.head if before else None) if self._failures < _MOST_FAILURES else None
        if head:
            found = _read(head, page, place)
            if found is None:
                self._failures += 1
            return found
        return _going_on(before, page, place) if before else None


def _read(head: Head, page: list[str], place: int) -> AlignedTable | None:
    if len(head.starts) > MOST_COLUMNS:
        return None
    body = page[place + head.length :]
    firsts = [line for line in body[:80] if not head.is_numbered or _NUMBER.match(line.lstrip())]
    table = AlignedTable(head, Columns(head.starts).learnt_from(firsts, body[:80]), length=head.length)
    _take_rows(table, body)
    return table if _is_table(table) else None


def _going_on(before: AlignedTable, page: list[str], place: int) -> AlignedTable | None:
    """The rest of a table on a page that does not repeat its head."""
    body = page[place:]
    firsts = [line for line in body[:80] if not before.head.is_numbered or _NUMBER.match(line.lstrip())]
    table = AlignedTable(before.head, before.columns.learnt_from(firsts, body[:80]), has_head=False)
    _take_rows(table, body)
    return table if any(sum(map(bool, row.cells)) > 1 for row in table.rows) else None


def _take_rows(table: AlignedTable, lines: list[str]) -> None:
    """Add the rows that stand at the head of these lines."""
    local, white, place = table.columns, 0, 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if not line.strip():
            white += 1
            continue
        cells = table.columns.fit(line)
        if cells and _begins_row(table, cells) and not _TITLE.match(line):
            table.rows.append(Row([[] for _ in cells]))
            local = table.columns.moved_to(cells)
        elif title := _title_length(table, lines, place - 1):
            table.rows.append(
                Row([[text.strip() for text in lines[place - 1 : place - 1 + title] if text.strip()]], True)
            )
            place += title - 1
            table.length += title + white
            white = 0
            continue
        else:
            cells = _continuation(table, local, line) if white <= _WHITE else None
            if cells is None or _is_heading(table, cells):
                return
            if not table.rows or table.rows[-1].is_title:
                table.rows.append(Row([[] for _ in cells]))
        table.rows[-1].add(cells)
        table.length += 1 + white
        white = 0


def _continuation(table: AlignedTable, local: Columns, line: str) -> Cells | None:
    cells = local.fit(line) or table.columns.fit(line)
    if cells is None or (cells[0] and table.head.is_numbered):
        return None
    return cells


def _is_heading(table: AlignedTable, cells: Cells) -> bool:
    """Whether a line is the next heading of the text, which happens to stand where a column does."""
    alone = [cell for cell in cells if cell]
    return len(alone) == 1 and _HEADING.match(alone[0].text) is not None


def _begins_row(table: AlignedTable, cells: Cells) -> bool:
    first, others = cells[0], [cell for cell in cells[1:] if cell]
    if first is None or (not others and len(first.text) > 4):
        return False
    if table.head.is_numbered:
        return _NUMBER.fullmatch(first.text) is not None
    return cells[1] is not None and all(_begins(cell) for cell in (first, cells[1])) and not _HEADING.match(first.text)


def _begins(cell: Stretch) -> bool:
    """Whether a cell's line can be its first."""
    return not cell.text[0].islower() and not re.match(r"\d+/\d", cell.text)


def _title_length(table: AlignedTable, lines: list[str], place: int) -> int:
    """How many lines the title of a group of rows has that begins here: one stretch over the columns, rows under it."""
    for ahead, line in enumerate(lines[place : place + _AHEAD]):
        if not line.strip():
            continue
        cells = table.columns.fit(line)
        if cells and _begins_row(table, cells) and not _TITLE.match(line):
            return ahead
        is_first = ahead == 0
        if "  " in line.strip() or (is_first and not _may_be_title(cells, line.strip())):
            return 0
    return 0


def _may_be_title(cells: Cells | None, text: str) -> bool:
    return (cells is None or cells[0] is not None or _HEADING.match(text) is not None) and not text[0].islower()


def _is_table(table: AlignedTable) -> bool:
    rows = [row for row in table.rows if not row.is_title]
    filled = [sum(map(bool, row.cells)) for row in rows]
    if table.head.is_numbered:
        return any(count >= 2 for count in filled)
    return sum(count >= 3 for count in filled) >= 2 and min(filled, default=0) >= 2


def _paragraphs(lines: list[str]) -> list[str]:
    paragraphs: list[str] = []
    for line in lines:
        if not paragraphs or begins_item(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] += "\n" + line
    return paragraphs
