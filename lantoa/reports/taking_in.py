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
    near = rows.select_related("period", "unit").order_by("-unit__path", "-period__ends_on", "pk")
    found = [row for row in near if activity.unit_id in owned_by(row).ids]
    if any(row.is_editable and not row.period.is_closed for row in found):
        return "Báo cáo của đơn vị tự tính thêm hoạt động này."
    if not found:
        return (
            f"Ngày {activity.on:%d/%m/%Y} chưa nằm trong kỳ báo cáo nào của đơn vị, nên chưa báo cáo nào tính hoạt "
            "động này. Kiểm tra lại ngày; nếu đúng, hoạt động được tính khi mở kỳ có ngày này."
        )
    return f"{found[0]} {_shut(found[0])}"


def _shut(report: Report) -> str:
    """Why a report takes nothing more in, and what opens it again."""
    if report.review_state in _FINAL:
        return "đã chốt nên không tính thêm hoạt động này. Muốn tính, mở báo cáo, chọn “Đính chính” và ghi lý do."
    if report.is_editable:
        return "thuộc kỳ đã đóng nên không gửi thêm hoạt động này. Muốn tính, đề nghị đơn vị mở kỳ mở lại kỳ."
    return "đã trình nên không tính thêm hoạt động này. Muốn tính, rút lại hoặc đề nghị nơi nhận trả lại báo cáo."
