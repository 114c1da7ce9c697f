"""How each unit stands with what it was given: assigned, done, late, overdue; the numbers open to their rows."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger import scope
from lantoa.ledger.enums import PENDING, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet

_EXCLUDED = Q(state=ObligationState.EXCLUDED)


COUNTED = ("assigned", "on_time", "late", "nil", "overdue", "pending", "excluded")


@dataclass(frozen=True, slots=True)
class Load:
    """One unit's line, or the sum of all. `assigned` is the denominator: what was excluded with a reason is counted
    apart."""

    assigned: int = 0
    on_time: int = 0
    late: int = 0
    nil: int = 0
    overdue: int = 0
    pending: int = 0
    excluded: int = 0
    unit_id: int = 0
    name: str = ""
    area: str = ""
    is_own: bool = False

    @property
    def done(self) -> int:
        return self.on_time + self.late + self.nil

    @property
    def rate(self) -> int | None:
        """Percent done of what was assigned; None where nothing was."""
        return round(100 * self.done / self.assigned) if self.assigned else None


@dataclass(slots=True)
class Loads:
    rows: list[Load] = field(default_factory=list)
    total: Load = field(default_factory=Load)


# Sort key in the address → the line's value; numbers come largest first.
SORTS: dict[str, Any] = {
    "qua-han": lambda row: (-row.overdue, row.rate if row.rate is not None else 101),
    "da-giao": lambda row: -row.assigned,
    "xong": lambda row: -row.done,
    "xong-muon": lambda row: -row.late,
    "ty-le": lambda row: row.rate if row.rate is not None else 101,
    "don-vi": lambda row: 0,
}


def within_reach(user: User) -> ObligationQuerySet:
    """What the units owe that the person looks after; for others what their own units owe."""
    seen = Obligation.objects.visible_to(user)
    if scope.Scope.BELOW in scope.choices(user):
        return seen.filter(access.within(user, Power.SEE, "unit__path"))
    return scope.within(user, scope.Scope.OWN)


def loads(rows: ObligationQuerySet, *, today: dt.date, own: list[int], sort: str = "qua-han") -> Loads:
    """A line for each unit that was given something, and the sum; one query."""
    found = [_load(one, own) for one in _counted(rows, today)]
    found.sort(key=SORTS.get(sort, SORTS["qua-han"]))  # stable: units stay in their order
    total = Load(**{name: sum(getattr(row, name) for row in found) for name in COUNTED})
    return Loads(found, total)


def _counted(rows: ObligationQuerySet, today: dt.date) -> Any:
    return (
        rows.order_by()
        .values("unit_id", name=F("unit__name"), area=F("unit__area"), place=F("unit__sort_key"))
        .annotate(
            assigned=Count("pk", filter=~_EXCLUDED),
            on_time=Count("pk", filter=Q(state=ObligationState.MET)),
            late=Count("pk", filter=Q(state=ObligationState.MET_LATE)),
            nil=Count("pk", filter=Q(state=ObligationState.NIL)),
            overdue=Count("pk", filter=Q(state=ObligationState.OPEN, due_on__lt=today)),
            pending=Count("pk", filter=Q(state__in=PENDING)),
            excluded=Count("pk", filter=_EXCLUDED),
        )
        .order_by("place", "unit_id")
    )


def _load(row: dict[str, Any], own: list[int]) -> Load:
    counts = {name: row[name] for name in COUNTED}
    return Load(**counts, unit_id=row["unit_id"], name=row["name"], area=row["area"], is_own=row["unit_id"] in own)
