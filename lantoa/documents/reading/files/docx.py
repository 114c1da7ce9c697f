"""Reads Word files (.docx): the body in order, automatic numbers as printed, tables with their merged cells."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lantoa.documents.reading.files.builder import Decode, RawCell, TextBuilder
from lantoa.documents.reading.files.docx_numbering import read_numbering
from lantoa.documents.reading.files.docx_package import Element, W, leading, open_package
from lantoa.documents.reading.files.docx_paragraph import MC, ParagraphReader, Printed
from lantoa.documents.reading.files.docx_styles import VAL, Styles
from lantoa.documents.reading.files.list_marks import split_items
from lantoa.documents.source import SourceDocument

_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_TRANSPARENT = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_CELL_MARKS, _SPAN, _DOWN, _SIDEWAYS = f"{W}tcPr", f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_WIDEST = 100  # columns; Word itself stops at 63


def read_docx(source: Path | IO[bytes], decode: Decode | None = None) -> SourceDocument:
    """The printed text of a Word file with its paragraphs (all whole) and tables."""
    package = open_package(source)
    reader = ParagraphReader(Styles(package.styles), read_numbering(package.numbering))
    body = _Body(reader, TextBuilder(decode))
    root = package.document.find(f"{W}body")
    if root is not None:
        body.add(root)
    body.finish()
    return body.builder.document("docx")


class _Body:
    """Walks block content and hands it to the builder."""

    def __init__(self, reader: ParagraphReader, builder: TextBuilder) -> None:
        self.reader = reader
        self.builder = builder
        self._carried = ""  # the text of a paragraph whose end was deleted by a tracked change
        self._tabbed: list[Printed] = []  # paragraphs whose tabs may be the columns of a table

    def finish(self) -> None:
        self._put_tabbed()

    def add(self, parent: Element) -> None:
        for block in _blocks(parent):
            if block.tag == _P:
                self._add_paragraph(block)
            else:
                self._add_table(block)

    def _add_paragraph(self, paragraph: Element) -> None:
        printed = self.reader.read(paragraph)
        for box in printed.boxes:
            self.add(box)
        printed.text = self._carried + printed.text
        self._carried = printed.text if printed.goes_on else ""
        if printed.goes_on or not printed.text.strip():
            return
        if not _is_row(self._tabbed, printed):
            self._put_tabbed()
        if _is_row(self._tabbed, printed):
            self._tabbed.append(printed)
        else:
            self._add_lines(printed)

    def _put_tabbed(self) -> None:
        """Paragraphs parted by as many tabs each are a table that was typed without one; a single one is a line."""
        rows, self._tabbed = self._tabbed, []
        if len(rows) == 1:
            self._add_lines(rows[0])
        elif rows:
            texts = [row.text.split("\t") for row in rows]
            self.builder.table(
                RawCell(row, column, [text]) for row, cells in enumerate(texts) for column, text in enumerate(cells)
            )

    def _add_lines(self, printed: Printed) -> None:
        for text in split_items(printed.label + printed.text):
            self.builder.line(
                text,
                whole=True,
                bold=printed.bold,
                italic=printed.italic,
                centred=printed.centred,
                heading=printed.heading,
                size=printed.size,
            )

    def _add_table(self, table: Element) -> None:
        self._put_tabbed()
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in row]
        if len(cells) == 1:
            self.add(cells[0])  # a frame around text, no table
        else:
            self.builder.table(self._raw_cells(rows))

    def _raw_cells(self, rows: list[list[Element]]) -> list[RawCell]:
        cells: list[RawCell] = []
        above: dict[int, RawCell] = {}  # the cell that a vertical merge may go on with, by its first column
        for place, row in enumerate(rows):
            column = _skipped(row)
            below: dict[int, RawCell] = {}
            for element in row:
                span, merge, follows = _merging(element)
                if follows and cells and cells[-1].row == place:
                    cells[-1].column_span += span
                elif merge == "continue" and column in above:
                    below[column] = above[column]
                    above[column].row_span = place - above[column].row + 1
                else:
                    cell = RawCell(place, column, self._cell_paragraphs(element), 1, span)
                    cells.append(cell)
                    if merge:
                        below[column] = cell
                column += span
            above = below
        return cells

    def _cell_paragraphs(self, parent: Element) -> list[str]:
        found: list[str] = []
        for block in _blocks(parent):
            if block.tag == _TABLE:
                found.extend(self._flat_rows(block))
                continue
            printed = self.reader.read(block)
            for box in printed.boxes:
                found.extend(self._cell_paragraphs(box))
            found.extend(_cell_texts(printed))
        return found

    def _flat_rows(self, table: Element) -> Iterator[str]:
        """The rows of a table within a cell, each as one paragraph."""
        for row in _rows(table):
            texts = (" ".join(self._cell_paragraphs(cell)) for cell in row)
            yield " ".join(text for text in texts if text)


def _is_row(above: list[Printed], printed: Printed) -> bool:
    """Whether a paragraph's tabs are columns: the first row fills them all, as a head does, the others have as many."""
    tabs = printed.text.count("\t")
    if printed.label or tabs < 2 or "\n" in printed.text:
        return False
    return tabs == above[0].text.count("\t") if above else all(map(str.strip, printed.text.split("\t")))


def _cell_texts(printed: Printed) -> list[str]:
    """In a cell an empty numbered paragraph counts: that is how the column of running numbers is often made."""
    return split_items(printed.label + printed.text)


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables below `parent`, content controls and insertions opened."""
    for child in parent:
        if child.tag in (_P, _TABLE):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks(child)
        elif child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            yield from _blocks(chosen if chosen is not None else child)


def _rows(table: Element) -> Iterator[list[Element]]:
    """The cells of each row that is printed."""
    for child in _opened(table, _ROW):
        properties = child.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield list(_opened(child, _CELL))


def _opened(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _opened(child, tag)


def _skipped(row: list[Element]) -> int:
    """How many columns stand empty before a row's first cell."""
    parent = row[0].getparent() if row else None
    before = parent.find(f"{W}trPr/{W}gridBefore") if parent is not None else None
    return _width(before)


def _merging(cell: Element) -> tuple[int, str | None, bool]:
    """A cell's width in columns, its vertical merge (restart, continue, none), whether the cell on its left goes on."""
    span, merge, goes_on = 1, None, False
    properties = leading(cell, _CELL_MARKS)
    for mark in properties if properties is not None else ():
        if mark.tag == _SPAN:
            span = max(1, _width(mark))
        elif mark.tag == _DOWN:
            merge = mark.get(VAL, "continue")
        elif mark.tag == _SIDEWAYS:
            goes_on = mark.get(VAL, "continue") == "continue"
    return span, merge, goes_on


def _width(element: Element | None) -> int:
    value = element.get(VAL, "") if element is not None else ""
    return min(int(value), _WIDEST) if value.isdigit() else 0
