"""What the white and the width of printed lines say, where the file knows no paragraphs."""

import pytest

from lantoa.documents.plan import PlanReading
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.reading.tests.readings import END, HEAD
from lantoa.documents.source import Line, SourceDocument

pytestmark = pytest.mark.pure


def printed(body: list[str], second_page: tuple[str, ...] = (), appendix: tuple[str, ...] = ()) -> PlanReading:
    """A plan as a PDF gives it: lines with their edges, none of them known to be a paragraph."""
    document = SourceDocument("", [], "pdf")
    for line in [*HEAD.splitlines(), "KẾ HOẠCH", "Tuyên truyền năm 2024", *body, *END.splitlines(), *appendix]:
        start = len(document.text)
        document.text += f"{line}\n"
        page = 2 if line in second_page else 1
        document.blocks.append(Line(start, start + len(line), page=page, left=0.15, right=0.84, gap=0.3))
    return read_plan(document)


def test_a_bracketed_note_at_the_top_of_a_page_is_no_part_of_the_item_before_it() -> None:
    item = "- Thực hiện tuyên truyền các nội dung cải cách hành chính gắn với kỷ niệm ngày"
    ending = "thành lập tỉnh, gắn với nhiệm vụ của ngành, của từng đơn vị trên toàn địa bàn."
    note = "(Có phụ lục nội dung trọng tâm, hình thức tuyên truyền năm 2024 gửi kèm)"
    body = ["I. NỘI DUNG", *([item, ending] * 3), note, "II. HÌNH THỨC", "- Qua các hội nghị."]
    contents = printed(body, (note,)).to_contract()["contents"]
    assert contents == [f"{item.strip('- ')} {ending.strip('.')}"] * 3


def test_rows_that_run_on_over_the_whole_width_are_cut_within_their_lines() -> None:
    rows = (
        "PHỤ LỤC",
        "TT Nội dung Sản phẩm Cơ quan chủ trì Thời gian",
        "1 Tuyên truyền về cải cách tổ chức bộ máy, tinh giản biên chế, đào tạo cán",
        "bộ, công chức, viên chức Kế hoạch, tin bài Phòng Tổ chức cán bộ Quý I",
        "2 Tham gia tập huấn, bồi dưỡng nghiệp vụ cải cách hành chính do tỉnh mở Tài",
        "liệu Văn phòng Sở Quý II",
    )
    tasks = printed(["I. NỘI DUNG", "- Cải cách."], appendix=rows).tasks
    assert [(task.products, task.lead, task.timing.raw) for task in tasks] == [
        (["Kế hoạch", "tin bài"], "Phòng Tổ chức cán bộ", "Quý I"),
        (["Tài liệu"], "Văn phòng Sở", "Quý II"),
    ]
