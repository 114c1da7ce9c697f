"""What is asked once before a sum goes on to the head, and by the head before it goes out: units that are missing, odd
figures that nobody has explained, data that are not yet cut off. None of it keeps the report back."""

from django.utils import timezone

from lantoa.reports import content, outliers
from lantoa.reports.models import Report
from lantoa.reports.report_standing import due_of


def doubts(report: Report) -> list[str]:
    """The questions, in a sentence each; none for a report that adds nothing up."""
    inside, asked = outliers.held_of_asked(report)
    if report.is_nil or not asked:
        return []
    said = [f"Mới có {inside} trong {asked} đơn vị trong tổng hợp."] if inside < asked else []
    odd = len(outliers.outliers(report, [value for _, value in content.look(report).rows]))
    if odd:
        said.append(f"{odd} số liệu nên xem lại mà chưa ghi giải thích.")
    return [*said, *_before_cut_off(report)]


def _before_cut_off(report: Report) -> list[str]:
    """Data go on after today, and the day by which it is due leaves time to wait for them; a plan that asks for the
    report before the cut-off means it so."""
    last, due = report.period.ends_on, due_of(report)
    left = (last - timezone.localdate()).days
    if left <= 0 or (due is not None and due <= last):
        return []
    return [f"Số liệu của kỳ chốt ngày {last:%d/%m/%Y}, còn {left} ngày."]
