"""By when each level reports: counted back from the day on which the topmost report is due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.ledger.working_days import work_calendar
from lantoa.reports.models import Period

_BATCH = 5000
_WORDS = "Tính lùi từ hạn của đơn vị cấp trên"


def days(
    period: Period, receivers: Mapping[int, int | None], asked: Mapping[int, dt.date | None]
) -> dict[int, dt.date | None]:
    """For each unit (by id, with the unit that receives its report) the day on which its report is due.

    `gap_days` working days before the receiver's own; never later than the day that the plan asks (`asked`); the day
    that a person set for the unit alone, where one did (`own_days`); None where none is known.
    """
    calendar = work_calendar()

    @cache
    def back(day: dt.date) -> dt.date:
        return calendar.add_working_days(day, -period.gap_days) if period.gap_days else day

    own = (period.due_on, asked.get(period.unit_id))
    found: dict[int, dt.date | None] = {period.unit_id: min((day for day in own if day), default=None)}
    found.update(own_days(period))

    def due(unit: int, way: tuple[int, ...] = ()) -> dt.date | None:
        if unit not in found:
            receiver = receivers.get(unit)
            above = due(receiver, (*way, unit)) if receiver is not None and receiver not in way else None
            both = (asked.get(unit), back(above) if above else None)
            found[unit] = min((day for day in both if day), default=None)
        return found[unit]

    return {unit: due(unit) for unit in receivers}


def own_days(period: Period) -> dict[int, dt.date | None]:
    """The days that a person set for one unit's report (by the unit's id), an extension for instance."""
    own = period.reports.current().filter(obligation__in=Obligation.objects.with_own_day())
    return dict(own.order_by().values_list("unit_id", "obligation__due_on"))


def derive(period: Period, *, by: User) -> int:
    """Bring the due days of pending reports in line with the period's; how many changed."""
    reports = list(period.reports.current().select_related("obligation"))
    receivers = {report.unit_id: report.receiver_id for report in reports}
    found = days(period, receivers, {report.unit_id: report.asked_due_on for report in reports})
    moved: dict[dt.date | None, list[int]] = defaultdict(list)
    for report in reports:
        debt, day = report.obligation, found[report.unit_id]
        if debt is not None and debt.is_pending and debt.due_on != day:
            moved[day].append(debt.pk)
    return sum(_move(pks, day, by) for day, pks in moved.items())


def _move(pks: list[int], day: dt.date | None, by: User) -> int:
    changed = 0
    for start in range(0, len(pks), _BATCH):
        debts = Obligation.objects.filter(pk__in=pks[start : start + _BATCH])
        changed += books.set_due(debts, due_on=day, by=by, words=_WORDS if day else "")
    return changed
