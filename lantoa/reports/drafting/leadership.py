"""How the work was directed: the unit's own plan with its number and day, the meetings that set the work going."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from lantoa.ledger.enums import ActivityKind, ObligationKind, ObligationState
from lantoa.ledger.models import Activity, Obligation, ObligationEvent
from lantoa.reports.drafting.wording import counted, listed, shortened
from lantoa.reports.figures import done_by, matching
from lantoa.reports.models import Report, TemplateHeading
from lantoa.reports.writing.asked import cited
from lantoa.vietnamese.dates import short_date
from lantoa.vietnamese.text import fold

_MEETINGS = {
    "kinds": [ActivityKind.CONFERENCE],
    "words": "triển khai, quán triệt, chỉ đạo, giao ban, phân công, kế hoạch",
}
_MOST, _LOOKED_AT = 5, 60


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
    if total == 1:
        return f"Đã tổ chức: {named(held[0])}."
    by_title: dict[str, list[Activity]] = {}
    for one in held[:_LOOKED_AT]:
        by_title.setdefault(fold(one.title), []).append(one)
    chosen = list(by_title.values())[:_MOST]
    lines = [named(same[0]) if len(same) == 1 else _named_once(same) for same in chosen]
    rest = total - sum(map(len, chosen))
    if len(chosen) == 1 and not rest:
        return f"Đã tổ chức: {lines[0]}."
    lines += [f"{counted(rest)} cuộc khác"] if rest else []
    return f"Đã tổ chức {counted(total)} hội nghị, cuộc họp để chỉ đạo, triển khai:\n{listed(lines)}"


def _named_once(same: Sequence[Activity]) -> str:
    """ "Giao ban tháng (03 cuộc, từ ngày 05/01/2026 đến ngày 05/03/2026, 120 lượt người)"."""
    first, last = short_date(same[0].on), short_date(same[-1].on)
    days = f"ngày {first}" if first == last else f"từ ngày {first} đến ngày {last}"
    people = sum(one.people or 0 for one in same)
    said = [f"{counted(len(same))} cuộc", days, f"{counted(people)} lượt người" if people else ""]
    return f"{shortened(same[0].title)} ({', '.join(text for text in said if text)})"
