"""Tables of tasks made whole. Reads the grids of the document in order, writes TaskTable.

Parts that page breaks cut apart are rejoined, repeated heads dropped, heads of several rows read down each column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lantoa.documents.plan import TaskColumn
from lantoa.documents.reading.columns import is_header, is_numbering, is_task_table, role_of, roles_of
from lantoa.documents.reading.lines import Grid, GridCell
from lantoa.documents.reading.passage import join


@dataclass(slots=True)
class TableRow:
    """One row: a cell for each column (None where the file has none); `after_break` opens a part after a page break."""

    cells: list[GridCell | None]
    after_break: bool = False

    def text(self, column: int) -> str:
        cell = self.cells[column] if column < len(self.cells) else None
        return cell.text if cell else ""


@dataclass(slots=True)
class TaskTable:
    columns: list[TaskColumn]
    rows: list[TableRow] = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)  # the texts of the rows that make up its head

    @property
    def roles(self) -> list[str]:
        return [column.key for column in self.columns]


def task_tables(grids: Sequence[Grid]) -> list[TaskTable]:
    """The tables of tasks; a part without a head of its own goes on in the table before it."""
    tables: list[TaskTable] = []
    for grid in grids:
        if tables and grid.rows and _repeats_head(tables[-1], grid):
            _append(tables[-1], grid, 0)
            continue
        at, columns = _head(grid)
        if columns is None:
            if tables and _continues(tables[-1], grid):
                _append(tables[-1], grid, _lower_head(tables[-1], grid))
            continue
        if not is_task_table([column.key for column in columns]):
            continue
        if tables and _same_heads(tables[-1].columns, columns):
            _append(tables[-1], grid, at)
        else:
            tables.append(TaskTable(columns, heads=[_folded(row) for row in grid.rows[:at]]))
            _append(tables[-1], grid, at, fresh=True)
    for table in tables:
        table.rows = _rejoined(table)
    return tables


def _repeats_head(table: TaskTable, grid: Grid) -> bool:
    return grid.columns == len(table.columns) and _folded(grid.rows[0]) in table.heads


def _texts(row: Sequence[GridCell | None]) -> list[str]:
    return [cell.text if cell else "" for cell in row]


def _head(grid: Grid) -> tuple[int, list[TaskColumn] | None]:
    """Where the data begin, and the columns; no columns where the grid has no head."""
    for at, row in enumerate(grid.rows[:4]):
        texts = _texts(row)
        end = _head_end(grid, at)
        below = [_read_down(grid, at, end, column) for column in range(len(row))]
        if is_header(_distinct(row)) or (end > at + 1 and is_header(below)):
            roles = roles_of(below)
            return end, [TaskColumn(role, head) for role, head in zip(roles, below, strict=True)]
        if len([text for text in texts if text]) > 2:
            return 0, None
    return 0, None


def _distinct(row: Sequence[GridCell | None]) -> list[str]:
    """The texts of a row, a cell that covers several columns once."""
    seen: list[GridCell | None] = []
    for cell in row:
        if cell is not None and not any(cell is one for one in seen):
            seen.append(cell)
    return _texts(seen)


def _head_end(grid: Grid, at: int) -> int:
    """The first row under the head: a head's own merged cells, or halves of a merged head, reach further down."""
    end = at + 1
    first = grid.rows[at]
    split = {id(cell) for cell in first if cell is not None and cell.wide > 1}
    while end < len(grid.rows) and end < at + 3:
        row = grid.rows[end]
        shared = sum(1 for a, b in zip(first, row, strict=True) if a is not None and a is b)
        halves = split and any(
            cell and cell.text for cell, top in zip(row, first, strict=True) if top and id(top) in split
        )
        others_empty = all(
            not (cell and cell.text) or cell is top or (top and id(top) in split)
            for cell, top in zip(row, first, strict=True)
        )
        if shared or (halves and others_empty) or _is_lower_head(row, first):
            end += 1
        else:
            break
    if end < len(grid.rows) and is_numbering(_texts(grid.rows[end])):
        end += 1
    return end


