"""A table as official documents print it: ruled, its head repeated on every page, no row cut by a page break."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.table import Table

from lantoa.documents.writing import styles
from lantoa.documents.writing.measure import text_width
from lantoa.documents.writing.parts import (
    add_text,
    empty_cell,
    fix_widths,
    forbid_row_break,
    repeat_row,
    set_cell_margins,
)
from lantoa.documents.writing.styles import Look

_CELL_MARGIN = 1.5  # mm
_NARROW = 22  # mm: no column of words is narrower
_SHORT_TEXT = 14  # signs: a number, a date, a word or two that belong on one line
Paragraphs = Sequence[str]  # of one cell


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column's head, and whether its cells are centred (numbers, dates) or run from the left."""

    header: str
    centred: bool = False


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of cells, each of one or more paragraphs; `group` makes it one title over the whole width."""

    cells: Sequence[Paragraphs] = ()
    group: str | None = None


def add_table(document: Document, columns: Sequence[PrintedColumn], rows: Sequence[PrintedRow], room: float) -> Table:
    """The table, `room` millimetres wide, its columns as wide as their texts deserve."""
    table: Table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
    fix_widths(table, column_widths(columns, rows, room))
    set_cell_margins(table, _CELL_MARGIN)
    for place, column in enumerate(columns):
        cell = empty_cell(table, 0, place)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        add_text(cell, column.header, styles.TABLE_HEAD)
    repeat_row(table, 0)
    forbid_row_break(table, 0)
    for number, row in enumerate(rows, start=1):
        _fill_row(table, number, row, columns)
    return table


def _fill_row(table: Table, number: int, row: PrintedRow, columns: Sequence[PrintedColumn]) -> None:
    forbid_row_break(table, number)
    if row.group is not None:
        table.cell(number, 0).merge(table.cell(number, len(columns) - 1))
        add_text(empty_cell(table, number, 0), row.group, styles.TABLE_GROUP)
        return
    for place, (column, paragraphs) in enumerate(zip(columns, row.cells, strict=True)):
        cell = empty_cell(table, number, place)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        look = styles.TABLE_CELL_CENTRED if column.centred else styles.TABLE_CELL
        _fill_cell(table, number, place, paragraphs or [""], look)


def _fill_cell(table: Table, row: int, column: int, paragraphs: Paragraphs, look: Look) -> None:
    for text in paragraphs:
        add_text(table.cell(row, column), text, look)


def column_widths(columns: Sequence[PrintedColumn], rows: Sequence[PrintedRow], room: float) -> list[float]:
    """Millimetres for each column, in all `room`.

    Every column gets what its longest word needs; the rest goes by the root of the text's length, so that a column of
    sentences is wide without starving the names of units beside it.
    """
    needs = [_need(place, column, rows) for place, column in enumerate(columns)]
    shares = [_weight(place, rows) for place in range(len(columns))]
    spare = max(room - sum(needs), 0)
    widths = [need + spare * share / (sum(shares) or 1) for need, share in zip(needs, shares, strict=True)]
    scale = room / sum(widths)
    return [width * scale for width in widths]


def _need(place: int, column: PrintedColumn, rows: Sequence[PrintedRow]) -> float:
    size = styles.TABLE_CELL.size
    widest = max(text_width(word, size, bold=True) for word in [*column.header.split(), "00"])
    texts = _texts(place, rows)
    margin = 2 * _CELL_MARGIN + 1
    short = max((text_width(text, size) for text in texts if len(text) <= _SHORT_TEXT), default=0.0)
    if any(len(text) > _SHORT_TEXT for text in texts):
        return max(widest + margin, short + margin, _NARROW)
    return max(widest, short) + margin


def _weight(place: int, rows: Sequence[PrintedRow]) -> float:
    lengths = sorted(len(text) for text in _texts(place, rows))
    typical = lengths[len(lengths) * 3 // 4] if lengths else 0
    return typical**0.7 if typical > 4 else 0.0


def _texts(place: int, rows: Sequence[PrintedRow]) -> list[str]:
    return [" ".join(row.cells[place]) for row in rows if row.group is None]
