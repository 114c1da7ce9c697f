"""A plan of the made-up province An Bình as the contract's JSON, and ways to look into what was written."""

import io
import zipfile
from copy import deepcopy
from typing import Any

from docx import Document
from docx.document import Document as Opened
from lxml import etree

from lantoa.documents.plan import PlanReading
from lantoa.documents.writing.contract import plan_from_contract
from lantoa.documents.writing.plan import write_plan

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

REPORT = (
    "Định kỳ 6 tháng (trước ngày 25/5), năm (trước ngày 25/11) báo cáo kết quả thực hiện về Sở Giáo dục và Đào tạo "
    "để theo dõi"
)
OWN_PLAN = "Xây dựng kế hoạch tuyên truyền của đơn vị, hoàn thành trước ngày 15/3/2026"
MONEY = "Bố trí kinh phí trong dự toán được giao hằng năm để thực hiện nhiệm vụ tuyên truyền"


def _heading(label: str, title: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"label": label, "title": title, "children": list(children)}


def _task(no: str, task: str, raw: str, kind: str, start: str | None, end: str | None, **rest: Any) -> dict[str, Any]:
    filled = {"products": ["Kế hoạch chi tiết", "báo cáo kết quả"], "channel": None, "lead": "Văn phòng"}
    timing = {"raw": raw, "kind": kind, "start": start, "end": end}
    return {"no": no, "task": task, **filled, "coordinating": ["Các phòng thuộc Sở"], **rest, "timing": timing}


_CONTRACT: dict[str, Any] = {
    "kind": "ke_hoach",
    "issuer": "Sở Giáo dục và Đào tạo tỉnh An Bình",
    "superior": "UBND tỉnh An Bình",
    "number": "12/KH-SGDĐT",
    "place": "An Bình",
    "date": "2026-02-05",
    "title": "Truyền thông cải cách hành chính năm 2026",
    "year": 2026,
    "legal_bases": [
        {
            "number": "08/KH-UBND",
            "date": "2026-01-09",
            "issuer": "Ủy ban nhân dân tỉnh An Bình",
            "about": "truyền thông cải cách hành chính năm 2026",
        },
        {"number": None, "date": None, "issuer": None, "about": "Luật Trẻ em"},
    ],
    "citations": ["08/KH-UBND", "118/2025/NĐ-CP"],
    "sections": [
        _heading("I", "MỤC ĐÍCH, YÊU CẦU", _heading("1", "Mục đích"), _heading("2", "Yêu cầu")),
        _heading("II", "ĐỐI TƯỢNG TUYÊN TRUYỀN"),
        _heading("III", "NỘI DUNG TUYÊN TRUYỀN"),
        _heading("IV", "HÌNH THỨC TUYÊN TRUYỀN"),
        _heading("V", "KINH PHÍ"),
        _heading("VI", "TỔ CHỨC THỰC HIỆN", _heading("1", "Văn phòng"), _heading("2", "Các trường trực thuộc Sở")),
    ],
    "audiences": ["cán bộ", "công chức", "viên chức", "người học"],
    "contents": [
        "Phổ biến Nghị định số 118/2025/NĐ-CP về thực hiện thủ tục hành chính theo cơ chế một cửa",
        "Giới thiệu dịch vụ công trực tuyến toàn trình trong lĩnh vực giáo dục",
        "Kết quả chấm điểm chỉ số cải cách hành chính của ngành",
    ],
    "channels": [
        {"text": "Đăng tin, bài trên cổng thông tin điện tử của Sở", "kinds": ["portal"]},
        {"text": "Tổ chức hội nghị tập huấn nghiệp vụ", "kinds": ["meeting", "training"]},
    ],
    "tasks": [
        _task("1", "Viết tin, bài về thủ tục hành chính", "Thường xuyên", "continuous", "2026-01-01", "2026-12-31"),
        _task("2", "Thi tìm hiểu cải cách hành chính", "Quý III/2026", "quarter", "2026-07-01", "2026-09-30"),
        _task("3", "In tờ gấp hướng dẫn nộp hồ sơ", "", "none", None, None, lead=None, products=[], coordinating=[]),
    ],
    "duties": [
        {"unit": "Văn phòng", "items": ["Theo dõi, đôn đốc việc thực hiện Kế hoạch", MONEY]},
        {"unit": "Các trường trực thuộc Sở", "items": [OWN_PLAN, REPORT]},
    ],
    "deadlines": [
        {"what": OWN_PLAN, "who": "Các trường trực thuộc Sở", "due": "2026-03-15"},
        {"what": REPORT, "who": "Các trường trực thuộc Sở", "due": "2026-05-25"},
        {"what": REPORT, "who": "Các trường trực thuộc Sở", "due": "2026-11-25"},
    ],
    "reporting": [
        {"period": "6_thang", "due": "05-25", "to": "Sở Giáo dục và Đào tạo"},
        {"period": "nam", "due": "11-25", "to": "Sở Giáo dục và Đào tạo"},
    ],
    "budget": ["Kinh phí thực hiện do ngân sách nhà nước bảo đảm", MONEY],
    "contacts": {"emails": ["cchc@sgddt.anbinh.gov.vn"], "urls": ["https://sgddt.anbinh.gov.vn"], "phones": []},
    "figures": [
        {"value": 100, "unit": "%", "text": "Bảo đảm 100% đơn vị trực thuộc công khai thủ tục hành chính"},
    ],
    "recipients": ["UBND tỉnh", "Các đơn vị trực thuộc Sở", "Lưu: VT, VP"],
    "signatory": {"role": "PHÓ GIÁM ĐỐC", "on_behalf": "KT. GIÁM ĐỐC", "name": "Nguyễn Văn Mẫu"},
    "warnings": [],
}


def contract(**changes: Any) -> dict[str, Any]:
    """The sample with some of its keys changed."""
    return {**deepcopy(_CONTRACT), **changes}


def sample_plan(**changes: Any) -> PlanReading:
    return plan_from_contract(contract(**changes))


class Written:
    """A document as it was written: its parts as XML, and as python-docx opens it."""

    def __init__(self, plan: PlanReading, **options: Any) -> None:
        file = io.BytesIO()
        write_plan(plan, file, **options)
        self.parts = zipfile.ZipFile(file)
        self.document: Opened = Document(file)
        self.body = self.part("word/document.xml")

    def part(self, name: str) -> Any:
        return etree.fromstring(self.parts.read(name))

    def paragraph(self, start: str) -> Any:
        """The first paragraph, in a table or not, whose text begins with `start`."""
        return next(p for p in self.body.iter(f"{W}p") if text_of(p).startswith(start))

    def style_of(self, start: str) -> Any:
        """The style that a paragraph is written in, as python-docx knows it."""
        key = self.paragraph(start).find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        return next(style for style in self.document.styles if style.style_id == key)


def text_of(element: Any) -> str:
    """The text of an XML element; a line break counts as a space."""
    return "".join(" " if node.tag == f"{W}br" else node.text or "" for node in element.iter(f"{W}t", f"{W}br"))
