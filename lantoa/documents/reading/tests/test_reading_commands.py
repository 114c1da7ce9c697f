"""What a plan bids in sentences: who does what by when, outside any table."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.documents.plan import Command, PlanReading
from lantoa.documents.reading.tests.readings import END, HEAD, reading_of

pytestmark = pytest.mark.pure

TABLE = "PHỤ LỤC\nNHIỆM VỤ NĂM 2029\nTT\tNhiệm vụ\tChủ trì\tThời gian\n1\tMở lớp tập huấn viết tin\tVăn phòng\tQuý II\n"


def read(body: str, *, appendix: str = "") -> PlanReading:
    return reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền chuyển đổi số năm 2029\n{body}{END}{appendix}")


def commands(item: str, *, section: str = "II. NHIỆM VỤ\n1. Phát thanh") -> list[Command]:
    return read(f"I. MỤC ĐÍCH\nĐể mọi người cùng hiểu.\n{section}\n- {item}\n").commands


def one(item: str) -> Command:
    [found] = commands(item)
    return found


@pytest.mark.parametrize(
    ("item", "lead", "task", "when"),
    [
        (
            "Đài truyền thanh xã phát 02 chuyên mục mỗi tuần về căn cước điện tử.",
            "Đài truyền thanh xã", "Phát 02 chuyên mục mỗi tuần về căn cước điện tử", (None, None),
        ),
        (
            "Chi đoàn trường quay 01 phóng sự ngắn trước ngày 20/11/2029.",
            "Chi đoàn trường", "Quay 01 phóng sự ngắn trước ngày 20/11/2029", (None, "2029-11-20"),
        ),
        (
            "Trong quý III/2029, Phòng Khoa học và Công nghệ mở 03 lớp tập huấn.",
            "Phòng Khoa học và Công nghệ", "Mở 03 lớp tập huấn, Trong quý III/2029", ("2029-07-01", "2029-09-30"),
        ),
        (
            "Đề nghị các thôn, tổ dân phố niêm yết mã QR tại nhà văn hóa, xong trước 30/4.",
            "các thôn, tổ dân phố", "Niêm yết mã QR tại nhà văn hóa, xong trước 30/4", (None, "2029-04-30"),
        ),
        (
            "Phòng Tổ chức cán bộ tổ chức hội nghị trong tháng 5.",
            "Phòng Tổ chức cán bộ", "Tổ chức hội nghị trong tháng 5", ("2029-05-01", "2029-05-31"),
        ),
    ],
)  # fmt: skip
def test_a_sentence_that_says_who_does_what_and_when_is_a_command(
    item: str, lead: str, task: str, when: tuple[str | None, str | None]
) -> None:
    found = one(item)
    assert found.is_plain
    assert (found.task.lead, found.task.task) == (lead, task)
    assert (found.task.timing.start, found.task.timing.end) == when


def test_those_it_is_done_with_are_named() -> None:
    found = one("Văn phòng chủ trì, phối hợp với Công an xã, Hội Phụ nữ xã tổ chức 02 buổi đối thoại trong quý II.")
    assert found.task.lead == "Văn phòng"
    assert found.task.coordinating == ["Công an xã", "Hội Phụ nữ xã"]
    assert found.task.task == "Tổ chức 02 buổi đối thoại trong quý II"


def test_so_many_each_month_up_to_a_day_is_a_rhythm_with_an_end() -> None:
    found = one("Mỗi trường đăng ít nhất 03 bài mỗi tháng trên trang của trường. Hoàn thành trước ngày 15/12/2029.")
    assert (found.per, found.count, found.task.products) == ("thang", 3, ["03 bài"])
    assert (found.task.timing.start, found.task.timing.end) == ("2029-01-01", "2029-12-15")


def test_a_dated_sentence_that_names_nobody_is_a_command_without_a_lead() -> None:
    found = one("Hoàn thành việc treo khẩu hiệu trước ngày 02/9/2029.")
    assert (found.is_plain, found.task.lead, found.task.timing.end) == (False, None, "2029-09-02")


def test_items_below_a_line_that_names_their_unit_are_that_units() -> None:
    body = "I. NHIỆM VỤ\nPhòng Văn hóa - Xã hội:\n- Treo 10 băng rôn trước ngày 15/01/2029.\n"
    body += "- Mở 01 cuộc thi trong quý IV.\n"
    assert [found.task.lead for found in read(body).commands] == ["Phòng Văn hóa - Xã hội"] * 2


def test_labelled_lines_below_a_heading_are_one_task() -> None:
    body = (
        "I. MỤC ĐÍCH\nĐể hiểu.\nII. NHIỆM VỤ\n1. Hội thi tuyên truyền viên giỏi\n- Đơn vị chủ trì: Ủy ban MTTQ xã.\n"
        "- Đơn vị phối hợp: Công an xã; Đoàn Thanh niên.\n- Thời gian: Quý III/2029.\n- Sản phẩm: Hội thi, video.\n"
        "2. Ra quân\n- Cơ quan thực hiện: Đoàn Thanh niên.\n- Thời hạn hoàn thành: trước ngày 26/3/2029.\n"
    )
    rows = [found.task for found in read(body).commands]
    assert [(row.task, row.lead, row.timing.end) for row in rows] == [
        ("Hội thi tuyên truyền viên giỏi", "Ủy ban MTTQ xã", "2029-09-30"),
        ("Ra quân", "Đoàn Thanh niên", "2029-03-26"),
    ]
    assert rows[0].coordinating == ["Công an xã", "Đoàn Thanh niên"]
    assert rows[0].products == ["Hội thi", "video"]


@pytest.mark.parametrize(
    "item",
    [
        "Nâng cao nhận thức của cán bộ và nhân dân về chuyển đổi số.",
        "Các trường tiếp tục thực hiện nghiêm các quy định của ngành.",
        "Luật Căn cước có hiệu lực từ ngày 01/7/2024.",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2029 của UBND tỉnh.",
        "Năm 2028, các đơn vị đã đăng 320 tin, bài.",
    ],
)
def test_what_bids_nothing_by_a_time_or_in_a_number_is_no_command(item: str) -> None:
    assert commands(item, section="II. NỘI DUNG") == []


def test_an_aim_in_numbers_is_asked_about_not_taken_for_a_task() -> None:
    [found] = commands("Mỗi trường có ít nhất 12 tin, bài mỗi năm.", section="II. CHỈ TIÊU")
    assert not found.is_plain


def test_what_a_duty_a_report_or_a_row_of_the_table_says_is_no_command() -> None:
    body = (
        "I. NHIỆM VỤ\n- Văn phòng mở lớp tập huấn viết tin trong quý II.\n- Các trường báo cáo Sở trước ngày 30/11/2029"
        " kết quả năm.\nII. TỔ CHỨC THỰC HIỆN\n1. Văn phòng\n- Đôn đốc các trường, xong trước ngày 01/12/2029.\n"
    )
    texts = [found.text for found in read(body, appendix=TABLE).commands]
    assert not any("tập huấn" in text or "Đôn đốc" in text for text in texts)


def test_the_contract_has_tasks_of_tables_only() -> None:
    out = read("I. NHIỆM VỤ\n- Văn phòng đăng 02 bài trước ngày 30/6/2029.\n")
    assert len(out.commands) == 1
    assert out.to_contract()["tasks"] == []


UNITS = st.sampled_from(["Văn phòng Sở", "Các trường tiểu học", "Công an phường", "Mỗi tổ chuyên môn", "UBND các xã"])
DEEDS = st.sampled_from(["đăng", "tổ chức", "biên soạn", "treo", "thực hiện"])
THINGS = st.sampled_from(["tin", "buổi", "video", "băng rôn", "chuyên đề"])


@settings(max_examples=40)
@given(UNITS, DEEDS, st.integers(1, 60), THINGS, st.dates(min_value=dt.date(2029, 1, 1),
       max_value=dt.date(2029, 12, 31)))  # fmt: skip
def test_every_value_of_a_command_stands_where_its_span_says(unit, deed, count, thing, day):  # type: ignore[no-untyped-def]
    sentence = f"{unit} {deed} {count:02d} {thing} trước ngày {day:%d/%m/%Y}"
    text = f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2029\nI. NHIỆM VỤ\n- {sentence}.\n{END}"
    [found] = reading_of(text).commands
    cells = {
        key: " ".join(text[span.start : span.end] for span in spans) for key, spans in found.task.cell_spans.items()
    }
    assert cells["lead"] == found.task.lead == unit
    assert cells["products"] == found.task.products[0] == f"{count:02d} {thing}"
    assert found.task.timing.end == day.isoformat()
    assert cells["timing"] == found.task.timing.raw
