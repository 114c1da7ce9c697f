"""Which plans wait for a person: to be finished, decided on, or issued."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields import CharField

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import Membership, User
from lantoa.plans.models import Plan
from lantoa.review.enums import ReviewState
from lantoa.review.models import nearest_heads


def with_waiting(plans: QuerySet[Plan], user: User) -> QuerySet[Plan]:
    """Plans with `waits`: the act that waits for `user` ("edit", "returned", "decide", "issue"), or ""; and
    `is_waiting`, 1 or 0, to sort by."""
    writes = [unit.pk for unit in access.units_where(user, Power.WRITE)]
    heads = access.holding(user, Power.APPROVE)
    headless = ~Exists(Membership.objects.current().filter(role=Role.HEAD, user__is_active=True, unit=OuterRef("unit")))
    decides = Q(unit__in=[held.unit_id for held in heads]) | Q(pk__in=_decided_instead(user, headless))
    waits = Case(
        When(Q(review_state=ReviewState.RETURNED, unit__in=writes), then=Value("returned")),
        When(Q(review_state=ReviewState.SUBMITTED) & decides, then=Value("decide")),
        When(Q(review_state=ReviewState.APPROVED, unit__in=writes), then=Value("issue")),
        When(Q(review_state=ReviewState.DRAFT, unit__in=writes), then=Value("edit")),
        default=Value(""),
        output_field=CharField(),
    )
    rank = Case(When(waits="", then=Value(0)), default=Value(1), output_field=IntegerField())
    found = plans.annotate(waits=waits).annotate(is_waiting=rank)
    return found.order_by(F("is_waiting").desc(), "-year", "-pk")


def _decided_instead(user: User, headless: Combinable) -> list[int]:
    """Submitted plans of units without a head, where the nearest head above is `user`."""
    mine = {held.pk for held in access.holding(user, Power.APPROVE)}
    if not mine:
        return []
    submitted = Plan.objects.filter(access.within(user, Power.APPROVE, "unit__path"), headless)
    plans = list(submitted.filter(review_state=ReviewState.SUBMITTED).select_related("unit"))
    heads = nearest_heads(plan.unit for plan in plans)
    return [plan.pk for plan in plans if mine & {head.pk for head in heads[plan.unit_id]}]
