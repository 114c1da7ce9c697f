import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.documents.reading.files.docx import read_docx
from lantoa.documents.source import Line, SourceDocument

from .made_files import cell, grid, lines, numbered, paragraph, row, tables, word_file

pytestmark = pytest.mark.pure

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệỳýỷỹỵÀỀỘƯ0129 ,.;:()-/&", min_size=1)


def read(body: str, numbering: str = "", styles: str = "") -> SourceDocument:
    return read_docx(io.BytesIO(word_file(body, numbering, styles)))


def first(document: SourceDocument) -> Line:
    block = document.blocks[0]
    assert isinstance(block, Line)
    return block


def test_paragraphs_are_whole_and_say_how_they_look() -> None:
    body = paragraph("KẾ HOẠCH", '<w:jc w:val="center"/>', "<w:b/>") + paragraph("Căn cứ Luật", "", "<w:i/>")
    document = read(body)
    assert lines(document) == ["KẾ HOẠCH", "Căn cứ Luật"]
    title, base = document.blocks
    assert isinstance(title, Line)
    assert isinstance(base, Line)
    assert (title.whole, title.bold, title.centred, base.italic, base.bold) == (True, True, True, True, False)


def test_a_style_gives_its_look_through_its_ancestors() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="1"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    line = first(read(paragraph("Tiêu đề", '<w:pStyle w:val="B"/>'), styles=styles))
    assert (line.centred, line.bold, line.italic, line.heading) == (True, True, True, 2)


