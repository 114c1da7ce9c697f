"""How the work was directed: the unit's own plan with its number and day, the meetings that set the work going."""

from collections.abc import Collection

from django.db.models import Q

from lantoa.ledger.enums import ActivityKind, ObligationKind, ObligationState
from lantoa.ledger.models import Obligation, ObligationEvent
from lantoa.reports.drafting.wording import counted, listed, with_rest
from lantoa.reports.figures import done_by, matching
from lantoa.reports.models import Report, TemplateHeading
from lantoa.reports.writing.asked import cited
from lantoa.vietnamese.dates import short_date

_MEETINGS = {
    "kinds": [ActivityKind.CONFERENCE],
    "words": "triển khai, quán triệt, chỉ đạo, giao ban, phân công, kế hoạch",
}
_MOST = 5


def matching_of(heading: TemplateHeading) -> Q:
    """The activities that stand for direction: what the heading's filter says, else meetings on how to go about it."""
    return matching(heading.filter or _MEETINGS)


def draft(report: Report, units: Collection[int], heading: TemplateHeading) -> str:
    """Own plans first, then meetings."""
    return "\n".join(text for text in (*_own_plans(report), _meetings(report, units, heading)) if text)


def _own_plans(report: Report) -> list[str]:
    period = report.period
    met = Obligation.objects.filter(
        unit=report.unit,
        kind=ObligationKind.OWN_PLAN,
        state__in=(ObligationState.MET, ObligationState.MET_LATE),
        met_on__range=(period.starts_on, period.ends_on),
    )
    rows = list(met.prefetch_related("origin").order_by("met_on", "pk"))
    events = ObligationEvent.objects.filter(obligation__in=rows, what="met").order_by("pk")
    said = {event.obligation_id: event.text for event in events}
    return [_own_plan(row, said.get(row.pk, "")) for row in rows]


def _own_plan(row: Obligation, said: str) -> str:
    """ "Đã ban hành kế hoạch số 07/KH-MN ngày 05/03/2026 để thực hiện Kế hoạch số …"."""
    what = said.rstrip(".") if said.startswith("Đã ban hành") else "Đã ban hành kế hoạch của đơn vị"
    day = f" ngày {short_date(row.met_on)}" if row.met_on else ""
    above = cited(row.origin)
    return f"{what}{day}{f' để thực hiện {above}' if above else ''}."


def _meetings(report: Report, units: Collection[int], heading: TemplateHeading) -> str:
    from lantoa.reports.drafting.results import named  # it asks this module what is told here

    period = report.period
    held = done_by(units, period.starts_on, period.ends_on).filter(matching_of(heading)).order_by("on", "pk")
    total = held.count()
    if not total:
        return ""
    chosen = list(held[:_MOST])
    if total == 1:
        return f"Đã tổ chức: {named(chosen[0])}."
    lines = with_rest([named(one) for one in chosen], total, "cuộc")
    return f"Đã tổ chức {counted(total)} hội nghị, cuộc họp để chỉ đạo, triển khai:\n{listed(lines)}"
