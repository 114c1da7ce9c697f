"""The line of a report is kept by its period: who is excused there, others report to the next one above."""

from django.urls import reverse

from lantoa.ledger.keepers import Keeper
from lantoa.ledger.models import Obligation
from lantoa.reports.models import Report


def keeper_of(obligation: Obligation) -> Keeper | None:
    """The page of the period that a report on this line belongs to, at the line of the unit; None for other lines."""
    found = (
        Report.objects.filter(obligation=obligation).select_related("period__template", "unit").order_by("pk").last()
    )
    if found is None:
        return None
    why = f"Miễn hay giao lại báo cáo này ở trang kỳ {found.period}, để báo cáo của các đơn vị bên dưới có nơi nhận."
    if found.unit_id == found.period.unit_id:
        why = f"Đây là báo cáo tổng hợp của kỳ {found.period}: chỉ đổi được ở trang kỳ."
    return Keeper(why, reverse("reports:period", args=[found.period_id]), "Mở trang kỳ báo cáo")
