"""A table as official documents print it: ruled, its head repeated on every page, no row cut by a page break."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.table import Table, _Cell, _Row

from lantoa.documents.writing import styles
from lantoa.documents.writing.measure import broken_lines, text_width
from lantoa.documents.writing.parts import (
    add_text,
    emptied,
    fix_widths,
    forbid_row_break,
    highlight,
    repeat_row,
    set_cell_margins,
)
from lantoa.documents.writing.styles import Look
from lantoa.documents.writing.wording import writable

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
    """A row of cells, each of one or more paragraphs; `group` makes it one title over the whole width. `marked`:
    places of cells that are highlighted; `bold`: a total."""

    cells: Sequence[Paragraphs] = ()
    group: str | None = None
    marked: Sequence[int] = ()
    bold: bool = False


def add_table(
    document: Document,
    columns: Sequence[PrintedColumn],
    rows: Sequence[PrintedRow],
    room: float,
    widths: Sequence[float] | None = None,
) -> Table:
    """The table, `room` millimetres wide, its columns as wide as their texts deserve, or as `widths` says."""
    widths = widths or column_widths(columns, rows, room)
    table: Table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    fix_widths(table, widths)
    set_cell_margins(table, _CELL_MARGIN)
    head = table.rows[0]
    for column, cell, width in zip(columns, head.cells, widths, strict=True):
        _fill_cell(cell, [_broken_head(column.header, width)], styles.TABLE_HEAD)
    repeat_row(head)
    forbid_row_break(head)
    pattern = _pattern(table, columns)
    for row in rows:
        if row.group is None:
            _add_row(table, row, pattern, columns)
        else:
            _add_group(table, row.group)
    return table


def _pattern(table: Table, columns: Sequence[PrintedColumn]) -> CT_Row:
    """A row, in no table, of one word a cell: the rows are copies of it, which takes a fraction of making each anew."""
    made: _Row = table.add_row()  # type: ignore[no-untyped-call]
    forbid_row_break(made)
    for column, cell in zip(columns, made.cells, strict=True):
        _fill_cell(cell, ["x"], _look(column))
    table._tbl.remove(made._tr)
    return made._tr


def _add_row(table: Table, row: PrintedRow, pattern: CT_Row, columns: Sequence[PrintedColumn]) -> None:
    made = _Row(deepcopy(pattern), table)
    table._tbl.append(made._tr)
    words = list(made._tr.iter(qn("w:t")))
    unlike = []
    for place, (word, paragraphs) in enumerate(zip(words, row.cells, strict=True)):
        if len(paragraphs) == 1 and _is_one_word_of_xml(text := writable(paragraphs[0])):
            word.text = text
        else:
            unlike.append(place)
    if not (unlike or row.marked or row.bold):
        return
    cells = made.cells
    for place in unlike:
        _fill_cell(cells[place], row.cells[place] or [""], _look(columns[place]))
    _emphasise(row, cells)


def _is_one_word_of_xml(text: str) -> bool:
    """Whether a run holds the text as it is: no break, no tab, no space at an end."""
    return text.isprintable() and text == text.strip() != ""


def _add_group(table: Table, title: str) -> None:
    made: _Row = table.add_row()  # type: ignore[no-untyped-call]
    forbid_row_break(made)
    _fill_cell(made.cells[0].merge(made.cells[-1]), [title], styles.TABLE_GROUP)


def _look(column: PrintedColumn) -> Look:
    return styles.TABLE_CELL_CENTRED if column.centred else styles.TABLE_CELL


def _fill_cell(cell: _Cell, paragraphs: Paragraphs, look: Look) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    emptied(cell)
    for text in paragraphs:
        add_text(cell, text, look)


def _emphasise(row: PrintedRow, cells: Sequence[_Cell]) -> None:
    for place, cell in enumerate(cells):
        for paragraph in cell.paragraphs:
            if place in row.marked:
                highlight(paragraph)
            if row.bold:
                for run in paragraph.runs:
                    run.bold = True


def _broken_head(header: str, width: float) -> str:
    """A column's head in as many lines as its width asks for, no word cut in two syllables."""
    return "\n".join(broken_lines(header, width - 2 * _CELL_MARGIN - 0.5, styles.TABLE_HEAD.size, bold=True))


def _head_need(header: str) -> float:
    """What a head takes that is folded once at its best place."""
    size = styles.TABLE_HEAD.size
    whole = text_width(header, size, bold=True)
    if " " not in header or whole <= _NARROW:
        return max(text_width(word, size, bold=True) for word in [*header.split(), "00"])
    return max(text_width(line, size, bold=True) for line in broken_lines(header, whole * 0.7, size, bold=True)[:2])


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
    widest = _head_need(column.header)
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
