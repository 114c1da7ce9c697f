"""Small parts that every block of the form is made of: a styled paragraph, a drawn rule, a table without borders."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from lantoa.documents.writing.ooxml import element
from lantoa.documents.writing.styles import RULE, Look
from lantoa.documents.writing.wording import writable

Place = Document | _Cell

_RULE_HEIGHT = 3  # points that a rule's own paragraph takes


def add_text(place: Place, text: str, look: Look) -> Paragraph:
    """A paragraph of `text` in the style of `look`; "\\n" in the text breaks the line."""
    paragraph = place.add_paragraph(writable(text))
    paragraph._p.style = look.style_id  # python-docx would search all styles by name, each time
    return paragraph


def highlight(paragraph: Paragraph) -> None:
    """Mark the paragraph's words as with a marker pen."""
    for run in paragraph.runs:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def add_rule(place: Place, length: float, room: float, *, gap: float = 2) -> Paragraph:
    """A solid line of `length` millimetres in the middle of `room`, `gap` points below what stands above it.

    It is the top border of an empty paragraph, not a row of signs: it keeps its length whatever the font.
    """
    paragraph = add_text(place, "", RULE)
    side = Mm(max((room - length) / 2, 0))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = side
    form.space_before = Pt(gap)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(_RULE_HEIGHT)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz=6, space=0, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")
    return paragraph


def borderless_table(document: Document, widths: Sequence[float], *, rows: int = 1) -> Table:
    """A table without borders or cell margins, whose columns are `widths` millimetres wide."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    fix_widths(table, widths)
    set_cell_margins(table, 0)
    for row in table.rows:
        forbid_row_break(row)
    return table


def empty_cell(table: Table, row: int, column: int) -> _Cell:
    """A cell without the paragraph that every new cell has; it must be given one."""
    return emptied(table.cell(row, column))


def emptied(cell: _Cell) -> _Cell:
    """`cell` without its paragraphs; it must be given one."""
    for paragraph in cell.paragraphs:
        cell._tc.remove(paragraph._p)
    return cell


def fix_widths(table: Table, widths: Sequence[float]) -> None:
    """Column widths in millimetres that neither Word nor LibreOffice works out anew."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    if width is not None:
        width.set(qn("w:type"), "dxa")
        width.set(qn("w:w"), str(Mm(sum(widths)).twips))
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
        for cell in column.cells:
            cell.width = Mm(wide)


def set_cell_margins(table: Table, side: float) -> None:
    """White space in millimetres left and right within every cell."""
    margins = element("tblCellMar")
    for name in ("left", "right"):
        margins.append(element(name, w=Mm(side).twips, type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def forbid_row_break(row: _Row) -> None:
    """The row goes to the next page whole."""
    _mark(row, "cantSplit")


def repeat_row(row: _Row) -> None:
    """The row is printed again at the top of every page that the table reaches."""
    _mark(row, "tblHeader")


def _mark(row: _Row, tag: str) -> None:
    properties = row._tr.get_or_add_trPr()
    if properties.find(qn(f"w:{tag}")) is None:
        properties.append(element(tag))
