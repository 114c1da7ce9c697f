"""Ordinary sentences of plans: which are commands, which only tell, and which must be asked about."""

import pytest

from lantoa.documents.plan import Command
from lantoa.documents.reading.tests.readings import END, HEAD, reading_of

pytestmark = pytest.mark.pure


def commands(item: str) -> list[Command]:
    body = f"I. MỤC ĐÍCH\nĐể mọi người cùng hiểu.\nII. NHIỆM VỤ\n1. Tuyên truyền\n- {item}\n"
    return reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền chuyển đổi số năm 2029\n{body}{END}").commands


@pytest.mark.parametrize(
    "item",
    [
        "Sở Khoa học và Công nghệ đã ban hành 3 văn bản trong quý IV/2028.",
        "Văn phòng Sở không tổ chức hội nghị trong tháng 5.",
        "Phòng học được trang bị máy chiếu từ tháng 8 năm 2029.",
        "Văn phòng Sở có 12 cán bộ, mỗi năm được tập huấn 02 lần.",
        "Trang thông tin điện tử của Sở có 12 chuyên mục, mỗi tháng đón 20.000 lượt truy cập.",
        "Trung tâm Văn hóa tỉnh vừa hoàn thành 2 phóng sự.",
        "Phòng Giáo dục Tiểu học được giao 03 nhiệm vụ.",
        "Luật Căn cước có hiệu lực từ ngày 01/7/2029.",
        "Học sinh được nghỉ hè từ ngày 01/6/2029.",
        "Kết quả quý I được công khai trên cổng thông tin điện tử.",
        "Ngày 10/10 hằng năm là Ngày Chuyển đổi số quốc gia.",
        "Trường Mầm non Hoa Sen có 3 lớp, mỗi lớp 25 cháu, học từ tháng 9.",
        "Thư viện trường mở cửa từ 7 giờ đến 17 giờ, mỗi tuần 05 ngày.",
        "Năm 2028, các trường đăng 320 tin, bài.",
        "Sở Tài chính ban hành 2 hướng dẫn trong quý III/2028.",
        "Hiệu trưởng các trường đã được tập huấn 02 lần trong năm 2028.",
        "Trường Tiểu học Kim Đồng chưa hoàn thành 02 chỉ tiêu của năm học.",
        "Từ quý II/2029, dịch vụ công trực tuyến được miễn phí cho người dân.",
        "Báo cáo viên pháp luật được hưởng phụ cấp từ ngày 01/7/2029.",
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2029 của Bộ Chính trị.",
        "Người dân có thể nộp hồ sơ 24/7, mỗi tháng tiết kiệm 02 ngày đi lại.",
    ],
)
def test_what_only_tells_is_neither_a_task_nor_a_question(item: str) -> None:
    assert commands(item) == []


@pytest.mark.parametrize(
    ("item", "end"),
    [
        ("Trường THPT Nguyễn Trãi là đơn vị đăng cai 01 hội thi trong quý II/2029.", "2029-06-30"),
        ("Phấn đấu 100% trường học có trang thông tin điện tử trước ngày 31/12/2029.", "2029-12-31"),
        ("Các trường không được tổ chức dạy thêm trong tháng 6/2029.", "2029-06-30"),
        ("Các trường có cấp THCS tổ chức 01 chuyên đề trong tháng 9.", "2029-09-30"),
        ("Hội thi được tổ chức ngày 15/3/2029.", "2029-03-15"),
        ("Kết quả kiểm tra được niêm yết trước ngày 15/3/2029.", "2029-03-15"),
        ("Các đơn vị đang lập dự toán năm 2030, gửi Sở Tài chính trước ngày 20/7/2029.", "2029-07-20"),
        ("Văn phòng Sở tổ chức tọa đàm kỷ niệm ngày 20/11.", "2029-11-20"),
        ("Các trường hưởng ứng Ngày Pháp luật Việt Nam 09/11.", "2029-11-09"),
        ("Trung tâm Y tế tiêm phòng cho học sinh ngày 12 tháng 3.", "2029-03-12"),
        ("Cổng dịch vụ công quốc gia sẽ vận hành từ tháng 3/2029.", "2029-03-31"),
        ("Đoàn trường biểu diễn 02 tiểu phẩm, tổ chức vào ngày 10/3/2029.", "2029-03-10"),
        ("Mỗi trường có ít nhất 12 tin, bài mỗi năm.", None),
    ],
)
def test_what_may_be_bidden_is_asked_about(item: str, end: str | None) -> None:
    [found] = commands(item)
    assert (found.is_plain, found.task.timing.end) == (False, end)


