"""Which plans wait for a person: the desk, the list and its tab say one number."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, province
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


def said(client: PageClient) -> tuple[str, str]:
    """What the desk and what the list of plans says to wait."""
    desk = words(parse(client.get(reverse("workspace:home"))))
    on_desk = re.search(r"Kế hoạch đang chờ \((\d+)\)", desk)
    listed = re.search(r"(\d+|Không có) kế hoạch (?:nào )?đang chờ", words(parse(client.get(reverse("plans:list")))))
    return on_desk[1] if on_desk else "0", listed[1] if listed else ""


def test_the_desk_and_the_list_count_the_same_plans(client: PageClient, tree: Province, staff: Staff) -> None:
    above = PlanBuilder(tree, staff.office).plan
    Plan.objects.create(unit=tree.thpt, year=2026, title="Đang soạn dở", created_by=staff.school)
    Plan.objects.create(unit=tree.thpt, year=2025, is_prepared=True, parent=above, created_by=staff.office)
    client.force_login(staff.school)
    assert said(client) == ("1", "1")  # nobody owes what the draft of 2025 was made for
    debt = books.Debt(
        unit_id=tree.thpt.pk,
        kind=ObligationKind.OWN_PLAN,
        subject=tree.so,
        title="Ban hành kế hoạch của đơn vị",
        due_on=dt.date(2026, 3, 10),
    )
    books.owe([debt], asked_by=tree.so.pk, origin=above, on=dt.date(2026, 1, 1))
    assert said(client) == ("2", "2")
    books.meet(Obligation.objects.all(), on=dt.date(2026, 3, 1), by=staff.school)
    assert said(client) == ("1", "1")


def test_a_draft_waits_for_who_drafts_and_not_for_the_head(client: PageClient, tree: Province, staff: Staff) -> None:
    PlanBuilder(tree, staff.office)
    client.force_login(staff.head)
    assert said(client) == ("0", "Không có")
    client.force_login(staff.office)
    assert said(client) == ("1", "1")
