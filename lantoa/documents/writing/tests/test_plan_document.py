"""The whole plan as a document: what stands where."""

import io

import pytest
from docx import Document

from lantoa.documents.plan import Appendix, BodyText, Found, PlanReading, Section, TaskColumn
from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.writing.plan import write_plan
from lantoa.documents.writing.tests.samples import W, Written, contract, sample_plan, text_of

pytestmark = pytest.mark.pure


def texts(written):
    return [text_of(p) for p in written.body.iter(f"{W}p") if text_of(p)]


def table_of(written):
    return [[cell.text.replace("\n", " ") for cell in row.cells] for row in written.document.tables[-1].rows]


def with_columns(*columns, **changes):
    plan = sample_plan(**changes)
    plan.appendix.columns = [TaskColumn(key, header) for key, header in columns]
    return plan


def test_headings_and_their_items_stand_in_the_order_of_the_plan():
    found = texts(Written(sample_plan()))
    order = ["I. MỤC ĐÍCH, YÊU CẦU", "II. ĐỐI TƯỢNG TUYÊN TRUYỀN", "III. NỘI DUNG TUYÊN TRUYỀN"]
    order += ["- Giới thiệu dịch vụ công trực tuyến toàn trình trong lĩnh vực giáo dục.", "V. KINH PHÍ", "1. Văn phòng"]
    places = [found.index(text) for text in order]
    assert places == sorted(places)


def test_the_table_has_the_plans_own_columns():
    written = Written(
        with_columns(
            ("no", "TT"),
            ("task", "Nội dung tuyên truyền"),
            ("lead+coordinating", "Đơn vị thực hiện"),
            ("timing", "Thời gian"),
            ("", "Ghi chú"),
        )
    )
    head, first, _, third = table_of(written)
    assert head == ["TT", "Nội dung tuyên truyền", "Đơn vị thực hiện", "Thời gian", "Ghi chú"]
    assert first == [
        "1",
        "Viết tin, bài về thủ tục hành chính",
        "Văn phòng chủ trì, phối hợp với Các phòng thuộc Sở",
        "Thường xuyên",
        "",
    ]
    assert third == ["3", "In tờ gấp hướng dẫn nộp hồ sơ", "", "", ""]


def test_without_columns_of_its_own_the_table_has_those_that_some_row_fills():
    head = table_of(Written(sample_plan()))[0]
    assert head == ["STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"]
    bare = [
        {**row, "products": [], "lead": None, "coordinating": [], "channel": "Tin, bài"} for row in contract()["tasks"]
    ]
    head = table_of(Written(sample_plan(tasks=bare)))[0]
    assert head == ["STT", "Nhiệm vụ", "Hình thức thực hiện", "Thời gian thực hiện"]


def test_units_with_commas_in_their_names_are_parted_by_semicolons():
    tasks = contract()["tasks"]
    tasks[0]["coordinating"] = ["các đơn vị thuộc, trực thuộc Sở", "cơ quan báo chí"]
    assert table_of(Written(sample_plan(tasks=tasks)))[1][4] == "các đơn vị thuộc, trực thuộc Sở; cơ quan báo chí"


def test_titled_groups_of_tasks_get_a_row_over_the_whole_table():
    plan = sample_plan()
    plan.tasks[0].group = plan.tasks[1].group = "I. Tuyên truyền"
    plan.tasks[2].group = "II. Ấn phẩm"
    written = Written(plan)
    merged = [row[0] for row in table_of(written) if len(set(row)) == 1]
    assert merged == ["I. Tuyên truyền", "II. Ấn phẩm"]


POINTS = "(Chi tiết phân công nhiệm vụ tại Phụ lục kèm theo)."


def with_bare_heading(title="PHÂN CÔNG NHIỆM VỤ", **changes):
    plan = sample_plan(**changes)
    plan.sections.insert(5, Section("VI", title))
    return plan


def test_a_heading_whose_table_is_the_appendix_says_where_it_is():
    found = texts(Written(with_bare_heading()))
    assert found[found.index("VI. PHÂN CÔNG NHIỆM VỤ") + 1] == POINTS
    plan = with_bare_heading()
    plan.appendix = Appendix("PHỤ LỤC II")
    assert "(Chi tiết phân công nhiệm vụ tại Phụ lục II kèm theo)." in texts(Written(plan))


