"""A report as a head reads it on a one-time link: figures with where they come from, then the narrative."""

from typing import Any

from lantoa.reports import flow
from lantoa.reports.models import Report
from lantoa.reports.report_screen import Screen
from lantoa.review.linkable import Linkable, register


def _context(report: Report, address: object) -> dict[str, Any]:
    return {"report": report, "screen": Screen(report)}


def _verb(report: Report) -> str:
    if report.is_nil:
        return "Xác nhận không phát sinh"
    return "Duyệt và gửi" if report.receiver_id else "Duyệt"


def register_links() -> None:
    how = Linkable(
        "báo cáo", "reports/_plain.html", _context, flow.approve, flow.send_back, _verb, styles=("reports/report.css",)
    )
    register(Report, how)
