"""Which plans rest on a document of the register."""

from collections.abc import Sequence

from lantoa.accounts.models import User
from lantoa.legal.models import LegalDocument
from lantoa.plans.models import Plan

MOST = 200


def plans_citing(document: LegalDocument, user: User) -> Sequence[tuple[str, str]]:
    """(label, address) of the plans that cite `document` and that `user` may see, the newest first."""
    plans = Plan.objects.visible_to(user).filter(bases__document=document).select_related("unit").distinct()
    return [
        (f"{plan} ({plan.unit.label}, {plan.get_review_state_display().lower()})", plan.get_absolute_url())
        for plan in plans.order_by("-year", "unit__sort_key")[:MOST]
    ]
