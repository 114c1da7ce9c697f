"""Figures that other rooms keep: each registers how it is worked out, reports ask for it by its key.

A room fills this in its `AppConfig.ready`; `reports` imports none of them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.reports import falling_due
from lantoa.reports.days import Days
from lantoa.reports.falling_due import (
    Condition,
    Seen,
    done,
    done_on_time,
    done_or_nil,
    done_or_nil_on_time,
    nil,
    overdue,
)

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
    on = min(days.last, today or timezone.localdate())
    seen = Seen.tasks(days, on) if kinds == TASKS else Seen.papers(days, on)
    return Obligation.objects.counted().one_a_result().filter(condition(seen), unit_id__in=list(units), kind__in=kinds)


def seen_of_tasks(days: Days) -> Seen:
    """What every sentence and figure on tasks looks at: the cut-off, today where that is still to come."""
    return Seen.tasks(days, min(days.last, timezone.localdate()))


def _counting(key: str) -> Compute:
    def compute(units: Collection[int], days: Days) -> dict[int, Decimal]:
        asked = obligations(key, units, days)
        assert asked is not None
        rows = asked.order_by().values_list("unit_id").annotate(number=Count("pk"))
        return {unit: Decimal(number) for unit, number in rows}

    return compute


_OWN = (ObligationKind.OWN_PLAN,)
_REPORTS = (ObligationKind.REPORT,)
_LEDGER: dict[str, tuple[str, str, tuple[ObligationKind, ...], Condition]] = {
    "tasks_assigned": ("Nhiệm vụ phải thực hiện trong kỳ", "nhiệm vụ", TASKS, falling_due.tasks),
    "tasks_due": ("Nhiệm vụ đến hạn trong kỳ", "nhiệm vụ", TASKS, falling_due.due),
    "tasks_carried": ("Nhiệm vụ kỳ trước chuyển sang", "nhiệm vụ", TASKS, falling_due.carried),
    "tasks_on_time": ("Nhiệm vụ hoàn thành đúng hạn trong kỳ", "nhiệm vụ", TASKS, done_on_time(falling_due.tasks)),
    "tasks_done": ("Nhiệm vụ hoàn thành trong kỳ", "nhiệm vụ", TASKS, done(falling_due.tasks)),
    "tasks_nil": ("Nhiệm vụ không phát sinh trong kỳ", "nhiệm vụ", TASKS, nil(falling_due.tasks)),
    "tasks_overdue": ("Nhiệm vụ quá hạn tính đến ngày chốt số liệu", "nhiệm vụ", TASKS, overdue(falling_due.tasks)),
    "own_plans_asked": ("Kế hoạch của đơn vị phải ban hành", "kế hoạch", _OWN, falling_due.papers),
    "own_plans_issued": ("Kế hoạch của đơn vị đã ban hành trong kỳ", "kế hoạch", _OWN, done(falling_due.papers)),
    "own_plans_overdue": ("Kế hoạch của đơn vị quá hạn chưa ban hành", "kế hoạch", _OWN, overdue(falling_due.papers)),
    "reports_due": ("Báo cáo đến hạn trong kỳ", "báo cáo", _REPORTS, falling_due.due),
    "reports_on_time": (
        "Báo cáo đến hạn trong kỳ, gửi đúng hạn",
        "báo cáo",
        _REPORTS,
        done_or_nil_on_time(falling_due.due),
    ),
    "reports_sent": ("Báo cáo đã gửi trong kỳ", "báo cáo", _REPORTS, done_or_nil(falling_due.papers)),
    "reports_overdue": ("Báo cáo quá hạn chưa gửi", "báo cáo", _REPORTS, overdue(falling_due.papers)),
}
