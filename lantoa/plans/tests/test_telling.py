"""Who is told that a plan was issued, and what they are told."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.notices.models import Notice, NoticeKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.plans import issuing, preparing, telling
from lantoa.plans.enums import TimingKind
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff, person
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 3, 20)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def build(tree: Province, staff: Staff) -> PlanBuilder:
    """The schools owe a task by 20 March, another all year, and a plan of their own by 10 March."""
    build = PlanBuilder(tree, staff.office)
    build.task("1", "Viết tin, bài", build.schools(), kind=TimingKind.DATE, raw="Trước 20/3/2026", end=DUE)
    build.task("2", "Treo pa nô", build.schools())
    build.cascade(build.schools())
    return build


def issued(build: PlanBuilder, staff: Staff) -> Plan:
    issuing.issue(build.approved(staff), by=staff.office)
    return build.plan


def notices(user: User) -> list[Notice]:
    return list(Notice.objects.filter(user=user, kind=NoticeKind.ASSIGNED))


def test_each_head_and_clerk_of_a_unit_is_told_once_how_much_and_what_comes_first(
    build: PlanBuilder, staff: Staff
) -> None:
    plan = issued(build, staff)
    telling.tell_units(plan, by=staff.office)
    for user in (staff.school, staff.principal):
        [one] = notices(user)
        assert one.text == (
            "Kế hoạch số 75/KH-SGDĐT vừa ban hành: đơn vị có 3 việc, việc sớm nhất hạn 10/03/2026: "
            "Ban hành kế hoạch của đơn vị năm 2026"
        )
        assert not one.is_urgent  # by mail in the digest of the day
    assert not notices(staff.head)
    assert not notices(staff.leader)


def test_the_notice_leads_to_the_work_and_to_the_draft_that_stands_ready(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    plan = issued(build, staff)
    draft = Plan.objects.get(parent=plan, unit=tree.thpt)
    client.force_login(staff.school)
    page = parse(client.get(reverse("notices:list")))
    assert reverse("plans:edit", args=[draft.pk]) in [link.get("href") for link in page.find(".//main").iter("a")]
    [one] = notices(staff.school)
    work = client.post(reverse("notices:opening", args=[one.pk]), follow=True)
    shown = words(parse(work))
    assert all(title in shown for title in ("Viết tin, bài", "Treo pa nô", "Ban hành kế hoạch của đơn vị"))


def test_units_are_told_after_their_drafts_were_made_in_the_background(
    build: PlanBuilder, staff: Staff, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr(preparing, "AT_ONCE", 1)
    plan = issued(build, staff)
    assert not notices(staff.school)
    job = preparing.job_of(plan)
    assert job is not None
    preparing.prepare_all(job, plan_id=plan.pk)
    [one] = notices(staff.school)
    assert "đã lập sẵn để soát" in one.note


def test_many_units_are_told_in_as_few_queries_as_few(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    plan = issued(build, staff)

    def queries() -> int:
        Notice.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert telling.tell_units(plan, by=staff.office)
        return len(asked)

    few = queries()
    for number in range(12):
        school = UnitFactory.make(upper=True, parent=tree.so)
        person(f"chuyenvien{number}", school, Role.OFFICER)
    issuing._hand_out(plan, lambda done: None)
    assert queries() == few
    assert Notice.objects.count() == 14


def test_the_draft_that_stands_ready_is_the_next_step_on_the_schools_desk_until_it_is_begun(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    plan = issued(build, staff)
    draft = Plan.objects.get(parent=plan, unit=tree.thpt)
    client.force_login(staff.school)
    home = words(parse(client.get(reverse("workspace:home"))))
    assert "Kế hoạch đang chờ (1)" in home
    assert "Lập sẵn từ" in home
    assert "Hạn ban hành 10/03/2026" in home
    draft.begin()
    assert "Lập sẵn từ" not in words(parse(client.get(reverse("workspace:home"))))


def test_a_draft_of_a_plan_that_is_owed_no_more_is_no_next_step(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    plan = issued(build, staff)
    owed = Obligation.objects.of(plan).filter(unit=tree.thpt, kind=ObligationKind.OWN_PLAN)
    books.exclude(owed, reason="Dùng kế hoạch chung của cụm trường", by=staff.office)
    client.force_login(staff.school)
    assert "Lập sẵn từ" not in words(parse(client.get(reverse("workspace:home"))))
