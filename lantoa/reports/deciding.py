"""Who decides on a report that was submitted, by name: said to those who wait."""

from lantoa.accounts.models import User
from lantoa.reports.models import Report

NOBODY = "Chưa ai duyệt được: đơn vị và các cấp trên chưa có thủ trưởng. Đề nghị quản trị viên giao vai trò thủ trưởng."


def deciders(report: Report) -> str:
    """The heads for whom it waits, with what they head; empty where there is none."""
    heads, unit = report.approvers()
    names = " hoặc ".join(str(head.user) for head in heads)
    return f"{names} (thủ trưởng {unit.label})" if unit is not None else ""


def waiting_words(report: Report, by: User) -> str:
    """What comes next after `by` has submitted the report."""
    if report.may_approve(by):
        return "Việc còn lại: duyệt." if report.receiver_id is None else "Việc còn lại: duyệt và gửi."
    names = deciders(report)
    return f"Chờ {names} duyệt." if names else NOBODY
