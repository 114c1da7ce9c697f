"""What is selected in the source and given to a field is checked as if it were typed there."""

from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province
from lantoa.plans import assigning
from lantoa.plans.models import Plan, PlanSource
from lantoa.plans.models.versioned import EditConflict
from lantoa.plans.tests.building import PlanBuilder
from tests.html import PageClient

pytestmark = pytest.mark.django_db

LONG = "số " + "rất " * 150 + "dài"
TEXT = f"ngày 15 tháng 01 năm 2026; ngày 15 tháng 01 năm 1999; 75/KH-SGDĐT; {LONG}; Phòng Lạ"


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


@pytest.fixture
def plan(tree: Province, office: User) -> Plan:
    """The plan of 2026 with a source."""
    plan = PlanBuilder(tree, office).plan
    plan.source = PlanSource.objects.create(unit=tree.so, name="a.txt", kind="txt", text=TEXT, uploaded_by=office)
    plan.save()
    return plan


@pytest.fixture
def desk(client: PageClient, office: User) -> PageClient:
    client.force_login(office)
    return client


def give(desk: PageClient, plan: Plan, text: str, to: str, **more: Any) -> Any:
    at = TEXT.index(text)
    data = {"tu": at, "den": at + len(text), "cho": to, **more}
    return desk.post(reverse("plans:assign", args=[plan.pk]), data, HTTP_HX_REQUEST="true")


def test_a_day_near_the_plans_year_becomes_the_day_of_issue(desk: PageClient, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(dated="")
    assert give(desk, plan, "ngày 15 tháng 01 năm 2026", "dau:dated").status_code == 200
    plan.refresh_from_db()
    assert plan.dated == "2026-01-15"


def test_a_day_far_from_the_plans_year_is_no_day_of_issue(desk: PageClient, plan: Plan) -> None:
    answer = give(desk, plan, "ngày 15 tháng 01 năm 1999", "dau:dated")
    assert answer.status_code == 422
    assert "ban hành từ năm 2024 đến năm 2028" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.dated == "2026-01-15"


def test_text_longer_than_its_field_is_refused_and_not_cut(desk: PageClient, plan: Plan) -> None:
    assert give(desk, plan, LONG, "dau:number").status_code == 422
    plan.refresh_from_db()
    assert plan.number == "75/KH-SGDĐT"


def test_a_fault_elsewhere_in_the_head_does_not_stand_in_the_way(desk: PageClient, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(dated="1999-01-01")
    assert give(desk, plan, "Phòng Lạ", "dau:title").status_code == 200
    plan.refresh_from_db()
    assert (plan.title, plan.dated) == ("Phòng Lạ", "1999-01-01")


@pytest.mark.parametrize("to", ["dong:lead", "dong:coordinating"])
def test_what_is_too_long_for_a_units_name_is_refused(
    desk: PageClient, plan: Plan, tree: Province, office: User, to: str
) -> None:
    task = plan.tasks.create(text="Viết tin")
    answer = give(desk, plan, LONG, to, dong=task.key)
    assert answer.status_code == 422
    assert "dài quá 400 chữ" in answer.content.decode()
    assert not plan.mentions.exists()


def test_a_further_coordinating_unit_stands_beside_those_there_are(desk: PageClient, plan: Plan) -> None:
    task = plan.tasks.create(text="Viết tin")
    for name in ("Phòng Lạ", "75/KH-SGDĐT"):
        assert give(desk, plan, name, "dong:coordinating", dong=task.key).status_code == 200
    assert [str(one) for one in task.coordinations.all()] == ["Phòng Lạ", "75/KH-SGDĐT"]


@pytest.mark.parametrize("asked", [{"tu": "x"}, {"den": ""}, {"tu": "9" * 5000}, {"tu": "-1"}, {"den": "1.5"}])
def test_odd_places_are_asked_again(desk: PageClient, plan: Plan, asked: dict[str, str]) -> None:
    answer = give(desk, plan, "Phòng Lạ", "dau:title", **asked)
    assert answer.status_code == 422
    assert "Chọn lại đoạn chữ" in answer.content.decode()


@pytest.mark.parametrize("row", ["nhiem-vu-" + "9" * 5000, "nhiem-vu-9999999999999999999999", "nhiem-vu", "la-1"])
def test_a_row_that_is_not_there_is_not_found(desk: PageClient, plan: Plan, row: str) -> None:
    assert give(desk, plan, "Phòng Lạ", "dong:lead", dong=row).status_code == 404


def test_somebody_elses_edit_meanwhile_is_kept(desk: PageClient, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_late(*args: Any) -> Any:
        raise EditConflict(plan)

    monkeypatch.setattr(assigning, "_to_head", too_late)
    answer = give(desk, plan, "Phòng Lạ", "dau:title")
    assert answer.status_code == 422
    assert "Có người vừa sửa phần này" in answer.content.decode()


@pytest.mark.parametrize("key", ["9" * 5000, "abc", "-1", ""])
def test_keys_that_no_row_can_have_find_nothing_anywhere(desk: PageClient, plan: Plan, key: str) -> None:
    edit, add = reverse("plans:edit", args=[plan.pk]), reverse("plans:row_add", args=[plan.pk, "nhiem-vu"])
    assert desk.get(edit, {"bo": key}).status_code == 200
    assert desk.get(add, {"sau": key}, HTTP_HX_REQUEST="true").status_code == 200
    assert desk.post(reverse("plans:settle", args=[plan.pk]), {"khoa": f"doan-{key}"}).status_code == 404
    assert desk.post(reverse("plans:cascade_date", args=[plan.pk]), {"cascade": key}).status_code == 404
