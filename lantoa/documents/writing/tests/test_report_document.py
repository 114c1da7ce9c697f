"""A report as a document in the form of Nghị định 30/2020/NĐ-CP."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX

from lantoa.documents.checking.check import check_document
from lantoa.documents.writing.measure import text_width
from lantoa.documents.writing.report import roman, write_report
from lantoa.documents.writing.report_changes import differences, snapshot
from lantoa.documents.writing.report_content import Figure, FigureGroup, Narrative, UnitFigures
from lantoa.documents.writing.tests.report_samples import ARTICLES, MEETINGS, sample_report

pytestmark = pytest.mark.pure


def written(report=None, **options):
    file = io.BytesIO()
    write_report(report or sample_report(), file, **options)
    return Document(file)


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def headings(document):
    return [one.text for one in document.paragraphs if one.style.name in ("Heading 1", "Heading 2", "Heading 3")]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def highlighted(document):
    everything = [
        *document.paragraphs,
        *(p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs),
    ]
    return [p.text for p in everything if any(run.font.highlight_color == WD_COLOR_INDEX.YELLOW for run in p.runs)]


def test_it_has_letterhead_kind_subject_addressee_and_signature():
    document = written()
    head, signature = document.tables[0], document.tables[1]
    assert "SỞ GIÁO DỤC VÀ ĐÀO TẠO" in head.cell(0, 0).text
    assert "/BC-SGDĐT" in head.cell(1, 0).text
    assert texts(document)[0] == "BÁO CÁO"
    assert "Kính gửi: Ủy ban nhân dân tỉnh An Bình." in texts(document)
    assert signature.cell(0, 0).text.splitlines() == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."]
    assert signature.cell(0, 1).text.splitlines() == ["GIÁM ĐỐC", "Nguyễn Văn Mẫu"]


def test_room_is_left_for_the_signature_where_no_name_is_known():
    def room_of(name):
        return (
            written(sample_report(signer_name=name)).tables[1].cell(0, 1).paragraphs[-1].paragraph_format.space_before
        )

    assert room_of("") == room_of("Nguyễn Văn Mẫu")
    assert room_of("").pt >= 60


def test_what_nobody_has_approved_says_that_it_is_a_draft(tmp_path):
    assert "DỰ THẢO" in written(sample_report(is_draft=True)).tables[0].cell(1, 0).text
    assert "DỰ THẢO" not in written().tables[0].cell(1, 0).text
    write_report(sample_report(is_draft=True), tmp_path / "draft.docx")
    assert check_document(tmp_path / "draft.docx") == []


def test_a_long_symbol_stands_on_one_line():
    cell = written(sample_report(symbol="BC-PTDTNTTHCSTHPTBS")).tables[0].cell(1, 0)
    assert cell.text.endswith("/BC-PTDTNTTHCSTHPTBS")
    assert text_width(cell.text, 13) <= cell.width.mm


def test_a_date_stands_on_one_line():
    note = next(text for text in texts(written()) if text.startswith("(Kèm theo"))
    assert any(re.search(r"ngày\s+tháng 6 năm 2026", line) for line in note.split("\n"))


def test_headings_are_numbered_by_depth_and_empty_ones_left_out():
    assert headings(written()) == [
        "I. CÔNG TÁC CHỈ ĐẠO",
        "II. KẾT QUẢ THỰC HIỆN",
        "1. Hội nghị",
        "2. Tin, bài",
        "III. PHƯƠNG HƯỚNG",
    ]


def test_points_follow_the_vietnamese_alphabet():
    points = [Narrative(str(number), 3, f"Điểm {number}", "Có.") for number in range(5)]
    report = sample_report(narratives=[Narrative("a", 1, "Phần"), Narrative("b", 2, "Mục"), *points])
    assert [one[:2] for one in headings(written(report))[2:]] == ["a)", "b)", "c)", "d)", "đ)"]


def test_a_heading_that_must_be_filled_leaves_a_dotted_line():
    document = written()
    found = texts(document)
    assert set(found[found.index("III. PHƯƠNG HƯỚNG") + 1]) == {"…"}


def test_the_last_sentence_ends_the_document():
    assert [text for text in texts(written()) if text.endswith("./.")] == [sample_report().closing + "./."]


def test_figures_stand_in_an_appendix_with_the_period_before():
    table = cells(written().tables[2])
    assert table[0] == ["TT", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Ghi chú"]
    assert table[1][0] == "Hoạt động"
    assert table[2][1:] == ["Số hội nghị, cuộc họp", "cuộc", "120", "98", ""]
    assert table[4][3:] == ["–", "–", ""]
    assert table[6] == ["4", "Tỷ lệ hồ sơ trực tuyến", "%", "87,25", "80,50", "Theo sổ"]


def test_where_a_figure_comes_from_is_printed_only_when_asked_for():
    assert cells(written().tables[2])[6][5] == "Theo sổ"
    assert cells(written(shows_origin=True).tables[2])[6][5] == "nhập tay; Theo sổ"


def test_figures_by_unit_lie_on_a_wide_page_and_end_with_the_total():
    document = written()
    assert cells(document.tables[3])[1:] == [
        ["1", "Trường THPT An Lạc", "70", "1.000"],
        ["2", "=Trường THPT An Hòa", "50", "345"],
        ["", "Tổng hợp", "120", "1.345"],
    ]
    assert [section.orientation for section in document.sections].count(WD_ORIENT.LANDSCAPE) == 1


def test_what_makes_the_total_beside_the_units_stands_above_it():
    report = sample_report()
    report.by_unit = replace(report.by_unit, rest=[UnitFigures("Riêng Sở", [Decimal(3), None])])
    assert cells(written(report).tables[3])[-2:] == [["3", "Riêng Sở", "3", "–"], ["", "Tổng hợp", "120", "1.345"]]


def test_more_figures_than_a_page_is_wide_go_into_several_tables():
    figures = [replace(MEETINGS, key=str(number)) for number in range(20)]
    report = sample_report(groups=[FigureGroup("", figures)])
    report.by_unit = replace(
        report.by_unit, figures=figures, rows=[replace(report.by_unit.rows[0], values=[None] * 20)]
    )
    tables = [cells(table) for table in written(report).tables if table.rows[0].cells[1].text == "Đơn vị"]
    assert sum(len(table[0]) - 2 for table in tables[:-1]) == 20


def test_units_that_are_not_in_the_sum_are_named_with_the_reason():
    assert ["1", "Trường Tiểu học Kim Đồng", "Chưa gửi, quá hạn từ ngày 30/5/2026"] in cells(written().tables[4])


def test_heads_of_tables_repeat_on_every_page():
    for table in written().tables[2:]:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_charts_are_pictures_that_say_in_words_what_they_show():
    document = written()
    said = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert said == [chart.description for chart in sample_report().charts]


def test_appendices_are_numbered_and_say_what_they_belong_to():
    found = texts(written())
    assert [text for text in found if text.startswith("PHỤ LỤC")] == [
        f"PHỤ LỤC {one}" for one in ("I", "II", "III", "IV")
    ]
    assert sum(text.replace("\n", " ").startswith("(Kèm theo Báo cáo số") for text in found) == 4


def test_a_section_of_another_report_has_neither_opening_nor_signature():
    document = written(sample_report(is_section=True))
    assert texts(document)[0] == sample_report().subject.upper()
    everything = "\n".join(texts(document)) + "".join(cell for t in document.tables for row in cells(t) for cell in row)
    for absent in ("Kính gửi", "CỘNG HÒA", "Nơi nhận", "./.", "Kèm theo"):
        assert absent not in everything


def test_what_changed_since_the_last_printing_is_marked_and_listed():
    late = sample_report()
    late.groups = [FigureGroup("Hoạt động", [replace(MEETINGS, value=MEETINGS.value - 50), ARTICLES])]
    late.by_unit = replace(late.by_unit, rows=late.by_unit.rows[:1])
    late.narratives[3] = replace(late.narratives[3], text="Đăng 1.000 tin, bài.")
    changes = differences(snapshot(late), sample_report(), "lập ngày 12/6/2026")
    document = written(changes=changes)
    assert set(highlighted(document)) >= {"120", "Đăng 1.345 tin, bài.", "=Trường THPT An Hòa"}
    assert "Tổ chức 120 hội nghị." not in highlighted(document)
    assert "Điều chỉnh; bản trước: 70" in cells(document.tables[2])[2][5]
    listed = [row[1:] for row in cells(document.tables[-1])[1:]]
    assert ["=Trường THPT An Hòa", "Chưa tổng hợp", "Đã tổng hợp"] in listed
    assert ["Số hội nghị, cuộc họp", "70", "120"] in listed
    assert ["Tin, bài", "Đăng 1.000 tin, bài.", "Đăng 1.345 tin, bài."] in listed


def test_nothing_is_marked_in_a_printing_that_says_the_same():
    changes = differences(snapshot(sample_report()), sample_report())
    assert not highlighted(written(changes=changes))


def test_ten_thousand_words_are_no_trouble():
    text = "\n".join("Nội dung truyền thông cải cách hành chính của đơn vị. " * 10 for _ in range(100))
    report = sample_report(narratives=[Narrative("1", 1, "Kết quả", text)])
    assert sum(len(one.split()) for one in texts(written(report))) > 10_000


def test_signs_that_a_file_cannot_hold_do_not_stop_the_writing():
    figure = Figure("x", "Chỉ tiêu <b>&amp;</b>", "cuộc")
    report = sample_report(groups=[FigureGroup("", [figure])], opening="Dòng\x0blạ\x00 & <w:p>")
    file = io.BytesIO()
    write_report(report, file)
    assert cells(Document(file).tables[2])[1][1] == "Chỉ tiêu <b>&amp;</b>"


@pytest.mark.parametrize(("number", "sign"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")])
def test_roman_numbers(number, sign):
    assert roman(number) == sign