def _is_lower_head(row: Sequence[GridCell | None], first: Sequence[GridCell | None], *, left: bool = False) -> bool:
    """A row that only names parts of the head above it: nothing under the number, known heads elsewhere."""
    filled = [cell.text for cell in row if cell and cell.text]
    left_empty = not (row[0] and row[0].text) and (left or bool(first[0] and first[0].text))
    return left_empty and bool(filled) and all(role_of(text) is not None for text in filled)


def _read_down(grid: Grid, at: int, end: int, column: int) -> str:
    seen: list[GridCell] = []
    for row in grid.rows[at:end]:
        cell = row[column]
        if (
            cell is not None
            and cell.text
            and not any(cell is one for one in seen)
            and not re.fullmatch(r"\(?\d{1,2}\)?", cell.text)
        ):
            seen.append(cell)
    return " ".join(cell.text for cell in seen)


def _continues(table: TaskTable, grid: Grid) -> bool:
    if grid.columns != len(table.columns):
        return False
    return not any(len(set(_texts(row))) == 1 and len(row) > 1 for row in grid.rows[:1] if row and row[0])


def _lower_head(table: TaskTable, grid: Grid) -> int:
    """1 where a part opens with the lower row of the head that stood alone before it: it names the columns anew."""
    row = grid.rows[0]
    if (
        table.rows
        or not table.heads
        or not _is_lower_head(row, [GridCell() for _ in row], left=bool(table.heads[0][0]))
    ):
        return 0
    heads = [f"{column.header} {text}".strip() for column, text in zip(table.columns, _texts(row), strict=True)]
    table.columns = [TaskColumn(role, head) for role, head in zip(roles_of(heads), heads, strict=True)]
    table.heads.append(_folded(row))
    return 1


def _folded(row: Sequence[GridCell | None]) -> list[str]:
    return [text.casefold() for text in _texts(row)]


def _same_heads(one: Sequence[TaskColumn], other: Sequence[TaskColumn]) -> bool:
    return len(one) == len(other) and [column.key for column in one] == [column.key for column in other]


def _append(table: TaskTable, grid: Grid, start: int, *, fresh: bool = False) -> None:
    heads = [*table.heads, [column.header.casefold() for column in table.columns]]
    broken = not fresh
    for row in grid.rows[start:]:
        texts = _folded(row)
        if texts in heads or (is_header(_distinct(row)) and roles_of(_texts(row)) == table.roles):
            broken = True
            continue
        if not any(texts) or (is_numbering(texts) and texts[0].strip("()") in {"1", "a"}):
            continue
        cells = (list(row) + [None] * len(table.columns))[: len(table.columns)]
        table.rows.append(TableRow(cells, after_break=broken))
        broken = False


def _rejoined(table: TaskTable) -> list[TableRow]:
    """Rows that a page break cut in two as one: the second half has no number of its own."""
    rows: list[TableRow] = []
    for row in table.rows:
        if rows and row.after_break and _is_second_half(table, row):
            rows[-1] = _glued(rows[-1], row)
        else:
            rows.append(row)
    return rows


def _is_second_half(table: TaskTable, row: TableRow) -> bool:
    roles = table.roles
    task = row.text(roles.index("task"))
    if "no" in roles:
        merged = len({id(cell) for cell in row.cells if cell}) == 1
        return not row.text(roles.index("no")).strip() and not (merged and len(roles) > 2 and task[:1].isupper())
    return task[:1].islower() or not task


def _glued(first: TableRow, second: TableRow) -> TableRow:
    cells: list[GridCell | None] = []
    for one, other in zip(first.cells, second.cells, strict=True):
        if one is None or other is None or not other.text:
            cells.append(one or other)
        elif not one.text:
            cells.append(other)
        else:
            cells.append(_glued_cell(one, other))
    return TableRow(cells, first.after_break)


def _glued_cell(one: GridCell, other: GridCell) -> GridCell:
    """The half cells: a paragraph that was cut in mid-sentence is closed up again."""
    ended = one.paragraphs[-1].text.endswith((".", ";", ":"))
    if ended and len(other.paragraphs) and not other.paragraphs[0].text[:1].islower():
        paragraphs = [*one.paragraphs, *other.paragraphs]
    else:
        paragraphs = [*one.paragraphs[:-1], join([one.paragraphs[-1], other.paragraphs[0]]), *other.paragraphs[1:]]
    return GridCell(paragraphs, one.row, one.column, one.wide)
