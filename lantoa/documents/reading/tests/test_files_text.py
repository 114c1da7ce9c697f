import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files.text import read_text
from lantoa.documents.source import Line, SourceDocument

from .made_files import grid, lines, tables
from .test_files_docx import VIETNAMESE

pytestmark = pytest.mark.pure


def read(text: str) -> SourceDocument:
    return read_text(text.encode())


def looks(document: SourceDocument) -> list[Line]:
    return [block for block in document.blocks if isinstance(block, Line)]


def test_lines_of_plain_text_are_printed_lines_with_the_empty_ones_counted() -> None:
    document = read("\n\nKẾ HOẠCH\nTuyên truyền\n\n \n\nCăn cứ\r\nLuật")
    assert document.kind == "text"
    assert lines(document) == ["KẾ HOẠCH", "Tuyên truyền", "Căn cứ", "Luật"]
    assert [(line.whole, line.gap) for line in looks(document)] == [(False, 2), (False, 0), (False, 3), (False, 0)]


def test_rows_of_tabs_are_a_table_and_an_empty_line_or_other_text_ends_it() -> None:
    document = read("Phụ lục\n<b>STT</b>\t<b>Việc</b>\t<b>Đơn vị</b>\n1\ta\t\n\nSTT\tViệc\tĐơn vị\n\ttiếp\tb\nHết")
    first, second = tables(document)
    assert grid(document, first) == [["STT", "Việc", "Đơn vị"], ["1", "a", ""]]
    assert grid(document, second) == [["STT", "Việc", "Đơn vị"], ["", "tiếp", "b"]]
    assert lines(document) == ["Phụ lục", "Hết"]


def test_a_tab_after_a_number_or_before_a_line_makes_no_table() -> None:
    assert lines(read("1.\tMục đích\n\t\tGIÁM ĐỐC")) == ["1.\tMục đích", "GIÁM ĐỐC"]


def test_markdown_gives_whole_paragraphs_with_headings_and_bold_and_no_marks() -> None:
    document = read(
        "## **KẾ HOẠCH**\n\n#### I. MỤC ĐÍCH\n\nMột câu\ncòn tiếp *nghiêng* <https://a.vn/x_y_z>\n- mục\n\n"
        "**KT. GIÁM ĐỐC  \nPHÓ GIÁM ĐỐC**\n\n\\- thoát &amp; hết"
    )
    assert document.kind == "markdown"
    assert lines(document) == [
        "KẾ HOẠCH",
        "I. MỤC ĐÍCH",
        "Một câu\ncòn tiếp nghiêng https://a.vn/x_y_z",
        "- mục",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "- thoát & hết",
    ]
    assert [(line.heading, line.bold) for line in looks(document)][:3] == [(2, True), (4, False), (None, False)]
    assert [line.bold for line in looks(document)][4:6] == [True, True]
    assert all(line.whole for line in looks(document))


def test_a_markdown_table_keeps_its_cells_and_the_breaks_in_them() -> None:
    document = read("# A\n\n| STT | **Việc** |\n|---|:--:|\n| 1 | a<br>b |\n| 2 | |\n\nHết")
    (table,) = tables(document)
    assert grid(document, table) == [["STT", "Việc"], ["1", "a b"], ["2", ""]]
    assert [document[span] for span in table.cells[3].paragraphs] == ["a", "b"]


def test_stars_and_signs_of_plain_text_stay() -> None:
    assert lines(read("* Yêu cầu: a*b*c\nsnake_case_name 5 < 6 & 7\n-----\nhết")) == [
        "* Yêu cầu: a*b*c",
        "snake_case_name 5 < 6 & 7",
        "hết",
    ]


@pytest.mark.parametrize("data", [b" \n\t\n", b"\xff\xfe", b"a\0\0b\0c\0\0\0d" * 50])
def test_what_holds_no_text_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_text(data)
    assert "hãy" in caught.value.sentence


@given(st.lists(st.lists(VIETNAMESE, min_size=3, max_size=3), min_size=1, max_size=5))
def test_any_table_of_tabs_comes_back(rows: list[list[str]]) -> None:
    rows = [[cell.strip() or "x" for cell in row] for row in rows]
    document = read("\n".join("\t".join(row) for row in rows))
    (table,) = tables(document)
    assert grid(document, table) == [[" ".join(cell.split()) for cell in row] for row in rows]


@given(st.text())
def test_any_bytes_are_read_or_refused_and_spans_hold(text: str) -> None:
    try:
        document = read(text)
    except UnreadableDocument:
        return
    lines(document)
    tables(document)
