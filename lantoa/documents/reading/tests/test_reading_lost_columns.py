"""A table that a tool printed block by block has lost its columns: nothing of it may be guessed."""

import pytest

from lantoa.documents.plan import PlanReading
from lantoa.documents.reading.tests.readings import BASES, BODY, END, HEAD, reading_of

pytestmark = pytest.mark.pure

WARNING = "đã mất cột"
SCATTERED = """TT

Hình
thức
1
Viết bài về cải
cách hành chính
2

Nội dung

Hội nghị
Đơn vị
chủ trì

Phòng Tổ chức

Sản
phẩm

Tin, bài
Trước ngày
30/9/2024
"""
HEAPED = """TT
Nhiệm vụ
Đơn vị chủ trì
Thời gian
1
2
3
Viết bài
Họp báo
In tờ rơi
Văn phòng Sở
Thanh tra Sở
Quý I
Quý II
"""
UNNUMBERED = """Thời gian
Tháng 9/2024
Hằng tháng
Nội dung công việc
Người phụ trách
Phổ biến nội quy Đoàn trường
Phát thanh học đường
Phối hợp
Công an xã
"""
WHOLE = """TT
Nội dung
Đơn vị
chủ trì
Thời gian
thực hiện
1
Viết bài về cải
cách hành chính
Văn phòng Sở
Quý I
TT
Nội dung
Đơn vị
chủ trì
Thời gian
thực hiện
2
Họp báo
Thanh tra Sở
Quý II
"""


def with_appendix(table: str) -> PlanReading:
    return reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\n{BASES}{BODY}{END}PHỤ LỤC\nNHIỆM VỤ NĂM 2024\n{table}")


def lost(reading: PlanReading) -> list[str]:
    return [warning for warning in reading.warnings if WARNING in warning]


@pytest.mark.parametrize("table", [SCATTERED, HEAPED, UNNUMBERED], ids=["scattered", "heaped", "unnumbered"])
def test_a_table_without_its_columns_gives_no_tasks_and_one_warning_that_says_what_to_do(table: str) -> None:
    reading = with_appendix(table)
    assert reading.tasks == []
    assert reading.deadlines == []
    assert len(lost(reading)) == 1
    assert ".docx hoặc .pdf" in lost(reading)[0]


def test_cells_in_order_are_rows_though_each_page_repeats_the_head() -> None:
    reading = with_appendix(WHOLE)
    rows = [(task.task, task.lead, task.timing.raw) for task in reading.tasks]
    assert rows == [
        ("Viết bài về cải cách hành chính", "Văn phòng Sở", "Quý I"),
        ("Họp báo", "Thanh tra Sở", "Quý II"),
    ]
    assert not lost(reading)


def test_each_appendix_is_read_by_its_own_head() -> None:
    second = "PHỤ LỤC 2\nTT\nNội dung\nHình thức\nThời gian\n1\nChuyển đổi số\nTờ gấp\nQuý III\n"
    tasks = with_appendix(f"{WHOLE}{second}").tasks
    assert [(task.task, task.channel, task.timing.raw) for task in tasks[2:]] == [
        ("Chuyển đổi số", "Tờ gấp", "Quý III")
    ]


def test_what_is_left_of_the_table_is_no_item_of_the_section_around_it() -> None:
    wide = "Kinh phí do ngân sách tỉnh bảo đảm theo phân cấp hiện hành và các nguồn hợp pháp khác."
    ragged = f"{SCATTERED}II. KINH PHÍ THỰC HIỆN\nSản phẩm\nĐơn vị chủ trì\nBăng rôn,\ntin bài\n{wide}\n"
    body = f"I. NỘI DUNG\n{wide.replace('Kinh phí', 'Công tác này')}\n{ragged}"
    reading = reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\n{BASES}{body}{END}")
    assert [text.value for text in reading.budget] == [wide.rstrip(".")]
    assert len(lost(reading)) == 1


def test_numbers_of_documents_in_a_lost_table_are_still_cited() -> None:
    reading = with_appendix(SCATTERED.replace("Hội nghị", "Theo Công văn số 77/SNV-CCHC"))
    assert "77/SNV-CCHC" in [one.value for one in reading.citations]


@pytest.mark.parametrize("title", ["Nội dung", "Hình thức", "Kinh phí thực hiện"])
def test_sections_that_bear_the_names_of_columns_are_no_table(title: str) -> None:
    body = f"Nội dung\n- Cải cách.\nHình thức\n- Họp.\n{title}\n- Do Sở chi.\nThời gian thực hiện\n- Cả năm.\n"
    assert not lost(reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\n{BASES}{body}{END}"))


RUN_ON = """TT Nội dung Đơn vị chủ trì Thời gian
1 Viết bài về cải cách hành chính trên trang thông tin điện tử của cơ quan Văn phòng
Sở Quý I
2 Họp báo về kết quả giải quyết hồ sơ sáu tháng đầu năm ở các đơn vị Thanh tra Sở Quý II
"""


def guessed(reading: PlanReading) -> list[str]:
    return [warning for warning in reading.warnings if "phỏng đoán" in warning]


def test_cells_that_run_into_each_other_on_a_line_are_read_with_one_warning_that_they_are_guessed() -> None:
    reading = with_appendix(RUN_ON)
    assert [task.lead for task in reading.tasks] == ["Văn phòng Sở", "Thanh tra Sở"]
    assert len(guessed(reading)) == 1
    assert "hãy soát lại" in guessed(reading)[0]


def test_cells_on_lines_of_their_own_are_not_called_guessed() -> None:
    assert not guessed(with_appendix(WHOLE))
    assert not guessed(with_appendix("TT\tNội dung\tĐơn vị chủ trì\tThời gian\n1\tHọp báo\tThanh tra Sở\tQuý I\n"))
