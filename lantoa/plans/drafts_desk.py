"""Drafts of own plans that stand ready and that nobody has begun, on the desk of those who write the unit's plans."""

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.plans.models import Plan
from lantoa.review.enums import ReviewState
from lantoa.review.waiting import Waiting

_MOST = 5
_WRITERS = frozenset({Role.OFFICE, Role.OFFICER})


def waiting(user: User) -> list[Waiting]:
    """The next step for a unit whose draft was made from the plan above, as long as it owes a plan of its own."""
    units = {held.unit_id for held in access.holding(user, Power.WRITE) if held.role in _WRITERS}
    if not units:
        return []
    ready = Plan.objects.filter(unit__in=units, is_prepared=True, review_state=ReviewState.DRAFT)
    plans = list(ready.select_related("parent").order_by("-pk"))
    owed = _owed(plans, units) if plans else {}
    return [_row(plan, owed[key]) for plan in plans if (key := (plan.unit_id, plan.parent_id)) in owed][:_MOST]


def _row(plan: Plan, day: str) -> Waiting:
    above = f" từ {plan.parent}, số {plan.parent.number}" if plan.parent else ""
    why = f"{day}Lập sẵn{above}"
    return Waiting(f"Bản nháp kế hoạch năm {plan.year} của đơn vị", why, reverse("plans:edit", args=[plan.pk]), "Soát")


def _owed(plans: list[Plan], units: set[int]) -> dict[tuple[int, int | None], str]:
    """Of units that have still to issue the plan: by which day, as the ledger has it."""
    owed = Obligation.objects.pending().filter(
        unit__in=units,
        kind=ObligationKind.OWN_PLAN,
        origin_type=ContentType.objects.get_for_model(Plan),
        origin_id__in=[plan.parent_id for plan in plans],
    )
    return {(row.unit_id, row.origin_id): f"Hạn ban hành {row.due_on:%d/%m/%Y}. " if row.due_on else "" for row in owed}
