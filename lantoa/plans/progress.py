"""How far an issued plan is, in a few numbers: read from the ledger for the part that the person may see."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from lantoa.accounts.models import User
from lantoa.ledger.enums import DONE, ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.plans.issuing import waiting_for_a_day
from lantoa.plans.models import Plan, PlanTask
from lantoa.plans.obligations import held_above

NAMED = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """`is_own`: all of it is the issuer's own work; `missing`: the first few units whose own plan is due and not
    issued, with how many more there are."""

    done: int
    total: int
    is_own: bool
    late_units: int
    own_plans: int
    own_plans_asked: int
    own_plans_due: dt.date | None
    missing: list[Unit]
    missing_more: int
    waiting: list[PlanTask]
    has_cascade: bool
    undated_cascades: int


def progress_of(plan: Plan, user: User, today: dt.date) -> Progress:
    """The numbers of `plan` for what `user` may see of it."""
    rows = Obligation.objects.visible_to(user).of(plan)
    counted = Obligation.objects.visible_to(user).filter(Q(pk__in=rows) | Q(pk__in=held_above(plan))).counted()
    counts = counted.counts(today)
    own = rows.filter(kind=ObligationKind.OWN_PLAN).counted()
    missing = list(own.pending().select_related("unit").order_by("unit__area", "unit__sort_key")[: NAMED + 1])
    pending = own.pending().count()
    first = own.order_by("due_on").first()
    cascades = list(plan.cascades.all())
    return Progress(
        done=counts["done"],
        total=counts["total"],
        is_own=counts["total"] > 0 and not counted.exclude(unit=plan.unit_id).exists(),
        late_units=rows.overdue(today).values("unit").distinct().count(),
        own_plans=own.filter(state__in=DONE).count(),
        own_plans_asked=own.count(),
        own_plans_due=first.due_on if first else None,
        missing=[row.unit for row in missing[:NAMED]],
        missing_more=max(pending - NAMED, 0),
        waiting=list(waiting_for_a_day(plan)),
        has_cascade=bool(cascades) or own.exists(),
        undated_cascades=sum(one.due_on is None for one in cascades),
    )
