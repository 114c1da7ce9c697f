"""Who may still take back a plan that is on its way."""

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.plans.models import Plan
from lantoa.review.enums import ReviewState


def is_offered_taking_back(plan: Plan, user: User, *, decides: bool) -> bool:
    """Taking back is for those who sent the plan: who submitted it, and the others who write in the unit itself. Who
    decides returns it with a reason instead."""
    if plan.review_state != ReviewState.SUBMITTED or not access.may(user, Power.WRITE, plan.unit):
        return False
    last = plan.transitions.filter(to_state=ReviewState.SUBMITTED).last()
    if last and last.by_id == user.pk:
        return True
    return not decides and any(unit.pk == plan.unit_id for unit in access.units_where(user, Power.WRITE))
