"""Who hears of a step of the approval flow, shown on a plan."""

import pytest

from lantoa.notices.models import Notice, NoticeKind
from lantoa.organisations.factories import Province, province
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def plan(tree: Province, staff: Staff) -> Plan:
    plan = PlanBuilder(tree, staff.office).plan
    plan.submit(by=staff.office)
    return plan


def told(kind: NoticeKind) -> set[str]:
    return {str(row.user) for row in Notice.objects.filter(kind=kind).select_related("user")}


def test_the_heads_are_told_what_waits_for_them_until_it_is_decided(plan: Plan, staff: Staff) -> None:
    assert told(NoticeKind.TO_DECIDE) == {str(staff.head)}
    plan.approve(by=staff.head)
    assert not Notice.objects.unread().filter(kind=NoticeKind.TO_DECIDE).exists()
    assert told(NoticeKind.DECIDED) == {str(staff.office)}


def test_a_return_reaches_the_author_and_every_earlier_reviewer_with_the_note(plan: Plan, staff: Staff) -> None:
    plan.send_back(by=staff.head, note="Thiếu kinh phí")
    (notice,) = Notice.objects.filter(kind=NoticeKind.RETURNED)
    assert (notice.user, notice.note) == (staff.office, "Thiếu kinh phí")
    assert notice.url == plan.get_absolute_url()
    plan.submit(by=staff.office)
    assert Notice.objects.unread().filter(kind=NoticeKind.TO_DECIDE).count() == 1
