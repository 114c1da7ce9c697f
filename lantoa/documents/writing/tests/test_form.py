"""The form of Nghị định 30/2020/NĐ-CP, as it stands in the file."""

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.writing.plan import write_plan
from lantoa.documents.writing.tests.samples import W, Written, contract, sample_plan, text_of

pytestmark = pytest.mark.pure

TWIPS_PER_MM = 1440 / 25.4


@pytest.fixture(scope="module")
def written():
    return Written(sample_plan())


def margins(section):
    values = section.find(f"{W}pgMar")
    return {side: round(int(values.get(f"{W}{side}")) / TWIPS_PER_MM) for side in ("top", "bottom", "left", "right")}


def test_the_page_is_a4_with_the_margins_of_the_decree(written):
    section = next(written.body.iter(f"{W}sectPr"))
    size = section.find(f"{W}pgSz")
    assert [round(int(size.get(f"{W}{key}")) / TWIPS_PER_MM) for key in "wh"] == [210, 297]
    assert margins(section) == {"top": 20, "bottom": 20, "left": 30, "right": 15}


def test_every_letter_is_times_new_roman(written):
    used = {p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in written.body.iter(f"{W}p")}
    styles = {style.style_id: style for style in written.document.styles}
    assert {styles[key].font.name for key in used} == {"Times New Roman"}
    assert not list(written.body.iter(f"{W}rFonts"))


def test_the_page_number_is_centred_at_the_top_and_hidden_on_the_first_page(written):
    first, appendix = written.document.sections
    for section in (first, appendix):
        assert section.different_first_page_header_footer
        assert text_of(section.first_page_header._element) == ""
        assert section._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"
    number = first.header.paragraphs[0]
    assert [code.text.strip() for code in number._p.iter(f"{W}instrText")] == ["PAGE"]
    assert number.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert number.style.font.size.pt in (13, 14)


@pytest.mark.parametrize(
    ("start", "sizes", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False),
        ("UBND TỈNH AN BÌNH", (12, 13), False, False),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", (12, 13), True, False),
        ("Số: 12/KH-SGDĐT", (13,), False, False),
        ("An Bình, ngày 05 tháng 02 năm 2026", (13, 14), False, True),
        ("KẾ HOẠCH", (13, 14), True, False),
        ("Truyền thông cải cách hành chính năm 2026", (13, 14), True, False),
        ("Căn cứ Kế hoạch số 08/KH-UBND ngày 09 tháng 01 năm 2026", (13, 14), False, True),
        ("I. MỤC ĐÍCH, YÊU CẦU", (13, 14), True, False),
        ("1. Mục đích", (13, 14), True, False),
        ("- Phổ biến Nghị định", (13, 14), False, False),
        ("Nơi nhận:", (12,), True, True),
        ("- UBND tỉnh;", (11,), False, False),
        ("KT. GIÁM ĐỐC", (13, 14), True, False),
        ("Nguyễn Văn Mẫu", (13, 14), True, False),
        ("PHỤ LỤC", (14,), True, False),
        ("(Kèm theo Kế hoạch số 12/KH-SGDĐT", (13, 14), False, True),
    ],
)
def test_each_element_has_the_size_and_weight_of_the_decree(written, start, sizes, bold, italic):
    font = written.style_of(start).font
    assert font.size.pt in sizes
    assert (bool(font.bold), bool(font.italic)) == (bold, italic)


def test_body_text_is_justified_indented_and_spaced(written):
    form = written.style_of("- Phổ biến Nghị định").paragraph_format
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(form.first_line_indent.cm, 2) in (1.0, 1.27)
    assert form.space_before.pt + form.space_after.pt >= 6


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop(written):
    bases = [text_of(p) for p in written.body.iter(f"{W}p") if text_of(p).startswith("Căn cứ")]
    assert [text[-1] for text in bases] == [";", "."]


def test_the_text_ends_with_the_closing_sign(written):
    texts = [text_of(p) for p in written.body.iter(f"{W}p")]
    assert [text for text in texts if text.endswith("./.")] == [text for text in texts if text.startswith("Trên đây")]


def test_recipients_end_with_semicolons_and_the_last_with_a_full_stop(written):
    assert text_of(written.paragraph("- Các đơn vị trực thuộc Sở")).endswith(";")
    assert text_of(written.paragraph("- Lưu: VT, VP")).endswith(".")