def test_no_sentence_points_to_the_appendix_where_none_is_or_the_document_does_so_itself():
    assert POINTS not in texts(Written(with_bare_heading(tasks=[])))
    assert POINTS not in texts(Written(with_bare_heading("KHEN THƯỞNG")))
    plan = with_bare_heading()
    plan.sections[0].paragraphs.append(BodyText("Nhiệm vụ cụ thể tại Phụ lục ban hành kèm theo Kế hoạch này."))
    assert POINTS not in texts(Written(plan))


@pytest.mark.parametrize("title", ["PHÂN CÔNG NHIỆM VỤ", "NỘI DUNG, NHIỆM VỤ", "NHIỆM VỤ VÀ HÌNH THỨC TUYÊN TRUYỀN"])
def test_the_sentence_that_points_to_the_appendix_is_read_as_no_item(tmp_path, title):
    path = tmp_path / "plan.docx"
    plan = with_bare_heading(title)
    write_plan(plan, path)
    first = read_plan(open_document(path))
    assert POINTS in [text.text for section in first.sections for text in section.paragraphs]
    said = {key: value for key, value in first.to_contract().items() if key not in ("sections", "warnings")}
    assert said == {key: value for key, value in plan.to_contract().items() if key in said}
    write_plan(first, tmp_path / "again.docx")
    again = read_plan(open_document(tmp_path / "again.docx"))
    assert again.to_contract() == first.to_contract()
    assert [text.text for section in again.sections for text in section.paragraphs].count(POINTS) == 1


def test_a_plan_without_tasks_has_no_appendix():
    written = Written(sample_plan(tasks=[]))
    assert len(written.document.sections) == 1
    assert "PHỤ LỤC" not in texts(written)


def test_the_appendix_says_what_it_belongs_to():
    found = texts(Written(sample_plan()))
    start = found.index("PHỤ LỤC")
    assert found[start + 2] == (
        "(Kèm theo Kế hoạch số 12/KH-SGDĐT ngày 05 tháng 02 năm 2026 của Sở Giáo dục và Đào tạo tỉnh An Bình)"
    )
    plan = sample_plan()
    plan.appendix = Appendix("Phụ lục II", "Nhiệm vụ trọng tâm", "(Kèm theo Kế hoạch)")
    assert texts(Written(plan))[start : start + 3] == ["PHỤ LỤC II", "NHIỆM VỤ TRỌNG TÂM", "(Kèm theo Kế hoạch)"]


def test_the_bodys_own_words_and_marks_are_kept():
    plan = PlanReading(title=Found("Truyền thông năm 2026"))
    plan.preamble = [BodyText("Căn cứ Luật Trẻ em,"), BodyText("Nhà trường xây dựng Kế hoạch như sau:")]
    plan.sections = [
        Section(
            "I", "Yêu cầu", [], [BodyText("Kịp thời;", "a)"), BodyText("Các việc chính:", "b)"), BodyText("Một", "+")]
        )
    ]
    plan.closing = [BodyText("Yêu cầu các tổ thực hiện.")]
    found = texts(Written(plan))
    assert "Căn cứ Luật Trẻ em." in found
    assert found[found.index("I. Yêu cầu") + 1 :][:4] == [
        "a) Kịp thời;",
        "b) Các việc chính:",
        "+ Một.",
        "Yêu cầu các tổ thực hiện./.",
    ]


def test_a_plan_that_is_hardly_begun_can_be_written():
    written = Written(PlanReading())
    assert "KẾ HOẠCH" in texts(written)
    assert "…………, ngày" in " ".join(texts(written))


def test_signs_that_mean_something_in_xml_are_only_signs():
    assert "- Sở GD&ĐT <An Bình>;" in texts(Written(sample_plan(recipients=["Sở GD&ĐT <An Bình>", "Lưu: VT"])))


def test_an_old_file_stays_where_the_new_one_cannot_be_finished(tmp_path, monkeypatch):
    target = tmp_path / "ke-hoach.docx"
    target.write_bytes(b"old")

    def fail(self, file):
        file.write(b"half")
        raise OSError("no room")

    monkeypatch.setattr("docx.document.Document.save", fail)
    with pytest.raises(OSError, match="no room"):
        write_plan(sample_plan(), target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_it_writes_to_an_open_file_too():
    file = io.BytesIO()
    write_plan(sample_plan(), file)
    assert Document(file).paragraphs
