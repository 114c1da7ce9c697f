"""A ruled table says in each cell what it was given, however many rows are made alike."""

import docx
import pytest
from docx.oxml.ns import qn

from lantoa.documents.writing import page
from lantoa.documents.writing.tables import PrintedColumn, PrintedRow, add_table

pytestmark = pytest.mark.pure

COLUMNS = [PrintedColumn("Đơn vị"), PrintedColumn("Số", centred=True)]


def made(rows: list[PrintedRow]) -> "docx.table.Table":
    return add_table(page.blank_document(), COLUMNS, rows, 160)


@pytest.mark.parametrize("text", ["Trường A", "", "hai\ndòng", "một\tcột", " có khoảng trắng ", "1.200\xa0lượt"])
def test_a_cell_says_its_text_whatever_signs_it_holds(text: str) -> None:
    table = made([PrintedRow([["Trường đầu"], ["1"]]), PrintedRow([[text], ["2"]])])
    assert [cell.text for cell in table.rows[2].cells] == [text, "2"]
    assert [cell.text for cell in table.rows[1].cells] == ["Trường đầu", "1"]


def test_a_cell_of_two_paragraphs_and_one_of_none() -> None:
    table = made([PrintedRow([["một", "hai"], []])])
    assert [[part.text for part in cell.paragraphs] for cell in table.rows[1].cells] == [["một", "hai"], [""]]


def test_every_row_stays_whole_and_every_cell_has_the_look_of_its_column() -> None:
    table = made([PrintedRow([["a"], ["1"]]), PrintedRow([["b\nc"], ["2"]]), PrintedRow(group="Nhóm")])
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    looks = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows[1:3]]
    assert looks[0] == looks[1]
    assert looks[0][0] != looks[0][1]
    assert table.rows[3].cells[0].text == "Nhóm"


def test_what_is_marked_in_one_row_is_not_marked_in_the_next() -> None:
    table = made([PrintedRow([["a"], ["1"]], marked=[1], bold=True), PrintedRow([["b"], ["2"]])])
    marks = [[cell.paragraphs[0].runs[0].font.highlight_color is not None for cell in row.cells] for row in table.rows]
    assert marks[1:] == [[False, True], [False, False]]
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows[1:]] == [True, None]
