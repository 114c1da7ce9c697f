"""Where the site asks heads for a second factor, a plan goes out only after it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.organisations.factories import province
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("approve", ReviewState.SUBMITTED),
        ("issue", ReviewState.APPROVED),
        ("withdrawal", ReviewState.ISSUED),
    ],
)
def test_a_head_gives_the_second_factor_before_a_plan_goes_on(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, name: str, state: str
) -> None:
    monkeypatch.setattr("lantoa.accounts.second_factor.has_one", lambda user: True)
    settings.SECOND_FACTOR_FOR_HEADS = True
    tree = province()
    staff = Staff(tree)
    plan = PlanBuilder(tree, staff.office).plan
    type(plan).objects.filter(pk=plan.pk).update(review_state=state)
    client.force_login(staff.head)
    answer = client.post(reverse(f"plans:{name}", args=[plan.pk]), {"reason": "Sai số liệu"})
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    plan.refresh_from_db()
    assert plan.review_state == state
