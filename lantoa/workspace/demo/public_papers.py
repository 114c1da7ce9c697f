"""What units of An Bình make public: where it is a page of the portal, that page; else a paper with its own figures."""

import datetime as dt
import json
import random
from dataclasses import dataclass
from pathlib import Path

import typst
from django.urls import reverse

from lantoa.organisations.models import Unit
from lantoa.vietnamese.numbers import format_number

_MONEY = ("STT", "Nội dung", "Dự toán (triệu đồng)", "Thực hiện (triệu đồng)")
_COUNTED = ("STT", "Nội dung", "Số lượng")
# What the item's title begins with: the page that shows it.
_PAGES = {
    "Chức năng, nhiệm vụ": "portal:unit",
    "Thông tin chung": "portal:unit",
    "Đầu mối": "disclosure_public:unit",
    "Văn bản có giá trị": "procedures_public:list",
    "Phổ biến, hướng dẫn": "bookcase:list",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What a paper says: sentences, then a table of things, each with its usual number."""

    lines: tuple[str, ...]
    things: tuple[tuple[str, int], ...] = ()
    heads: tuple[str, ...] = _MONEY


_STATE = (
    ("Chi thường xuyên", 6200),
    ("Chi không thường xuyên", 900),
    ("Chi đầu tư, mua sắm", 1500),
    ("Chi chuyển đổi số", 380),
)
_PAPERS = {
    "Dự thảo": Content(
        (
            "Lấy ý kiến dự thảo Kế hoạch truyền thông năm tới trong 30 ngày; ý kiến gửi về văn phòng hoặc qua trang "
            "phản ánh, kiến nghị của Cổng.",
            "Đã nhận ý kiến của các phòng, xã, phường và trường; các ý kiến về thời hạn báo cáo được tiếp thu.",
        )
    ),
    "Chương trình, kế hoạch": Content(
        ("Các nhiệm vụ trọng tâm trong năm và kết quả thực hiện đến ngày công khai như sau.",),
        (("Nhiệm vụ được giao", 60), ("Nhiệm vụ đã hoàn thành", 41), ("Nhiệm vụ đang thực hiện trong hạn", 12)),
        _COUNTED,
    ),
    "Dự toán": Content(("Dự toán ngân sách được cấp có thẩm quyền giao trong năm như sau.",), _STATE),
    "Tình hình thực hiện dự toán": Content(("Tình hình thực hiện dự toán ngân sách trong quý như sau.",), _STATE),
    "Quyết toán": Content(("Số liệu quyết toán ngân sách đã được phê duyệt như sau.",), _STATE),
    "Quản lý, sử dụng": Content(
        ("Các khoản đóng góp, tài trợ và quỹ được quản lý, sử dụng như sau.",),
        (("Quỹ khuyến học", 45), ("Tài trợ thiết bị dạy học", 120), ("Quỹ đền ơn đáp nghĩa", 18)),
    ),
    "Mua sắm": Content(
        ("Kế hoạch và kết quả lựa chọn nhà thầu trong năm như sau.",),
        (("Thiết bị tin học", 320), ("Sửa chữa trụ sở", 450), ("In tài liệu truyền thông", 60)),
    ),
    "Nội quy": Content(
        (
            "Nội quy cơ quan quy định giờ làm việc, trang phục, tiếp công dân, bảo vệ tài sản và phòng cháy.",
            "Giờ tiếp công dân: sáng thứ Năm hằng tuần, từ 8 giờ đến 11 giờ 30 phút, tại phòng tiếp công dân.",
        )
    ),
    "Báo cáo công tác": Content(
        ("Số liệu thống kê trong kỳ như sau; báo cáo đầy đủ có tại văn phòng.",),
        (("Văn bản đã ban hành", 210), ("Hồ sơ đã giải quyết", 480), ("Cuộc kiểm tra đã thực hiện", 9)),
        _COUNTED,
    ),
    "Kết luận thanh tra": Content(
        (
            "Kết luận kiểm tra việc thực hiện kế hoạch truyền thông: đúng tiến độ, lưu đủ minh chứng.",
            "Tồn tại: hai trường gửi báo cáo chậm; đã khắc phục trong thời hạn được giao.",
        )
    ),
    "Thu, chi": Content(
        ("Thu, chi tài chính của nhà trường; học sinh thuộc diện chính sách được miễn, giảm theo quy định.",),
        (("Ngân sách nhà nước cấp", 5400), ("Học phí", 620), ("Dịch vụ bán trú", 800), ("Tài trợ, viện trợ", 90)),
    ),
    "Đội ngũ": Content(
        ("Đội ngũ, cơ sở vật chất của nhà trường tại ngày công khai như sau.",),
        (("Cán bộ quản lý", 3), ("Giáo viên", 52), ("Nhân viên", 7), ("Phòng học", 28), ("Phòng bộ môn", 6)),
        _COUNTED,
    ),
    "Kế hoạch và kết quả": Content(
        ("Kế hoạch và kết quả hoạt động giáo dục của năm học như sau.",),
        (("Học sinh đầu năm học", 890), ("Học sinh hoàn thành chương trình", 640), ("Học sinh được khen thưởng", 310)),
        _COUNTED,
    ),
    "Báo cáo thường niên": Content(
        ("Báo cáo thường niên của nhà trường: các số liệu chính của năm học như sau.",),
        (("Học sinh", 890), ("Lớp học", 24), ("Giáo viên", 52), ("Câu lạc bộ, hoạt động trải nghiệm", 8)),
        _COUNTED,
    ),
}


def page_of(item: str, unit: Unit) -> str:
    """The page of the portal on which the unit shows the item; empty where a paper does."""
    name = next((page for begin, page in _PAGES.items() if item.startswith(begin)), "")
    return reverse(name, args=[unit.pk] if name.endswith(":unit") else []) if name else ""


def paper_of(item: str, unit: Unit, on: dt.date) -> bytes:
    """The paper by which the unit shows the item, as PDF."""
    content = next((one for begin, one in _PAPERS.items() if item.startswith(begin)), Content(()))
    draw = random.Random(f"{unit.code}{item}")  # noqa: S311 - figures of a demo
    said = {
        "title": f"{item}, năm {on.year}",
        "unit": unit.name,
        "day": f"{on:%d/%m/%Y}",
        "lines": content.lines,
        "heads": content.heads,
        "rows": [
            [str(number), *_row(thing, usual, content, draw)] for number, (thing, usual) in enumerate(content.things, 1)
        ],
    }
    source = (Path(__file__).parent / "public_paper.typ").read_bytes()
    made = typst.compile(source, sys_inputs={"said": json.dumps(said)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _row(thing: str, usual: int, content: Content, draw: random.Random) -> list[str]:
    number = max(1, usual * draw.randint(85, 115) // 100)
    if content.heads != _MONEY:
        return [thing, format_number(number)]
    return [thing, format_number(number), format_number(number * draw.randint(70, 100) // 100)]
