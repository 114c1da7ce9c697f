"""The plan that a request asks for: what one may not see is 404, what one may not change is 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.plans.models import Plan


def visible_plan(request: PersonRequest, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.user).select_related("unit", "source", "parent")
    return get_object_or_404(plans, pk=pk)


def editable_plan(request: PersonRequest, pk: int) -> Plan:
    """The plan, where the person may change its rows now."""
    plan = visible_plan(request, pk)
    access.demand(request.user, Power.WRITE, plan.unit)
    if not plan.is_editable:
        raise PermissionDenied(f"Kế hoạch đang ở tình trạng “{plan.get_review_state_display()}”, không sửa được.")
    if request.method == "POST":
        plan.begin()
    return plan


def can_edit(request: Any, plan: Plan) -> bool:
    return plan.may_edit(request.user)
