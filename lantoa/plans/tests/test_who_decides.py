"""Who may decide on a plan and who may take it back, as its page tells."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province
from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return Province()


def someone(unit: Unit, role: Role) -> User:
    user: User = UserFactory.make(role=role, role__unit=unit)
    return user


def plan_of(tree: Province, unit: Unit, by: User) -> Plan:
    plan = PlanBuilder(tree, by).plan
    plan.unit = unit
    plan.save()
    return plan


def page(client: PageClient, user: User, plan: Plan) -> str:
    client.force_login(user)
    return words(parse(client.get(plan.get_absolute_url())))


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.RETURNED, ReviewState.SUBMITTED])
def test_a_unit_without_a_head_is_told_who_decides_instead(client: PageClient, tree: Province, state: str) -> None:
    someone(tree.so, Role.HEAD)
    officer = someone(tree.thpt, Role.OFFICER)
    plan = plan_of(tree, tree.thpt, officer)
    Plan.objects.filter(pk=plan.pk).update(review_state=state)
    assert "Đơn vị chưa có người duyệt; Sở GDĐT duyệt thay" in page(client, officer, plan)


def test_where_nobody_at_all_can_decide_the_page_says_what_to_do(client: PageClient, tree: Province) -> None:
    officer = someone(tree.thpt, Role.OFFICER)
    said = page(client, officer, plan_of(tree, tree.thpt, officer))
    assert "Đơn vị và các cấp trên chưa có người duyệt" in said
    assert "quản trị" in said


def test_the_gap_is_said_in_red_with_an_icon(client: PageClient, tree: Province) -> None:
    officer = someone(tree.thpt, Role.OFFICER)
    plan = plan_of(tree, tree.thpt, officer)
    client.force_login(officer)
    [status] = [
        one
        for one in parse(client.get(plan.get_absolute_url())).iter("span")
        if "chưa có người duyệt" in words(one) and "status--negative" in (one.get("class") or "")
    ]
    assert list(status.iter("{*}svg"))


def test_a_unit_with_a_head_or_a_plan_already_decided_says_nothing_of_it(client: PageClient, tree: Province) -> None:
    officer = someone(tree.thpt, Role.OFFICER)
    approved = plan_of(tree, tree.thpt, officer)
    Plan.objects.filter(pk=approved.pk).update(review_state=ReviewState.APPROVED)
    assert "người duyệt" not in page(client, officer, approved)
    someone(tree.thpt, Role.HEAD)
    assert "người duyệt" not in page(client, officer, plan_of(tree, tree.thpt, officer))


def test_a_head_is_offered_to_approve_or_return_and_not_to_take_back(client: PageClient, tree: Province) -> None:
    office, head = someone(tree.so, Role.OFFICE), someone(tree.so, Role.HEAD)
    plan = plan_of(tree, tree.so, office)
    plan.submit(by=office)
    seen = page(client, head, plan)
    assert "Duyệt" in seen
    assert "Trả lại" in seen
    assert "Rút về sửa" not in seen
    client.force_login(head)
    assert len([one for one in parse(client.get(plan.get_absolute_url())).iter("a", "button")
                if "btn--primary" in (one.get("class") or "")]) == 1  # fmt: skip


def test_who_submitted_may_take_back_even_where_they_decide(client: PageClient, tree: Province) -> None:
    head = someone(tree.so, Role.HEAD)
    plan = plan_of(tree, tree.so, head)
    plan.submit(by=head)
    assert "Rút về sửa" in page(client, head, plan)


def test_officers_of_the_unit_may_take_back_and_those_above_are_not_offered_it(
    client: PageClient, tree: Province
) -> None:
    first, second = someone(tree.thpt, Role.OFFICER), someone(tree.thpt, Role.OFFICER)
    plan = plan_of(tree, tree.thpt, first)
    plan.submit(by=first)
    assert "Rút về sửa" in page(client, first, plan)
    assert "Rút về sửa" in page(client, second, plan)
    assert "Rút về sửa" not in page(client, someone(tree.so, Role.OFFICE), plan)


def test_a_plan_waits_for_the_nearest_head_and_for_none_further_up(client: PageClient, tree: Province) -> None:
    officer = someone(tree.thpt, Role.OFFICER)
    near, far = someone(tree.so, Role.HEAD), someone(tree.ubnd, Role.HEAD)
    plan = plan_of(tree, tree.thpt, officer)
    plan.submit(by=officer)
    for user, waiting in ((near, [plan]), (far, [])):
        client.force_login(user)
        assert list(client.get(reverse("plans:list"), {"muc": "cho-toi"}).context["page"]) == waiting


def test_a_head_whose_term_is_over_stands_in_nobodys_way(client: PageClient, tree: Province) -> None:
    officer, far = someone(tree.thpt, Role.OFFICER), someone(tree.ubnd, Role.HEAD)
    gone = UserFactory.make()
    MembershipFactory.create(
        user=gone, unit=tree.so, role=Role.HEAD, valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2021, 1, 1)
    )
    plan = plan_of(tree, tree.thpt, officer)
    plan.submit(by=officer)
    client.force_login(far)
    assert list(client.get(reverse("plans:list"), {"muc": "cho-toi"}).context["page"]) == [plan]