@pytest.mark.parametrize(
    ("item", "lead", "days"),
    [
        ("Cán bộ phụ trách có trách nhiệm cập nhật số liệu mỗi tuần.", "Cán bộ phụ trách", (None, None)),
        ("Cán bộ phải cập nhật danh mục trước ngày 15/4/2029.", "Cán bộ", (None, "2029-04-15")),
        ("Cán bộ được phân công cập nhật số liệu mỗi tuần.", "Cán bộ được phân công", (None, None)),
        ("Các trường đều tổ chức 01 hội thi trong tháng 10.", "Các trường", ("2029-10-01", "2029-10-31")),
        ("UBND cấp xã đăng 02 tin mỗi tháng.", "UBND cấp xã", (None, None)),
        ("Các trường đăng 20 tin mỗi tháng, tăng 5 tin so với năm 2028.", "Các trường", (None, None)),
        (
            "Phòng Quản trị - Thiết bị tổ chức 02 buổi tập huấn trong tháng 4.",
            "Phòng Quản trị - Thiết bị", ("2029-04-01", "2029-04-30"),
        ),
        (
            "Ban Quản lý chương trình tổ chức 01 hội nghị trong quý II.",
            "Ban Quản lý chương trình", ("2029-04-01", "2029-06-30"),
        ),
        (
            "Văn phòng Sở đăng 05 tin theo Kế hoạch số 12/KH-UBND ngày 05/01/2029 của UBND tỉnh.",
            "Văn phòng Sở", (None, None),
        ),
        ("Văn phòng Sở tổ chức Lễ phát động ngày 10/10/2029.", "Văn phòng Sở", ("2029-10-10", "2029-10-10")),
        (
            "Mỗi trường cử 01 giáo viên tham gia lớp tập huấn ngày 12 tháng 3.",
            "Mỗi trường", ("2029-03-12", "2029-03-12"),
        ),
        ("Đoàn trường tổ chức ngày hội đọc sách dịp 21/4/2029.", "Đoàn trường", ("2029-04-21", "2029-04-21")),
        (
            "Văn phòng Sở tổ chức hội thi từ ngày 01/3 đến ngày 15/3/2029.",
            "Văn phòng Sở", ("2029-03-01", "2029-03-15"),
        ),
        ("Văn phòng Sở tổ chức hội thi từ ngày 01 đến ngày 15/3/2029.", "Văn phòng Sở", ("2029-03-01", "2029-03-15")),
        (
            "Đoàn trường trình diễn 02 tiểu phẩm vào các ngày 10/3, 12/3 và 15/3/2029.",
            "Đoàn trường", ("2029-03-10", "2029-03-15"),
        ),
    ],
)  # fmt: skip
def test_what_names_its_unit_and_its_time_is_a_task(item: str, lead: str, days: tuple[str | None, str | None]) -> None:
    [found] = commands(item)
    assert found.is_plain
    assert (found.task.lead, (found.task.timing.start, found.task.timing.end)) == (lead, days)


@pytest.mark.parametrize(
    ("item", "task"),
    [
        ("Chủ trì: Văn phòng Sở; phối hợp: các phòng chuyên môn; thời gian: tháng 3/2029.", "Tuyên truyền"),
        (
            "Hội thi viết (chủ trì: Văn phòng Sở; phối hợp: các phòng chuyên môn; thời gian: tháng 3/2029).",
            "Hội thi viết",
        ),
    ],
)
def test_labels_on_one_line_are_cut_apart(item: str, task: str) -> None:
    [found] = commands(item)
    assert found.is_plain
    assert (found.task.task, found.task.lead, found.task.coordinating) == (
        task,
        "Văn phòng Sở",
        ["các phòng chuyên môn"],
    )
    assert found.task.timing.end == "2029-03-31"


def test_an_hour_ahead_of_a_day_that_comes_back_is_passed_over() -> None:
    sentence = "Hằng tháng, các tổ báo cáo Hiệu trưởng trước 16 giờ 00 ngày 25"
    [report] = reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2029\nI. BÁO CÁO\n{sentence}.\n{END}").reporting
    assert report.each is not None
    assert report.each.day == 25


@pytest.mark.parametrize("noise", ["trong ", "quý I - ", "ngày ", "phải chủ trì, ", "cơ quan, đơn vị, ", "kế hoạch "])
def test_a_very_long_sentence_keeps_its_unit_and_its_day(noise: str) -> None:
    [found] = commands(f"Văn phòng Sở đăng tin, {noise * (20_000 // len(noise))}xong trước ngày 20/11/2029.")
    assert found.task.lead == "Văn phòng Sở"
    assert found.task.timing.end == "2029-11-20" or "quý" in noise
