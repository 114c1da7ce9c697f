"""What a unit does next about the plan of its own that it owes, for lists and pages of obligations."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.next_steps import WAITS_FOR_HEAD, Step
from lantoa.plans.models import Plan
from lantoa.review.enums import ReviewState

_VERBS = {
    ReviewState.DRAFT: "Sửa tiếp",
    ReviewState.RETURNED: "Sửa và trình lại",
    ReviewState.APPROVED: "Ban hành",
}


def steps_of_own_plans(rows: Sequence[Obligation], user: User) -> dict[int, Step]:
    """A draft is opened where it stands, a submitted plan is looked at, one that is not there yet is begun."""
    kind = ContentType.objects.get_for_model(Plan)
    owed = [row for row in rows if row.kind == ObligationKind.OWN_PLAN and row.origin_type_id == kind.pk]
    if not owed:
        return {}
    writes = {unit.pk for unit in access.units_where(user, Power.WRITE)}
    plans = _own_plans(owed)
    return {row.pk: _step(row, plans, may_write=row.unit_id in writes) for row in owed}


def _own_plans(owed: Sequence[Obligation]) -> list[Plan]:
    origins = {row.origin_id for row in owed}
    resting = Q(parent__in=origins) | Q(parent__parent__in=origins) | Q(parent__parent__parent__in=origins)
    plans = Plan.objects.filter(resting, unit__in={row.unit_id for row in owed}).select_related("parent__parent")
    return list(plans.exclude(review_state=ReviewState.WITHDRAWN).order_by("-pk"))


def _step(row: Obligation, plans: Sequence[Plan], *, may_write: bool) -> Step:
    own = next((plan for plan in plans if plan.unit_id == row.unit_id and _rests_on(plan, row.origin_id)), None)
    if own is None:
        return Step("Lập kế hoạch" if may_write else "Xem", reverse("plans:detail", args=[row.origin_id]))
    if own.is_editable and may_write:
        verb = "Mở bản nháp đã sẵn" if own.is_prepared else _VERBS[ReviewState(own.review_state)]
        return Step(verb, reverse("plans:edit", args=[own.pk]))
    issues = own.review_state == ReviewState.APPROVED and may_write
    said = WAITS_FOR_HEAD if own.review_state == ReviewState.SUBMITTED else ""
    return Step(_VERBS[ReviewState.APPROVED] if issues else "Xem kế hoạch", own.get_absolute_url(), said)


def _rests_on(plan: Plan, origin: int) -> bool:
    above = plan.parent
    while above is not None:
        if above.pk == origin:
            return True
        above = above.parent
    return False
