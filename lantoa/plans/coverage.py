"""Which units issued a plan of their own and which have not: of a plan's cascade, level by level, from the ledger."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from lantoa.accounts.models import User
from lantoa.ledger.enums import DONE, PENDING, ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations.fields import path_range
from lantoa.organisations.models import Unit
from lantoa.plans.chain import plans_above, resting_on
from lantoa.plans.models import Plan

STATES = {
    "thieu": "Chưa ban hành",
    "qua-han": "Quá hạn",
    "xong": "Đã ban hành",
    "muon": "Ban hành muộn",
    "khong-phai-lam": "Không phải làm",
    "tat-ca": "Tất cả",
}


@dataclass(slots=True)
class Line:
    """One unit: what stands for it on the books. `tier` is how far below the issuer it stands."""

    owed: Obligation
    tier: int
    draft: Plan | None = None

    @property
    def unit(self) -> Unit:
        return self.owed.unit

    def is_in(self, state: str, today: dt.date) -> bool:
        """Whether the line belongs to one of `STATES`."""
        now = self.owed.state
        if state == "qua-han":
            return now == ObligationState.OPEN and self.owed.due_on is not None and self.owed.due_on < today
        return {
            "thieu": now in PENDING,
            "xong": now in DONE,
            "muon": now == ObligationState.MET_LATE,
            "khong-phai-lam": now == ObligationState.EXCLUDED,
        }.get(state, True)


@dataclass(slots=True)
class Tally:
    """`done` of `total` issued; those excused stand beside the count, not in it."""

    name: str
    key: str = ""
    tier: int = 0
    total: int = 0
    done: int = 0
    late: int = 0
    overdue: int = 0
    excluded: int = 0

    @property
    def missing(self) -> int:
        return self.total - self.done

    def count(self, line: Line, today: dt.date) -> None:
        if line.owed.state == ObligationState.EXCLUDED:
            self.excluded += 1
            return
        self.total += 1
        self.done += line.is_in("xong", today)
        self.late += line.is_in("muon", today)
        self.overdue += line.is_in("qua-han", today)


@dataclass(slots=True)
class Coverage:
    whole: Tally
    lines: list[Line]
    levels: list[Tally] = field(default_factory=list)
    areas: list[Tally] = field(default_factory=list)
    due_on: dt.date | None = None


def coverage_of(plan: Plan, user: User, today: dt.date) -> Coverage:
    """The cascade of `plan` as far as `user` may see it; one query for the units, whatever their number."""
    lines = _lines(plan, user)
    found = Coverage(Tally("Tất cả"), lines)
    levels: dict[tuple[int, str], Tally] = {}
    areas: dict[str, Tally] = {}
    for line in lines:
        unit = line.unit
        name = unit.get_kind_display()
        level = levels.setdefault((line.tier, unit.kind), Tally(name[:1].upper() + name[1:], unit.kind, line.tier))
        area = areas.setdefault(unit.area, Tally(unit.area or "Chưa ghi địa bàn", unit.area))
        for tally in (found.whole, level, area):
            tally.count(line, today)
    found.levels = [levels[key] for key in sorted(levels)]
    found.areas = sorted(areas.values(), key=lambda one: (not one.key, -one.missing, one.name))
    days = [line.owed.due_on for line in lines if line.owed.due_on and line.owed.state != ObligationState.EXCLUDED]
    found.due_on = min(days, default=None)
    return found


def asked_by_cascade(plan: Plan, user: User) -> "Iterable[Obligation]":
    """Every own plan that `plan` asked for, or plans resting on it; and what plans above asked of units below this
    one's issuer, which its own cascade does not ask a second time."""
    first, last = path_range(plan.unit.path)
    family = Plan.objects.filter(Q(pk=plan.pk) | resting_on(plan)).values("pk")
    above = [one.pk for one in plans_above(plan)]
    below = Q(origin_id__in=above, unit__path__gte=first, unit__path__lt=last) & ~Q(unit=plan.unit_id)
    rows = Obligation.objects.visible_to(user).filter(
        Q(origin_id__in=family) | below,
        kind=ObligationKind.OWN_PLAN,
        origin_type=ContentType.objects.get_for_model(Plan),
    )
    return rows.select_related("unit").order_by("unit__area", "unit__sort_key", "due_on")


def _lines(plan: Plan, user: User) -> list[Line]:
    """A line a unit: what is done before what is owed, what is owed before what was excused."""
    depth = len(plan.unit.ancestor_ids())
    best: dict[int, Obligation] = {}
    for row in asked_by_cascade(plan, user):
        known = best.get(row.unit_id)
        if known is None or _rank(row) < _rank(known):
            best[row.unit_id] = row
    return [Line(row, max(len(row.unit.ancestor_ids()) - depth, 1)) for row in best.values()]


def _rank(row: Obligation) -> int:
    return 0 if row.state in DONE else 1 if row.state in PENDING else 2


def add_drafts(plan: Plan, lines: Iterable[Line]) -> None:
    """Give each line the unit's own plan as it stands, in one query."""
    rows = list(lines)
    plans = Plan.objects.filter(resting_on(plan), unit__in=[line.unit.pk for line in rows])
    if plan.parent_id:
        plans |= Plan.objects.filter(resting_on(plan.parent), unit__in=[line.unit.pk for line in rows])  # type: ignore[arg-type]
    own: dict[int, Plan] = {}
    for one in plans.exclude(review_state="withdrawn").order_by("pk"):
        own[one.unit_id] = one
    for line in rows:
        line.draft = own.get(line.unit.pk)
