"""Which plans wait for a person: to be finished, decided on, or issued. One rule for the desk and the list."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields import CharField

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import Membership, User
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.plans.models import Plan
from lantoa.review.enums import ReviewState
from lantoa.review.models import nearest_heads

_DRAFTERS = frozenset({Role.OFFICE, Role.OFFICER})


def with_waiting(plans: QuerySet[Plan], user: User) -> QuerySet[Plan]:
    """Plans with `waits`: the act that waits for `user` ("edit", "returned", "decide", "issue"), or ""; and
    `is_waiting`, 1 or 0, to sort by. What a head's or a teacher's hat may write waits for who began it; a draft that
    was made ready and that nobody has begun waits as long as the unit owes the plan."""
    held = access.holding(user, Power.WRITE)
    writes = Q(unit__in=[one.unit_id for one in held])
    drafts = Q(unit__in=[one.unit_id for one in held if one.role in _DRAFTERS]) | (writes & Q(created_by=user))
    heads = access.holding(user, Power.APPROVE)
    headless = ~Exists(Membership.objects.current().filter(role=Role.HEAD, user__is_active=True, unit=OuterRef("unit")))
    decides = Q(unit__in=[one.unit_id for one in heads]) | Q(pk__in=_decided_instead(user, headless))
    waits = Case(
        When(drafts & Q(review_state=ReviewState.RETURNED), then=Value("returned")),
        When(decides & Q(review_state=ReviewState.SUBMITTED), then=Value("decide")),
        When(writes & Q(review_state=ReviewState.APPROVED), then=Value("issue")),
        When(drafts & Q(review_state=ReviewState.DRAFT) & (Q(is_prepared=False) | _owed()), then=Value("edit")),
        default=Value(""),
        output_field=CharField(),
    )
    rank = Case(When(waits="", then=Value(0)), default=Value(1), output_field=IntegerField())
    found = plans.annotate(waits=waits).annotate(is_waiting=rank)
    return found.order_by(F("is_waiting").desc(), "-year", "-pk")


def waiting_for(user: User) -> QuerySet[Plan]:
    """The plans that wait for `user`: to decide on first, then to issue, to mend, to finish."""
    found: Any = with_waiting(Plan.objects.visible_to(user), user)
    places = [When(waits=act, then=Value(place)) for place, act in enumerate(("decide", "issue", "returned", "edit"))]
    waiting: QuerySet[Plan] = found.exclude(waits="").order_by(Case(*places, output_field=IntegerField()), "pk")
    return waiting


def _owed() -> Q:
    """The unit still owes the plan that the draft was made for."""
    owed = Obligation.objects.pending().filter(
        unit=OuterRef("unit"),
        kind=ObligationKind.OWN_PLAN,
        origin_type=ContentType.objects.get_for_model(Plan),
        origin_id=OuterRef("parent"),
    )
    return Q(Exists(owed))


def _decided_instead(user: User, headless: Combinable) -> list[int]:
    """Submitted plans of units without a head, where the nearest head above is `user`."""
    mine = {held.pk for held in access.holding(user, Power.APPROVE)}
    if not mine:
        return []
    submitted = Plan.objects.filter(access.within(user, Power.APPROVE, "unit__path"), headless)
    plans = list(submitted.filter(review_state=ReviewState.SUBMITTED).select_related("unit"))
    heads = nearest_heads(plan.unit for plan in plans)
    return [plan.pk for plan in plans if mine & {head.pk for head in heads[plan.unit_id]}]
