"""Acts on the rows of one plan, one after the other: two people at once, or an edit beside a submission."""

from django.core.exceptions import PermissionDenied

from lantoa.plans.models import Plan


def hold(plan: Plan) -> None:
    """Inside the transaction that changes a row: lock the plan and see that it may still be edited, else
    PermissionDenied (403). What was read of its rows before may have changed: read it after."""
    plan._locked()
    if not plan.is_editable:
        raise PermissionDenied(
            f"Kế hoạch vừa chuyển sang “{plan.get_review_state_display()}” nên không lưu được. Rút về rồi sửa lại."
        )
    plan.refresh_from_db(fields=["reading"])