def test_rules_are_drawn_lines_of_the_right_length(written):
    rules = [p for p in written.body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pBdr/{W}top") is not None]
    assert len(rules) == 3  # under the issuer, the motto and the subject
    assert not any(text_of(rule) for rule in rules)
    assert "____" not in "".join(text_of(p) for p in written.body.iter(f"{W}p"))
    lengths = []
    for rule, room in zip(rules, (66, 99, 165), strict=True):
        indent = rule.find(f"{W}pPr/{W}ind")
        sides = sum(int(indent.get(f"{W}{side}")) for side in ("left", "right"))
        lengths.append(room - sides / TWIPS_PER_MM)
    issuer, motto, _ = lengths
    assert 1 / 3 <= issuer / 60.8 <= 1 / 2  # "SỞ GIÁO DỤC VÀ ĐÀO TẠO" at 13 points, bold
    assert motto == pytest.approx(60.2, abs=1)  # as long as the motto at 14 points, bold


def test_letterhead_and_signature_stand_in_tables_without_borders(written):
    tables = list(written.body.iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in (tables[0], tables[1]):
        assert table.find(f"{W}tblPr/{W}tblBorders") is None
        style = table.find(f"{W}tblPr/{W}tblStyle")
        assert style is None or style.get(f"{W}val") == "TableNormal"


def test_the_table_head_repeats_and_no_row_is_cut_by_a_page(written):
    rows = list(list(written.body.iter(f"{W}tbl"))[-1].iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_wide_table_lies_on_its_side_and_a_narrow_one_stands():
    wide = Written(sample_plan()).document.sections[-1]
    assert wide.page_width > wide.page_height
    tasks = [{**row, "products": [], "coordinating": []} for row in contract()["tasks"]]
    narrow = Written(sample_plan(tasks=tasks)).document.sections[-1]
    assert narrow.page_width < narrow.page_height


def test_headings_make_words_navigation(written):
    levels = [(p.style.name, p.text) for p in written.document.paragraphs if p.style.name.startswith("Heading")]
    assert ("Heading 1", "I. MỤC ĐÍCH, YÊU CẦU") in levels
    assert ("Heading 2", "2. Yêu cầu") in levels
    outline = {style.name: style.element.find(f"{W}pPr/{W}outlineLvl") for style in written.document.styles}
    assert outline["Phụ lục"].get(f"{W}val") == "0"


def test_the_file_says_what_it_is(written):
    properties = written.document.core_properties
    assert properties.title == "Kế hoạch Truyền thông cải cách hành chính năm 2026"
    assert properties.author == "Sở Giáo dục và Đào tạo tỉnh An Bình"
    assert properties.language == "vi-VN"
    assert written.part("word/styles.xml").find(f".//{W}docDefaults//{W}lang").get(f"{W}val") == "vi-VN"


# Word refuses a file whose properties stand in another order than the schema's (ECMA-376, part 1, 17.3 and 17.4).
_ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing kern sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


@pytest.mark.parametrize("tag", _ORDER)
def test_properties_stand_in_the_order_that_word_insists_on(written, tag):
    order = _ORDER[tag].split()
    for part in (written.body, written.part("word/styles.xml")):
        for properties in part.iter(f"{W}{tag}"):
            names = [name for child in properties if (name := child.tag.removeprefix(W)) in order]
            assert names == sorted(names, key=order.index)


def test_no_picture_of_another_document_comes_along(written):
    assert not [name for name in written.parts.namelist() if "thumbnail" in name]


def test_a_number_and_a_day_not_yet_given_stay_blank():
    written = Written(sample_plan(number=None, date="2026-02"))
    number = text_of(written.paragraph("Số:"))
    assert number.replace("\u00a0", " ").split() == ["Số:", "/KH-SGDĐT"]
    assert text_of(written.paragraph("An Bình, ngày")).split() == ["An", "Bình,", "ngày", "tháng", "02", "năm", "2026"]
    assert text_of(Written(sample_plan(number=None), symbol="KH-SGD&ĐT").paragraph("Số:")).endswith("/KH-SGD&ĐT")


def test_a_long_issuer_breaks_ahead_of_its_place():
    written = Written(sample_plan(issuer="Ủy ban nhân dân xã Bình Minh Thượng", superior=None))
    breaks = written.paragraph("ỦY BAN NHÂN DÂN").iter(f"{W}t")
    assert [node.text for node in breaks] == ["ỦY BAN NHÂN DÂN", "XÃ BÌNH MINH THƯỢNG"]


def test_a_long_role_is_broken_into_even_lines_and_read_as_one(tmp_path):
    role = "PHÓ CHỦ TỊCH PHỤ TRÁCH LĨNH VỰC VĂN HÓA - XÃ HỘI"
    signatory = {"role": role, "on_behalf": "KT. CHỦ TỊCH", "name": "Trần Thị Bình"}
    plan = sample_plan(signatory=signatory)
    lines = [node.text for node in Written(plan).paragraph("PHÓ CHỦ TỊCH").iter(f"{W}t")]
    assert lines == ["PHÓ CHỦ TỊCH PHỤ TRÁCH", "LĨNH VỰC VĂN HÓA - XÃ HỘI"]
    write_plan(plan, tmp_path / "plan.docx")
    assert read_plan(open_document(tmp_path / "plan.docx")).to_contract()["signatory"] == signatory


def test_recipients_keep_away_from_the_signer(written):
    indent = written.paragraph("- UBND tỉnh").find(f"{W}pPr/{W}ind")
    assert int(indent.get(f"{W}right")) / TWIPS_PER_MM == pytest.approx(5, abs=0.1)
