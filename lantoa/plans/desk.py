"""The plans that wait for one act of a person, as their desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.plans.models import Plan
from lantoa.plans.waiting import waiting_for
from lantoa.review.enums import ReviewState
from lantoa.review.models import last_steps

MOST = 100
_VERBS = {"decide": "Xem và duyệt", "issue": "Ban hành", "returned": "Sửa và trình lại", "edit": "Soạn tiếp"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A plan that waits for one act of this person."""

    plan: Plan
    verb: str
    why: str
    url: str


def decisions(user: User) -> list[Decision]:
    """To approve first, the longest waiting before others, then to issue, to mend after a return, to finish."""
    plans: list[Any] = list(waiting_for(user).select_related("unit", "parent")[:MOST])
    shown = _last(plans, ReviewState.SUBMITTED, "decide")
    plans.sort(key=lambda plan: shown[plan.pk].at.timestamp() if plan.pk in shown else float("inf"))
    returns = _last(plans, ReviewState.RETURNED, "returned")
    owed = _owed([plan for plan in plans if plan.is_prepared])
    return [_decision(plan, returns[plan.pk].note if plan.pk in returns else "", owed) for plan in plans]


def _last(plans: Sequence[Any], state: ReviewState, act: str) -> dict[int, Any]:
    return last_steps([plan for plan in plans if plan.waits == act], state)


def _decision(plan: Any, note: str, owed: dict[tuple[int, int | None], str]) -> Decision:
    if plan.waits == "edit" and plan.is_prepared:
        above = f" từ {plan.parent}, số {plan.parent.number}" if plan.parent else ""
        why = f"{owed.get((plan.unit_id, plan.parent_id), '')}Lập sẵn{above}"
        return Decision(plan, "Soát", why, reverse("plans:edit", args=[plan.pk]))
    why = "Đã duyệt, chưa ban hành" if plan.waits == "issue" else plan.get_review_state_display()
    return Decision(plan, _VERBS[plan.waits], f"{why}: {note}" if note else why, plan.get_absolute_url())


def _owed(plans: Sequence[Plan]) -> dict[tuple[int, int | None], str]:
    """By which day units issue the plans that drafts were made for, as the ledger has it."""
    if not plans:
        return {}
    owed = Obligation.objects.pending().filter(
        unit__in=[plan.unit_id for plan in plans],
        kind=ObligationKind.OWN_PLAN,
        origin_type=ContentType.objects.get_for_model(Plan),
        origin_id__in=[plan.parent_id for plan in plans],
    )
    return {(row.unit_id, row.origin_id): f"Hạn ban hành {row.due_on:%d/%m/%Y}. " if row.due_on else "" for row in owed}