def test_decomposed_letters_become_nfc_and_spans_count_the_result() -> None:
    document = read(paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t") + paragraph("sau"))
    assert lines(document) == ["Tiếng Việt", "sau"]


def test_what_is_deleted_hidden_or_an_instruction_is_not_read_and_what_is_inserted_or_linked_is() -> None:
    body = (
        "<w:p><w:r><w:t>A</w:t></w:r><w:del><w:r><w:delText>B</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>C</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>D</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>E</w:t></w:r></w:hyperlink>"
        "<w:moveFrom><w:r><w:t>F</w:t></w:r></w:moveFrom><w:sdt><w:sdtContent><w:r><w:t>G</w:t></w:r></w:sdtContent>"
        "</w:sdt><w:r><w:footnoteReference/></w:r></w:p>"
    )
    assert lines(read(body)) == ["ACEG"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    body = paragraph("Trước ", "<w:rPr><w:del/></w:rPr>") + paragraph("sau")
    assert lines(read(body)) == ["Trước sau"]


def test_soft_hyphens_go_tabs_and_hard_hyphens_stay() -> None:
    body = (
        "<w:p><w:r><w:t>tuyên</w:t><w:softHyphen/><w:t>truyền</w:t><w:tab/><w:t>2021</w:t><w:noBreakHyphen/>"
        "<w:t>2025</w:t></w:r></w:p>"
    )
    assert lines(read(body)) == ["tuyêntruyền\t2021-2025"]


def test_a_line_break_stays_in_its_paragraph_unless_an_item_begins_after_it() -> None:
    body = "<w:p><w:r><w:t>Một câu</w:t><w:br/><w:t>dài</w:t><w:br/><w:t>- mục</w:t></w:r></w:p>"
    assert lines(read(body)) == ["Một câu\ndài", "- mục"]


def test_capitals_by_format_are_read_as_they_are_printed() -> None:
    assert lines(read(paragraph("Kế hoạch", "", "<w:caps/>"))) == ["KẾ HOẠCH"]


def test_text_boxes_are_read_once_and_before_the_paragraph_they_hang_on() -> None:
    box = f"<w:txbxContent>{paragraph('UBND TỈNH')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p>"
    )
    assert lines(read(body)) == ["UBND TỈNH", "KẾ HOẠCH"]


def test_merged_cells_stand_once_and_say_how_far_they_reach() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = (
        "<w:tbl>"
        + row(cell("TT", down), cell("Việc", wide))
        + row(cell("", on), cell("a"), cell("b"))
        + row(cell("1"), cell("c"), cell("d"))
        + "</w:tbl>"
    )
    document = read(body)
    (table,) = tables(document)
    assert grid(document, table) == [["TT", "Việc", "Việc"], ["TT", "a", "b"], ["1", "c", "d"]]
    assert [(place.row_span, place.column_span) for place in table.cells[:2]] == [(2, 1), (1, 2)]


def test_a_row_deleted_by_a_tracked_change_is_gone_and_an_indented_row_keeps_its_columns() -> None:
    body = (
        "<w:tbl>"
        + row(cell("a"), cell("b"))
        + row(cell("x"), cell("y"), marks="<w:del/>")
        + row(cell("c"), marks='<w:gridBefore w:val="1"/>')
        + "</w:tbl>"
    )
    document = read(body)
    (table,) = tables(document)
    assert grid(document, table) == [["a", "b"], [None, "c"]]


def test_a_nested_table_becomes_paragraphs_of_its_cell_and_a_frame_of_one_cell_is_no_table() -> None:
    inner = "<w:tbl>" + row(cell("1"), cell("2")) + row(cell("3"), cell("4")) + "</w:tbl>"
    outer = "<w:tbl>" + row(cell("a"), f"<w:tc>{inner}<w:p/></w:tc>") + "</w:tbl>"
    document = read(outer)
    (table,) = tables(document)
    assert [document[span] for span in table.cells[1].paragraphs] == ["1 2", "3 4"]
    framed = read("<w:tbl>" + row(cell("trong khung")) + "</w:tbl>")
    assert lines(framed) == ["trong khung"]


def test_an_empty_numbered_cell_shows_its_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    counted = f"<w:tc>{numbered('', 1)}</w:tc>"
    document = read("<w:tbl>" + row(counted, cell("a")) + row(counted, cell("b")) + "</w:tbl>", numbering)
    (table,) = tables(document)
    assert grid(document, table) == [["1", "a"], ["2", "b"]]


def test_tcvn3_fonts_are_decoded_run_by_run_and_capital_fonts_as_capitals() -> None:
    font = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    body = (
        paragraph("KÕ ho¹ch", "", font.format(".VnTime"))
        + paragraph("ñy ban nh©n d©n", "", font.format(".VnTimeH"))
        + paragraph("tr\u00adêng", "", font.format(".VnTime"))
        + paragraph("Kế hoạch", "", font.format(".VnTime"))
        + paragraph("Tieáng Vieät", "", font.format("VNI-Times"))
    )
    assert lines(read(body)) == ["Kế hoạch", "ỦY BAN NHÂN DÂN", "trường", "Kế hoạch", "Tiếng Việt"]


@settings(max_examples=40, deadline=None)
@given(st.lists(VIETNAMESE, min_size=1, max_size=6), st.lists(st.lists(VIETNAMESE, min_size=2, max_size=2), max_size=4))
def test_any_text_comes_back_as_it_was_written(paragraphs: list[str], cells: list[list[str]]) -> None:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    table = made.add_table(len(cells), 2)
    for place, texts in enumerate(cells):
        for column, text in enumerate(texts):
            table.cell(place, column).text = text
    held = io.BytesIO()
    made.save(held)
    document = read_docx(held)
    assert lines(document) == [text.strip() for text in paragraphs if text.strip()]
    if any(text.strip() for texts in cells for text in texts):
        (read_table,) = tables(document)
        assert grid(document, read_table) == [[" ".join(text.split()) for text in texts] for texts in cells]


@pytest.mark.parametrize("span", ["99999999", "-1", "x", ""])
def test_an_absurd_column_span_does_no_harm(span: str) -> None:
    body = "<w:tbl>" + row(cell("a", f'<w:gridSpan w:val="{span}"/>'), cell("b")) + "</w:tbl>"
    (table,) = tables(read(body))
    assert table.columns <= 101


def _tabbed(*cells: str) -> str:
    return "<w:p><w:r>" + "<w:tab/>".join(f"<w:t>{text}</w:t>" for text in cells) + "</w:r></w:p>"


def test_paragraphs_parted_by_as_many_tabs_are_a_table() -> None:
    rows = [("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Họp báo", ""), ("", "toàn tỉnh", "Văn phòng")]
    document = read(paragraph("PHỤ LỤC") + "".join(_tabbed(*row) for row in rows) + paragraph("Hết."))
    assert lines(document) == ["PHỤ LỤC", "Hết."]
    assert [grid(document, table) for table in tables(document)] == [[list(row) for row in rows]]


def test_tabs_that_only_push_text_to_the_side_make_no_table() -> None:
    pushed = _tabbed("", "", "GIÁM ĐỐC") + _tabbed("", "", "Lê Văn Tám")
    document = read(pushed + _tabbed("Họ tên:", "Đơn vị:", "Điện thoại:") + paragraph("Hết."))
    assert not tables(document)
    assert len(lines(document)) == 4
