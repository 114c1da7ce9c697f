"""Plans one above the other: a unit's own plan rests on the one above it, which may rest on another."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan
from lantoa.review.enums import ReviewState

LEVELS = 3  # plans below one that count as its cascade: department → commune → school, and one more from the province


def plans_above(plan: Plan) -> list[Plan]:
    """The plan above, the one above that and so on, the nearest first."""
    found: list[Plan] = []
    seen = {plan.pk}
    while plan.parent is not None and plan.parent_id not in seen:
        plan = plan.parent
        seen.add(plan.pk)
        found.append(plan)
    return found


def resting_on(plan: Plan) -> Q:
    """A condition for plans that rest on `plan`, directly or through others."""
    condition = Q()
    for level in range(1, LEVELS + 1):
        condition |= Q(**{"__".join(["parent"] * level): plan})
    return condition


def own_plan_of(plan: Plan, unit: Unit) -> Plan | None:
    """The unit's own plan that rests on `plan`, in whatever state: an issued one before a draft."""
    found = Plan.objects.filter(resting_on(plan), unit=unit).exclude(review_state=ReviewState.WITHDRAWN)
    return min(found, key=lambda one: (one.review_state != ReviewState.ISSUED, one.is_prepared, -one.pk), default=None)


def own_plan_asked(unit: Unit, plan: Plan) -> ObligationQuerySet:
    """What `plan` asked of `unit` by way of a plan of its own."""
    rows: ObligationQuerySet = Obligation.objects.filter(unit=unit, kind=ObligationKind.OWN_PLAN).of(plan)
    return rows


def asked_by_any(plans: Iterable[Plan]) -> ObligationQuerySet:
    """Every own plan that one of `plans` asks for."""
    kind = ContentType.objects.get_for_model(Plan)
    ids = [plan.pk for plan in plans]
    return Obligation.objects.filter(kind=ObligationKind.OWN_PLAN, origin_type=kind, origin_id__in=ids)
