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
from lantoa.ledger.models.obligation import ObligationQuerySet

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
    for key, (label, measure, _, _) in _LEDGER.items():
        register(Source(key, label, measure, _counting(key)))


def obligations(
    key: str, units: Collection[int], first: dt.date, last: dt.date, *, today: dt.date | None = None
) -> ObligationQuerySet | None:
    """What a figure of the ledger counts, row by row, as of `today` or of the last day where that is past; None where
    the figure is another room's. Tables, texts and the page behind a number all ask here."""
    if key not in _LEDGER:
        return None
    _, _, kinds, condition = _LEDGER[key]
    days = _Days(first, last, min(last, today or timezone.localdate()))
    return Obligation.objects.counted().filter(condition(days), unit_id__in=list(units), kind__in=kinds)


def _counting(key: str) -> Compute:
    def compute(units: Collection[int], first: dt.date, last: dt.date) -> dict[int, Decimal]:
        asked = obligations(key, units, first, last)
        assert asked is not None
        rows = asked.order_by().values_list("unit_id").annotate(number=Count("pk"))
        return {unit: Decimal(number) for unit, number in rows}

    return compute


@dataclass(frozen=True, slots=True)
class _Days:
    """A period, and the day of it up to which things are known."""

    first: dt.date
    last: dt.date
    seen: dt.date


def _running(days: _Days) -> Q:
    """Given by the last day, and either finished in the period or begun and still to be done in its year: what is due
    in a later one (next year's plan, issued early) is not this period's."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=days.last)
    of_the_year = Q(due_on__isnull=True) | Q(due_on__lte=dt.date(days.last.year, 12, 31))
    to_do = begun & of_the_year & (Q(met_on__isnull=True) | Q(met_on__gte=days.first))
    return Q(opened_on__lte=days.last) & (to_do | Q(met_on__range=(days.first, days.last)))


def _done(days: _Days) -> Q:
    return _running(days) & Q(state__in=_FINISHED, met_on__range=(days.first, days.seen))


def _done_on_time(days: _Days) -> Q:
    return _running(days) & Q(state=ObligationState.MET, met_on__range=(days.first, days.seen))


def _nil(days: _Days) -> Q:
    return _running(days) & Q(state=ObligationState.NIL, met_on__range=(days.first, days.seen))


def _overdue(days: _Days) -> Q:
    """Due before the day that is looked at and not finished on it, whatever has been done since."""
    open_then = Q(state=ObligationState.OPEN) | Q(met_on__gt=days.seen)
    return _running(days) & Q(due_on__lt=days.seen) & open_then


def _due(days: _Days) -> Q:
    return Q(due_on__range=(days.first, days.last))


def _due_and_on_time(days: _Days) -> Q:
    return _due(days) & Q(state__in=(ObligationState.MET, ObligationState.NIL))


_FINISHED = (ObligationState.MET, ObligationState.MET_LATE)
_OWN = (ObligationKind.OWN_PLAN,)
_REPORTS = (ObligationKind.REPORT,)
_LEDGER: dict[str, tuple[str, str, tuple[ObligationKind, ...], Callable[[_Days], Q]]] = {
    "tasks_assigned": ("Nhiệm vụ phải thực hiện trong kỳ", "nhiệm vụ", TASKS, _running),
    "tasks_on_time": ("Nhiệm vụ hoàn thành đúng hạn trong kỳ", "nhiệm vụ", TASKS, _done_on_time),
    "tasks_done": ("Nhiệm vụ hoàn thành trong kỳ", "nhiệm vụ", TASKS, _done),
    "tasks_nil": ("Nhiệm vụ không phát sinh trong kỳ", "nhiệm vụ", TASKS, _nil),
    "tasks_overdue": ("Nhiệm vụ quá hạn tính đến ngày chốt số liệu", "nhiệm vụ", TASKS, _overdue),
    "own_plans_asked": ("Kế hoạch của đơn vị phải ban hành", "kế hoạch", _OWN, _running),
    "own_plans_issued": ("Kế hoạch của đơn vị đã ban hành trong kỳ", "kế hoạch", _OWN, _done),
    "own_plans_overdue": ("Kế hoạch của đơn vị quá hạn chưa ban hành", "kế hoạch", _OWN, _overdue),
    "reports_due": ("Báo cáo đến hạn trong kỳ", "báo cáo", _REPORTS, _due),
    "reports_on_time": ("Báo cáo đến hạn trong kỳ, gửi đúng hạn", "báo cáo", _REPORTS, _due_and_on_time),
    "reports_overdue": ("Báo cáo quá hạn chưa gửi", "báo cáo", _REPORTS, _overdue),
}
