"""Who decides on a plan that is on its way, and who may still take it back."""

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.plans.models import Plan
from lantoa.review.enums import EDITABLE, ReviewState

_UNDECIDED = EDITABLE | {ReviewState.SUBMITTED}


def gap_of(plan: Plan) -> str:
    """What to say while the plan needs a head that its unit has not; empty where nothing is missing."""
    if plan.review_state not in _UNDECIDED:
        return ""
    _, decides = plan.approvers()
    if decides is None:
        return "Đơn vị và các cấp trên chưa có người duyệt; đề nghị quản trị viên giao vai trò thủ trưởng"
    return "" if decides.pk == plan.unit_id else f"Đơn vị chưa có người duyệt; {decides.label} duyệt thay"


def is_offered_taking_back(plan: Plan, user: User, *, decides: bool) -> bool:
    """Taking back is for those who sent the plan: who submitted it, and the others who write in the unit itself. Who
    decides returns it with a reason instead."""
    if plan.review_state != ReviewState.SUBMITTED or not access.may(user, Power.WRITE, plan.unit):
        return False
    last = plan.transitions.filter(to_state=ReviewState.SUBMITTED).last()
    if last and last.by_id == user.pk:
        return True
    return not decides and any(unit.pk == plan.unit_id for unit in access.units_where(user, Power.WRITE))
