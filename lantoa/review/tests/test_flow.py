"""The one approval flow, shown on a plan: who may take which step, what stays of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.audit.models import Entry
from lantoa.organisations.factories import Province, province
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff, person
from lantoa.review.enums import ReviewState
from lantoa.review.models import approvers_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def plan(tree: Province, staff: Staff) -> Plan:
    return PlanBuilder(tree, staff.office).plan


@pytest.fixture
def submitted(plan: Plan, staff: Staff) -> Plan:
    plan.submit(by=staff.office)
    return plan


def states(plan: Plan) -> list[str]:
    return [step.to_state for step in plan.transitions.all()]


def test_each_step_keeps_who_from_what_to_what_and_the_note(plan: Plan, staff: Staff) -> None:
    plan.submit(by=staff.office, note="Kính trình")
    plan.approve(by=staff.head)
    assert [(step.from_state, step.to_state, step.by, step.note) for step in plan.transitions.all()] == [
        (ReviewState.DRAFT, ReviewState.SUBMITTED, staff.office, "Kính trình"),
        (ReviewState.SUBMITTED, ReviewState.APPROVED, staff.head, ""),
    ]
    assert set(Entry.objects.about(plan).values_list("action", flat=True)) == {"review_submitted", "review_approved"}


def test_a_second_click_on_submit_changes_nothing(submitted: Plan, staff: Staff) -> None:
    again = Plan.objects.get(pk=submitted.pk)
    assert again.submit(by=staff.office) is None
    assert states(submitted) == [ReviewState.SUBMITTED]


def test_a_page_opened_before_the_decision_cannot_decide_again(submitted: Plan, staff: Staff) -> None:
    stale = Plan.objects.get(pk=submitted.pk)
    submitted.approve(by=staff.head)
    with pytest.raises(ValidationError, match="Tải lại trang"):
        stale.approve(by=staff.head)
    with pytest.raises(ValidationError, match="Tải lại trang"):
        stale.take_back(by=staff.office)
    assert states(submitted) == [ReviewState.SUBMITTED, ReviewState.APPROVED]


def test_what_is_missing_keeps_a_thing_from_its_head(plan: Plan, staff: Staff) -> None:
    plan.title = ""
    plan.save()
    with pytest.raises(ValidationError, match="trích yếu"):
        plan.submit(by=staff.office)
    plan.refresh_from_db()
    assert plan.review_state == ReviewState.DRAFT


def test_a_return_takes_a_reason(submitted: Plan, staff: Staff) -> None:
    with pytest.raises(ValidationError, match="lý do trả lại"):
        submitted.send_back(by=staff.head, note="  ")
    assert states(submitted) == [ReviewState.SUBMITTED]


def test_the_reason_of_a_return_shows_until_it_is_submitted_again(submitted: Plan, staff: Staff) -> None:
    submitted.send_back(by=staff.head, note="Thiếu kinh phí")
    assert submitted.is_editable
    assert submitted.return_note == "Thiếu kinh phí"
    submitted.submit(by=staff.office)
    assert submitted.return_note == ""
    submitted.send_back(by=staff.head, note="Còn thiếu biểu")
    assert submitted.return_note == "Còn thiếu biểu"


def test_the_unit_takes_its_submission_back_before_the_decision(submitted: Plan, staff: Staff) -> None:
    submitted.take_back(by=staff.office)
    assert submitted.review_state == ReviewState.DRAFT


def test_only_a_head_decides(submitted: Plan, staff: Staff) -> None:
    for person_ in (staff.office, staff.leader, staff.principal):
        with pytest.raises(PermissionDenied):
            submitted.approve(by=person_)
        with pytest.raises(PermissionDenied):
            submitted.send_back(by=person_, note="Không")
    assert states(submitted) == [ReviewState.SUBMITTED]


def test_people_of_another_unit_neither_submit_nor_take_back(plan: Plan, staff: Staff) -> None:
    with pytest.raises(PermissionDenied):
        plan.submit(by=staff.school)
    plan.submit(by=staff.office)
    with pytest.raises(PermissionDenied):
        plan.take_back(by=staff.school)


def heads(tree: Province) -> tuple[list[User], object]:
    found, unit = approvers_for(tree.th_dong)
    return [head.user for head in found], unit


def test_a_unit_without_a_head_is_decided_for_by_the_nearest_above_that_has_one(tree: Province, staff: Staff) -> None:
    assert heads(tree) == ([staff.head], tree.so)
    chairman = person("chutich", tree.xa_dong, Role.HEAD)
    assert heads(tree) == ([chairman], tree.xa_dong)
    own = person("hieutruongtieuhoc", tree.th_dong, Role.HEAD)
    assert heads(tree) == ([own], tree.th_dong)


def test_a_head_whose_role_ended_or_who_is_locked_out_does_not_decide(tree: Province, staff: Staff) -> None:
    own = person("hieutruongtieuhoc", tree.th_dong, Role.HEAD)
    Membership.objects.filter(user=own).update(valid_to=timezone.localdate())
    assert heads(tree) == ([staff.head], tree.so)
    Membership.objects.filter(user=own).update(valid_to=None)
    User.objects.filter(pk=own.pk).update(is_active=False)
    assert heads(tree) == ([staff.head], tree.so)


def test_the_fallback_approver_may_approve_and_the_head_above_a_headed_unit_may_not(
    tree: Province, staff: Staff
) -> None:
    clerk = person("vanthu", tree.th_dong, Role.OFFICER)
    plan = PlanBuilder(tree, clerk).plan
    Plan.objects.filter(pk=plan.pk).update(unit=tree.th_dong)
    plan = Plan.objects.get(pk=plan.pk)
    assert plan.may_approve(staff.head)
    person("hieutruongtieuhoc", tree.th_dong, Role.HEAD)
    assert not Plan.objects.get(pk=plan.pk).may_approve(staff.head)


def test_where_nobody_is_head_up_to_the_top_nobody_may_approve(tree: Province) -> None:
    assert heads(tree) == ([], None)
    clerk = person("vanthu", tree.so, Role.OFFICE)
    plan = PlanBuilder(tree, clerk).plan
    plan.submit(by=clerk)
    assert plan.approvers() == ([], None)
    with pytest.raises(PermissionDenied):
        plan.approve(by=clerk)


def test_a_head_who_wears_another_hat_does_not_decide(tree: Province, submitted: Plan, staff: Staff) -> None:
    other = Membership.objects.create(
        user=staff.head, unit=tree.thpt, role=Role.OFFICER, valid_from=dt.date(2020, 1, 1)
    )
    staff.head._hat = other  # type: ignore[attr-defined]  # as HatMiddleware does
    assert not submitted.may_approve(staff.head)


def test_a_note_with_a_character_that_no_database_holds_is_kept_without_it(plan: Plan, staff: Staff) -> None:
    plan.submit(by=staff.office, note="Gửi\0duyệt")
    assert plan.transitions.get().note == "Gửi duyệt"
