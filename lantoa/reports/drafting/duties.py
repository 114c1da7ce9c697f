"""What the unit owed: how much of it is done, what is late or was returned, what falls due in the next period.

The report's own obligation is left out: that a report is being written is no news in it.
"""

import datetime as dt
from collections.abc import Callable, Collection

from django.db.models import Count, F, Q
from django.utils import timezone

from lantoa.documents.writing.wording import lower_first, upper_first
from lantoa.ledger.enums import DONE, ClaimState, ObligationState
from lantoa.ledger.models import Claim, Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.reports.drafting.wording import UNIT, apart, counted, listed, shortened, with_rest
from lantoa.reports.enums import HeadingRole
from lantoa.reports.models import Report
from lantoa.vietnamese.dates import short_date

_MOST = 8


def evaluation(report: Report, units: Collection[int], who: str) -> str:
    """ "Trong kỳ có 12 việc đến hạn; đã hoàn thành 10 việc (đúng hạn 09, quá hạn 01), còn 02 việc chưa hoàn thành."."""
    state = Q(state=ObligationState.MET)
    counts = _due(report, units).aggregate(
        total=Count("pk"),
        met=Count("pk", filter=state),
        late=Count("pk", filter=Q(state=ObligationState.MET_LATE)),
        nil=Count("pk", filter=Q(state=ObligationState.NIL)),
        open=Count("pk", filter=~Q(state__in=DONE)),
    )
    if not counts["total"]:
        return ""
    done = counts["met"] + counts["late"]
    said = [f"đã hoàn thành {counted(done)} việc{_how_timely(counts['met'], counts['late'])}"] if done else []
    said += [f"{counted(counts['nil'])} việc không phát sinh"] if counts["nil"] else []
    said += [f"{counted(counts['open'])} việc chưa hoàn thành"] if counts["open"] else []
    return f"Trong kỳ, {apart(who)} có {counted(counts['total'])} việc đến hạn: {', '.join(said)}."


def _how_timely(met: int, late: int) -> str:
    if not late:
        return " đúng hạn"
    return f" ({counted(met)} việc đúng hạn, {counted(late)} việc quá hạn)" if met else " nhưng quá hạn"


def difficulties(report: Report, units: Collection[int], who: str) -> str:
    """Late work and returned claims, as facts; causes are for the unit to write."""
    found = [text for text in (_late(report, units), _returned(report, units)) if text]
    return "\n".join(text if who == UNIT else f"{upper_first(apart(who))} {lower_first(text)}" for text in found)


def _late(report: Report, units: Collection[int]) -> str:
    late = _due(report, units).filter(state=ObligationState.OPEN, due_on__lt=timezone.localdate())
    total = late.count()
    if not total:
        return ""
    lines = [f"{shortened(row.title)} (hạn {short_date(row.due_on)})" for row in late[:_MOST] if row.due_on]
    return f"Có {counted(total)} việc chưa hoàn thành đúng hạn:\n{listed(with_rest(lines, total, 'việc'))}"


def _returned(report: Report, units: Collection[int]) -> str:
    first, last = report.period.starts_on, report.period.ends_on
    returned = Claim.objects.filter(obligation__unit__in=units, state=ClaimState.RETURNED)
    returned = returned.filter(_decided_within(first, last)).select_related("obligation").order_by("decided_at", "pk")
    total = returned.count()
    if not total:
        return ""
    lines = [f"{shortened(one.obligation.title)} (lý do: {shortened(one.note)})" for one in returned[:_MOST]]
    lines = with_rest(lines, total, "đề nghị")
    return f"Có {counted(total)} đề nghị xác nhận hoàn thành bị trả lại:\n{listed(lines)}"


def _decided_within(first: dt.date, last: dt.date) -> Q:
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(first, dt.time.min, zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone)
    return Q(decided_at__gte=start, decided_at__lt=end)


def coming(report: Report, units: Collection[int], who: str) -> str:
    """What falls due in as many days after the period as the period has."""
    period = report.period
    days = period.ends_on - period.starts_on + dt.timedelta(days=1)
    span = (period.ends_on + dt.timedelta(days=1), period.ends_on + days)
    rows = _of(report, units).filter(state=ObligationState.OPEN, due_on__range=span)
    return _owed(rows.order_by("due_on", "pk"), who)


def _owed(rows: ObligationQuerySet, who: str) -> str:
    total = rows.count()
    if not total:
        return ""
    lines: dict[str, None] = {}
    for row in rows[:_MOST]:
        lines[f"{shortened(row.title)} (hạn {short_date(row.due_on)})" if row.due_on else shortened(row.title)] = None
    said = with_rest(list(lines), total if len(lines) == min(total, _MOST) else len(lines), "việc")
    return f"Trong kỳ tới, {who} tiếp tục thực hiện {counted(total)} việc đến hạn:\n{listed(said)}"


def _of(report: Report, units: Collection[int]) -> ObligationQuerySet:
    return Obligation.objects.counted().filter(unit__in=units).exclude(pk=report.obligation_id or 0)


def _due(report: Report, units: Collection[int]) -> ObligationQuerySet:
    """What fell due in the period."""
    period = report.period
    due = _of(report, units).filter(due_on__range=(period.starts_on, period.ends_on))
    return due.order_by(F("due_on").asc(), "pk")


WRITERS: dict[HeadingRole, Callable[[Report, Collection[int], str], str]] = {
    HeadingRole.EVALUATION: evaluation,
    HeadingRole.DIFFICULTIES: difficulties,
    HeadingRole.NEXT: coming,
}
