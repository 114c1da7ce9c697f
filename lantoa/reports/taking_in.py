"""Whether reports take in what was just logged: said on the page that follows."""

from lantoa.ledger.models import Activity
from lantoa.reports.models import Report
from lantoa.reports.owning import counting_units, owned_by
from lantoa.review.enums import ReviewState

_FINAL = (ReviewState.ACCEPTED, ReviewState.ISSUED)


def taken_in(activity: Activity) -> str:
    """Whether a report takes in what was just logged; where none does, why and what to do."""
    rows = Report.objects.current().filter(unit__in=counting_units(activity.unit_id))
    rows = rows.filter(period__starts_on__lte=activity.on, period__ends_on__gte=activity.on)
    near = rows.select_related("period__unit", "unit", "obligation").order_by("-unit__path", "-period__ends_on", "pk")
    telling = sorted(near, key=lambda row: (not _takes(row), row.is_excluded))
    report = next((row for row in telling if activity.unit_id in owned_by(row).ids), None)
    if report is None:
        return (
            f"Ngày {activity.on:%d/%m/%Y} chưa nằm trong kỳ báo cáo nào của đơn vị, nên chưa báo cáo nào tính hoạt "
            "động này. Kiểm tra lại ngày; nếu đúng, hoạt động được tính khi mở kỳ có ngày này."
        )
    return "Báo cáo của đơn vị tự tính thêm hoạt động này." if _takes(report) else f"{report} {_shut(report)}"


def _takes(report: Report) -> bool:
    """Whether the report may still be sent with what is logged now; a correction may after the period is closed too."""
    may_go = not report.period.is_closed or report.edition > 1
    return report.is_editable and not report.is_excluded and may_go


def _shut(report: Report) -> str:
    """Why a report takes nothing more in, and what opens it again."""
    office = report.period.unit.label
    if report.is_excluded:
        return f"không tính hoạt động này: đơn vị không phải gửi báo cáo này. Muốn tính, đề nghị {office} giao lại."
    if report.review_state in _FINAL:
        return "đã chốt nên không tính thêm hoạt động này. Muốn tính, mở báo cáo, chọn “Đính chính” và ghi lý do."
    if report.is_editable:
        return f"thuộc kỳ đã đóng nên không gửi thêm hoạt động này. Muốn tính, đề nghị {office} mở lại kỳ."
    return "đã trình nên không tính thêm hoạt động này. Muốn tính, rút lại hoặc đề nghị nơi nhận trả lại báo cáo."
