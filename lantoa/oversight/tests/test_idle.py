import datetime as dt

import pytest
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.notices.models import Notice
from lantoa.organisations.factories import Province, province
from lantoa.oversight.idle import escalate_idle, idle_hours
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff, person
from lantoa.review.models import Transition
from lantoa.vietnamese.calendar import WorkCalendar

pytestmark = pytest.mark.django_db


def at(day: int, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(2026, 11, day, hour))


def test_days_off_do_not_count() -> None:
    assert idle_hours(at(19, 8), at(20, 8), WorkCalendar()) == 24
    assert idle_hours(at(20, 8), at(23, 8), WorkCalendar()) == 24  # Friday to Monday


@pytest.fixture
def plan() -> Plan:
    tree: Province = province()
    staff = Staff(tree)
    person("chutich", tree.ubnd, Role.HEAD)
    plan = PlanBuilder(tree, staff.office).plan
    plan.submit(by=staff.office)
    Transition.objects.update(at=at(16, 8))
    return plan


def told() -> list[str]:
    return [str(row.user) for row in Notice.objects.filter(text__startswith="Chờ duyệt quá").select_related("user")]


def test_an_approval_that_waits_too_long_goes_up_once(plan: Plan) -> None:
    assert escalate_idle(at(18, 7)) == 0
    assert escalate_idle(at(18, 9)) == 1
    assert escalate_idle(at(18, 15)) == 0
    assert len(told()) == 1


def test_what_was_decided_does_not_go_up(plan: Plan) -> None:
    (head, *_), _ = plan.approvers()
    plan.approve(by=head.user)
    assert escalate_idle(at(18, 9)) == 0
