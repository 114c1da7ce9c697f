"""Documents checked against Nghị định 30/2020/NĐ-CP: a right one is passed, each fault is found and named."""

import copy
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from lantoa.documents.checking.check import check_document
from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.writing.plan import plan_document
from lantoa.documents.writing.tests.samples import sample_plan

pytestmark = pytest.mark.pure


@pytest.fixture
def document():
    return plan_document(sample_plan())


@pytest.fixture
def findings(document, tmp_path):
    """Checks `document` as it is when called."""

    def check():
        document.save(tmp_path / "checked.docx")
        return check_document(tmp_path / "checked.docx")

    return check


def paragraph(document, start):
    """The first paragraph, in a table or not, that begins with `start`."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    everywhere = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return next(p for p in everywhere if p.text.startswith(start))


def test_a_document_in_the_right_form_has_no_findings(findings):
    assert findings() == []


def test_every_finding_names_the_article_and_the_mend(document, findings):
    document.sections[0].left_margin = Mm(25)
    (finding,) = findings()
    assert finding.rule == "margins"
    assert finding.source == "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I.3"
    assert finding.what == "Lề trái của phần 1 là 25,0 mm."
    assert "30 đến 35 mm" in finding.mend


def test_paper_of_another_size_is_found(document, findings):
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)
    assert [finding.rule for finding in findings()] == ["paper"]


def test_another_font_is_found_where_it_stands(document, findings):
    paragraph(document, "- Giới thiệu").runs[0].font.name = "Arial"
    (finding,) = findings()
    assert (finding.rule, "Arial" in finding.what) == ("font", True)
    assert finding.where.startswith("- Giới thiệu")


def test_coloured_letters_are_found(document, findings):
    paragraph(document, "- Giới thiệu").runs[0].font.color.rgb = RGBColor(255, 0, 0)
    assert [finding.rule for finding in findings()] == ["colour"]


def test_a_missing_page_number_is_found(document, findings):
    header = document.sections[0].header.paragraphs[0]
    for run in header.runs:
        run._r.getparent().remove(run._r)
    assert [finding.rule for finding in findings()] == ["page_number"]


def test_a_page_number_on_the_first_page_or_aside_is_found(document, findings):
    document.sections[0].different_first_page_header_footer = False
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    assert {finding.rule for finding in findings()} == {"page_number_first", "page_number_place"}


@pytest.mark.parametrize(
    ("start", "wrong", "rule"),
    [
        ("CỘNG HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.", "nation"),
        ("Độc lập", "Độc lập – Tự do – Hạnh phúc", "motto"),
        ("Số:", "Số 12/KH-SGDĐT", "number"),
        ("Số:", "Số: 7/KH-SGDĐT", "number"),
        ("Số:", "Số: 12/KH- SGDĐT", "number"),
        ("Số:", "Số: 12/KH_SGDĐT", "symbol"),
        ("An Bình, ngày", "An Bình, ngày 5 tháng 02 năm 2026", "date"),
        ("An Bình, ngày", "An Bình, ngày 05 tháng 03 năm 2026", "date"),
        ("An Bình, ngày", "An Bình ngày 05 tháng 3 năm 2026", "date"),
        ("Trên đây", "Trên đây là Kế hoạch.", "end"),
        ("Căn cứ Kế hoạch", "Căn cứ Kế hoạch số 08/KH-UBND", "bases_end"),
    ],
)
def test_wrong_words_are_found(document, findings, start, wrong, rule):
    line = paragraph(document, start)
    line.runs[0].text = wrong
    for run in line.runs[1:]:
        run.text = ""
    assert rule in {finding.rule for finding in findings()}


@pytest.mark.parametrize(
    ("start", "size", "rule"),
    [
        ("CỘNG HÒA", 14, "nation"),
        ("Độc lập", 12, "motto"),
        ("KẾ HOẠCH", 16, "kind_look"),
        ("- Giới thiệu", 12, "body_size"),
        ("UBND TỈNH", 14, "unit_size"),
        ("SỞ GIÁO DỤC", 11, "unit_size"),
        ("KT. GIÁM ĐỐC", 12, "signer_size"),
        ("Nơi nhận:", 14, "recipients_head"),
        ("- UBND tỉnh", 14, "recipients_size"),
        ("PHỤ LỤC", 12, "appendix"),
    ],
)
def test_wrong_sizes_are_found(document, findings, start, size, rule):
    for run in paragraph(document, start).runs:
        run.font.size = Pt(size)
    assert [finding.rule for finding in findings()] == [rule]


def test_wrong_weights_are_found(document, findings):
    paragraph(document, "KẾ HOẠCH").runs[0].font.bold = False
    paragraph(document, "Căn cứ").runs[0].font.italic = False
    assert [finding.rule for finding in findings()] == ["kind_look", "bases"]


@pytest.mark.parametrize(
    ("start", "bold", "rule"),
    [("UBND TỈNH", True, "superior"), ("SỞ GIÁO DỤC", False, "issuer"), ("KT. GIÁM ĐỐC", False, "signer")],
)
def test_the_weight_of_units_and_of_the_signer_is_found(document, findings, start, bold, rule):
    for run in paragraph(document, start).runs:
        run.font.bold = bold
    assert [finding.rule for finding in findings()] == [rule]


def test_a_note_that_the_copy_is_signed_is_no_name(document, findings):
    name = paragraph(document, "KT. GIÁM ĐỐC")._parent.paragraphs[-1]
    name.insert_paragraph_before("(Đã ký)").runs[0].font.size = Pt(12)
    assert findings() == []


def test_a_unit_or_a_role_in_small_letters_is_found(document, findings):
    paragraph(document, "SỞ GIÁO DỤC").runs[0].text = "Sở Giáo dục và Đào tạo"
    assert "unit_case" in {finding.rule for finding in findings()}


def test_a_committee_whose_name_takes_two_bold_lines_has_no_superior(document, findings):
    paragraph(document, "SỞ GIÁO DỤC").runs[0].text = "XÃ AN LẠC"
    superior = paragraph(document, "UBND TỈNH")
    superior.runs[0].text, superior.runs[0].font.bold = "ỦY BAN NHÂN DÂN", True
    assert "superior" not in {finding.rule for finding in findings()}


def test_bases_that_carry_out_another_document_close_the_list(document, findings):
    """ "Thực hiện …" is a basis too where it is set as one; the sentence that leads into section I is none."""
    last = paragraph(document, "Căn cứ Luật")
    last.runs[0].text = "Căn cứ Luật Trẻ em;"
    for run in last.runs[1:]:
        run.text = ""
    below = last._p.getnext()
    assert "bases_end" in {finding.rule for finding in findings()}
    another = copy.deepcopy(last._p)
    below.addprevious(another)
    Paragraph(another, last._parent).runs[0].text = "Thực hiện Công văn số 12/SNV-CCHC ngày 06 tháng 01 năm 2026."
    assert "bases_end" not in {finding.rule for finding in findings()}


def test_the_layout_of_paragraphs_is_found_once_each(document, findings):
    style = document.styles["Nội dung văn bản"].paragraph_format
    style.alignment = WD_ALIGN_PARAGRAPH.LEFT
    style.first_line_indent = Cm(2)
    style.space_before = Pt(0)
    style.line_spacing = 2.0
    rules = [finding.rule for finding in findings()]
    assert sorted(rules) == ["body_align", "body_gap", "body_indent", "body_lines"]


@pytest.mark.parametrize(("start", "rule"), [("Số:", "number"), ("CỘNG HÒA", "nation"), ("An Bình, ngày", "date")])
def test_what_is_missing_is_found(document, findings, start, rule):
    for run in paragraph(document, start).runs:
        run.text = ""
    assert rule in {finding.rule for finding in findings()}


def test_a_plain_word_file_gets_many_findings_and_no_error(tmp_path):
    document = docx.Document()
    document.add_paragraph("Một lá thư.")
    document.save(tmp_path / "letter.docx")
    rules = {finding.rule for finding in check_document(tmp_path / "letter.docx")}
    assert {"margins", "font", "nation", "motto", "number", "date", "kind", "recipients", "page_number"} <= rules


def test_an_empty_word_file_can_be_checked(tmp_path):
    docx.Document().save(tmp_path / "empty.docx")
    assert check_document(tmp_path / "empty.docx")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_word_file_gets_a_sentence(tmp_path, content):
    path = Path(tmp_path / "x.docx")
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument):
        check_document(path)


def test_a_font_that_only_the_theme_names_is_found(document, findings):
    """A theme's font, which the file does not name, is no Times New Roman."""
    fonts = document.styles["Nội dung văn bản"].element.rPr.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    assert "font" in {finding.rule for finding in findings()}
