"""Figures that other rooms keep: each registers how it is worked out, reports ask for it by its key.

A room fills this in its `AppConfig.ready`; `reports` imports none of them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q
from django.utils import timezone

from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.reports.days import Days

# From unit ids and the days of a period to each unit's figure; a unit that has none may be left out.
Compute = Callable[[Collection[int], Days], Mapping[int, Decimal]]

TASKS = (ObligationKind.TASK_LEAD, ObligationKind.TASK_COORDINATING, ObligationKind.DUTY)


@dataclass(frozen=True, slots=True)
class Source:
    """A figure by its key; `measure` is the unit of measure that an indicator starts with."""

    key: str
    label: str
    measure: str
    compute: Compute


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Offer a figure to reports; the same key again replaces it."""
    _sources[source.key] = source


def registered() -> list[Source]:
    """Every figure on offer, by label."""
    return sorted(_sources.values(), key=lambda source: source.label)


def find(key: str) -> Source | None:
    """The figure of that key; None where the room that offered it is not there."""
    return _sources.get(key)


def register_ledger() -> None:
    """The figures of the ledger of obligations: the only ones that `reports` knows by itself."""
    for key, (label, measure, _, _) in _LEDGER.items():
        register(Source(key, label, measure, _counting(key)))


def obligations(
    key: str, units: Collection[int], days: Days, *, today: dt.date | None = None
) -> ObligationQuerySet | None:
    """What a figure of the ledger counts, row by row, as of `today` or of the cut-off where that is past; None where
    the figure is another room's. Tables, texts and the page behind a number all ask here."""
    if key not in _LEDGER:
        return None
    _, _, kinds, condition = _LEDGER[key]
    seen = _Seen(days, min(days.last, today or timezone.localdate()))
    return Obligation.objects.counted().one_a_result().filter(condition(seen), unit_id__in=list(units), kind__in=kinds)


def _counting(key: str) -> Compute:
    def compute(units: Collection[int], days: Days) -> dict[int, Decimal]:
        asked = obligations(key, units, days)
        assert asked is not None
        rows = asked.order_by().values_list("unit_id").annotate(number=Count("pk"))
        return {unit: Decimal(number) for unit, number in rows}

    return compute


@dataclass(frozen=True, slots=True)
class _Seen:
    """The days of a period, and the one of its data up to which things are known."""

    days: Days
    on: dt.date

    @property
    def within(self) -> tuple[dt.date, dt.date]:
        return self.days.first, self.on


Condition = Callable[[_Seen], Q]


def _tasks(seen: _Seen) -> Q:
    """Given by the cut-off, and of this part of the year: due from its first day on and either begun and still to be
    done in its year, or finished among its data; or left over from before. What is due in a later year (next year's
    plan, issued early) is not this period's, nor what was due by the end of the last one and done in time."""
    days = seen.days
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=days.ends)
    of_the_year = Q(due_on__isnull=True) | Q(due_on__lte=dt.date(days.ends.year, 12, 31))
    to_do = begun & of_the_year & _still(days.first)
    own = Q(due_on__isnull=True) | Q(due_on__gte=days.begins) | Q(due_on__gte=days.first, opened_on__gte=days.first)
    own &= to_do | Q(met_on__range=(days.first, days.last))
    return Q(opened_on__lte=days.last) & (own | _left_over(seen))


def _left_over(seen: _Seen) -> Q:
    """Due before this part of the year, and late: not finished by the day that is looked at, or finished too late
    among its data."""
    days = seen.days
    undone = Q(met_on__isnull=True, due_on__lt=seen.on)
    too_late = Q(met_on__gte=days.first, met_on__gt=F("due_on"))
    return Q(due_on__lt=days.begins) & (undone | too_late)


def _demanded(seen: _Seen) -> Q:
    """A plan or a report is asked for in the period in whose data its due day lies, left over until it is there; and in
    the one in which it is finished, where that is earlier."""
    days = seen.days
    due = Q(due_on__lte=days.last) & _still(days.first)
    return Q(opened_on__lte=days.last) & (due | Q(met_on__range=(days.first, days.last)))


def _still(first: dt.date) -> Q:
    """Not finished before the data begin."""
    return Q(met_on__isnull=True) | Q(met_on__gte=first)


def _done(among: Condition) -> Condition:
    return lambda seen: among(seen) & Q(state__in=_FINISHED, met_on__range=seen.within)


def _done_on_time(among: Condition) -> Condition:
    return lambda seen: among(seen) & Q(state=ObligationState.MET, met_on__range=seen.within)


def _nil(among: Condition) -> Condition:
    return lambda seen: among(seen) & Q(state=ObligationState.NIL, met_on__range=seen.within)


def _overdue(among: Condition) -> Condition:
    """Due before the day that is looked at and not finished on it, whatever has been done since."""
    return lambda seen: among(seen) & Q(due_on__lt=seen.on) & (Q(state=ObligationState.OPEN) | Q(met_on__gt=seen.on))


def _due(seen: _Seen) -> Q:
    return Q(due_on__range=(seen.days.first, seen.days.last))


def _due_and_on_time(seen: _Seen) -> Q:
    return _due(seen) & Q(state__in=(ObligationState.MET, ObligationState.NIL))


_FINISHED = (ObligationState.MET, ObligationState.MET_LATE)
_OWN = (ObligationKind.OWN_PLAN,)
_REPORTS = (ObligationKind.REPORT,)
_LEDGER: dict[str, tuple[str, str, tuple[ObligationKind, ...], Condition]] = {
    "tasks_assigned": ("Nhiệm vụ phải thực hiện trong kỳ", "nhiệm vụ", TASKS, _tasks),
    "tasks_on_time": ("Nhiệm vụ hoàn thành đúng hạn trong kỳ", "nhiệm vụ", TASKS, _done_on_time(_tasks)),
    "tasks_done": ("Nhiệm vụ hoàn thành trong kỳ", "nhiệm vụ", TASKS, _done(_tasks)),
    "tasks_nil": ("Nhiệm vụ không phát sinh trong kỳ", "nhiệm vụ", TASKS, _nil(_tasks)),
    "tasks_overdue": ("Nhiệm vụ quá hạn tính đến ngày chốt số liệu", "nhiệm vụ", TASKS, _overdue(_tasks)),
    "own_plans_asked": ("Kế hoạch của đơn vị phải ban hành", "kế hoạch", _OWN, _demanded),
    "own_plans_issued": ("Kế hoạch của đơn vị đã ban hành trong kỳ", "kế hoạch", _OWN, _done(_demanded)),
    "own_plans_overdue": ("Kế hoạch của đơn vị quá hạn chưa ban hành", "kế hoạch", _OWN, _overdue(_demanded)),
    "reports_due": ("Báo cáo đến hạn trong kỳ", "báo cáo", _REPORTS, _due),
    "reports_on_time": ("Báo cáo đến hạn trong kỳ, gửi đúng hạn", "báo cáo", _REPORTS, _due_and_on_time),
    "reports_overdue": ("Báo cáo quá hạn chưa gửi", "báo cáo", _REPORTS, _overdue(_demanded)),
}
