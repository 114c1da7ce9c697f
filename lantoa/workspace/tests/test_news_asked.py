"""An issued plan's tasks on the portal become the number of articles that its units publish each quarter."""

import pytest

from lantoa.ledger.enums import ChannelKind, Rhythm
from lantoa.news import targets
from lantoa.organisations.factories import province
from lantoa.plans import issuing
from lantoa.plans.models import PlanTask
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.workspace.news_asked import articles_asked

pytestmark = pytest.mark.django_db


def asked_of(school: str = "thpt", **fields: object) -> int:
    """Articles a quarter that the plan asks of the school, its task having these fields."""
    tree = province()
    staff = Staff(tree)
    build = PlanBuilder(tree, staff.office)
    task = build.task("1", "Đăng tin, bài trên trang thông tin điện tử", build.schools())
    PlanTask.objects.filter(pk=task.pk).update(**{"channel_kinds": [ChannelKind.PORTAL], **fields})
    issuing.issue(build.approved(staff), by=staff.office)
    unit = getattr(tree, school)
    lines = targets.lines_of([unit], 2026)
    assert articles_asked([unit.pk], 2026).get(unit.pk, 0) == (lines[0].wanted.number if lines else 0)
    return lines[0].wanted.number if lines else 0


def test_two_articles_a_month_are_six_a_quarter():
    assert asked_of(rhythm=Rhythm.MONTHLY, expected=2) == 6


def test_one_in_half_a_year_is_one_a_quarter():
    assert asked_of(rhythm=Rhythm.HALF_YEARLY, expected=1) == 1


def test_a_target_for_the_year_is_parted_among_quarters():
    assert asked_of(rhythm=Rhythm.ONCE, target=10) == 3


def test_work_on_other_channels_asks_for_no_article():
    assert asked_of(rhythm=Rhythm.MONTHLY, channel_kinds=[ChannelKind.SOCIAL]) == 0


def test_a_unit_that_the_plan_does_not_name_owes_none():
    assert asked_of("gdtx", rhythm=Rhythm.MONTHLY) == 0
