"""Figures that other rooms keep: each registers how it is worked out, reports ask for it by its key.

A room fills this in its `AppConfig.ready`; `reports` imports none of them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone

from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation

# From unit ids and the first and last day of a period to each unit's figure; a unit that has none may be left out.
Compute = Callable[[Collection[int], dt.date, dt.date], Mapping[int, Decimal]]

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
    for key, label, measure, kinds, condition in _LEDGER:
        register(Source(key, label, measure, _counting(kinds, condition)))


def _counting(kinds: Collection[ObligationKind], condition: Callable[[dt.date, dt.date], Q]) -> Compute:
    def compute(units: Collection[int], first: dt.date, last: dt.date) -> dict[int, Decimal]:
        asked = Obligation.objects.counted().filter(unit_id__in=list(units), kind__in=kinds)
        rows = asked.filter(condition(first, last)).order_by().values_list("unit_id").annotate(number=Count("pk"))
        return {unit: Decimal(number) for unit, number in rows}

    return compute


def _running(first: dt.date, last: dt.date) -> Q:
    """Given and begun by the last day, not finished before the first; what is due in a later year (next year's plan,
    issued early) is not this period's."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=last)
    of_the_year = Q(due_on__isnull=True) | Q(due_on__lte=dt.date(last.year, 12, 31))
    return Q(opened_on__lte=last) & begun & of_the_year & (Q(met_on__isnull=True) | Q(met_on__gte=first))


def _finished_on_time(first: dt.date, last: dt.date) -> Q:
    return Q(state=ObligationState.MET, met_on__range=(first, last))


def _overdue(_first: dt.date, last: dt.date) -> Q:
    """Due by the last day, or by today where that is still to come, and not finished on it, whatever has been done
    since."""
    seen = min(last, timezone.localdate())
    open_then = Q(state=ObligationState.OPEN) | Q(met_on__gt=seen)
    return Q(due_on__lt=seen) & open_then


def _done(first: dt.date, last: dt.date) -> Q:
    return Q(state__in=(ObligationState.MET, ObligationState.MET_LATE), met_on__range=(first, last))


def _due(first: dt.date, last: dt.date) -> Q:
    return Q(due_on__range=(first, last))


def _due_and_on_time(first: dt.date, last: dt.date) -> Q:
    return _due(first, last) & Q(state__in=(ObligationState.MET, ObligationState.NIL))


_OWN = (ObligationKind.OWN_PLAN,)
_REPORTS = (ObligationKind.REPORT,)
_LEDGER: tuple[tuple[str, str, str, tuple[ObligationKind, ...], Callable[[dt.date, dt.date], Q]], ...] = (
    ("tasks_assigned", "Nhiệm vụ phải thực hiện trong kỳ", "nhiệm vụ", TASKS, _running),
    ("tasks_on_time", "Nhiệm vụ hoàn thành đúng hạn trong kỳ", "nhiệm vụ", TASKS, _finished_on_time),
    ("tasks_done", "Nhiệm vụ hoàn thành trong kỳ", "nhiệm vụ", TASKS, _done),
    ("tasks_overdue", "Nhiệm vụ quá hạn tính đến ngày chốt số liệu", "nhiệm vụ", TASKS, _overdue),
    ("own_plans_asked", "Kế hoạch của đơn vị phải ban hành", "kế hoạch", _OWN, _running),
    ("own_plans_issued", "Kế hoạch của đơn vị đã ban hành trong kỳ", "kế hoạch", _OWN, _done),
    ("reports_due", "Báo cáo đến hạn trong kỳ", "báo cáo", _REPORTS, _due),
    ("reports_on_time", "Báo cáo đến hạn trong kỳ, gửi đúng hạn", "báo cáo", _REPORTS, _due_and_on_time),
)
