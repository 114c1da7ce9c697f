"""A consolidated report of the made-up province An Bình."""

from decimal import Decimal
from typing import Any

from lantoa.documents.writing.charts import Chart, Series, Share
from lantoa.documents.writing.report_content import (
    ByUnit,
    Figure,
    FigureGroup,
    Narrative,
    NotIncluded,
    ReportContent,
    UnitFigures,
)

MEETINGS = Figure("hn", "Số hội nghị, cuộc họp", "cuộc", Decimal(120), Decimal(98), 0, "tự động")
ARTICLES = Figure("tb", "Số tin, bài trên trang của đơn vị", "tin, bài", Decimal(1345), Decimal(1200), 0, "tự động")
PLAYS = Figure("sk", "Số buổi sân khấu hóa", "buổi", None, None, 0, "tự động")
ONLINE = Figure("tl", "Tỷ lệ hồ sơ trực tuyến", "%", Decimal("87.25"), Decimal("80.5"), 2, "nhập tay", "Theo sổ")
SUBJECT = "Kết quả truyền thông cải cách hành chính 6 tháng đầu năm 2026"


def sample_report(**changes: Any) -> ReportContent:
    """The sample with some of its fields changed."""
    content = ReportContent(
        issuer="Sở Giáo dục và Đào tạo tỉnh An Bình",
        superior="UBND tỉnh An Bình",
        symbol="BC-SGDĐT",
        place="An Bình",
        date="2026-06",
        subject=SUBJECT,
        addressees=["Ủy ban nhân dân tỉnh An Bình"],
        opening="Thực hiện Kế hoạch số 08/KH-UBND, Sở Giáo dục và Đào tạo báo cáo như sau:",
        closing=f"Trên đây là Báo cáo {SUBJECT[0].lower()}{SUBJECT[1:]}",
        narratives=[
            Narrative("1", 1, "Công tác chỉ đạo", "Ban hành Kế hoạch số 12/KH-SGDĐT.\nHọp triển khai ngày 05/3/2026."),
            Narrative("2", 1, "Kết quả thực hiện"),
            Narrative("3", 2, "Hội nghị", "Tổ chức 120 hội nghị."),
            Narrative("4", 2, "Tin, bài", "Đăng 1.345 tin, bài."),
            Narrative("5", 1, "Khó khăn, hạn chế"),
            Narrative("6", 1, "Phương hướng", "", is_required=True),
        ],
        groups=[FigureGroup("Hoạt động", [MEETINGS, ARTICLES, PLAYS]), FigureGroup("Kết quả", [ONLINE])],
        by_unit=ByUnit(
            [MEETINGS, ARTICLES],
            [
                UnitFigures("Trường THPT An Lạc", [Decimal(70), Decimal(1000)]),
                UnitFigures("=Trường THPT An Hòa", [Decimal(50), Decimal(345)]),
            ],
        ),
        not_included=[NotIncluded("Trường Tiểu học Kim Đồng", "Chưa gửi, quá hạn từ ngày 30/5/2026")],
        charts=[
            Chart(
                "hoat-dong",
                "Hoạt động truyền thông",
                [MEETINGS.name, ARTICLES.name],
                [Series("Kỳ này", [120, 1345]), Series("Kỳ trước", [98, None])],
                "lượt",
            ),
            Share("gui", "Tình hình gửi báo cáo", [("Đã tổng hợp", 2), ("Chưa tổng hợp", 1)], "đơn vị"),
        ],
        recipients=["Như trên", "Lưu: VT, VP"],
        signer_role="GIÁM ĐỐC",
        signer_name="Nguyễn Văn Mẫu",
    )
    for name, value in changes.items():
        setattr(content, name, value)
    return content
