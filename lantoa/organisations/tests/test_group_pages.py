from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province, UnitGroupFactory, province
from lantoa.organisations.models import UnitGroup
from lantoa.organisations.standard_groups import standard_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def an_binh() -> Province:
    return province()


@pytest.fixture
def office(an_binh: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=an_binh.so)


RULE = {"owner": "SO", "name": "Trường mầm non", "reach": "subtree", "school_levels": ["preschool"]}


def test_a_rule_shows_whom_it_means_before_it_is_kept(client: Any, office: User) -> None:
    client.force_login(office)
    page = client.get(reverse("organisations:group_preview"), RULE).content.decode()
    assert "Nhóm này hiện gồm 2 đơn vị" in page
    page = client.get(reverse("organisations:group_preview"), RULE | {"left_out": "MNT", "units": "GDTX\nTHPT1"})
    assert "Nhóm này hiện gồm 3 đơn vị" in page.content.decode()
    assert not UnitGroup.objects.exists()


def test_a_group_half_typed_is_previewed_without_complaint(client: Any, office: User) -> None:
    client.force_login(office)
    for typed in ({}, {"owner": "SO"}, {"owner": "không có"}, RULE | {"units": "abc xyz"}):
        assert client.get(reverse("organisations:group_preview"), typed).status_code == 200


def test_an_office_makes_a_group_and_changes_it(client: Any, an_binh: Province, office: User) -> None:
    client.force_login(office)
    assert client.get(reverse("organisations:group_new")).status_code == 200
    assert client.post(reverse("organisations:group_new"), RULE).status_code == 302
    group = UnitGroup.objects.get()
    address = reverse("organisations:group_edit", args=[group.pk])
    assert "Nhóm này hiện gồm 2 đơn vị" in client.get(address).content.decode()
    client.post(address, RULE | {"left_out": "MNT"})
    assert "1 đơn vị" in client.get(reverse("organisations:group", args=[group.pk])).content.decode()
    assert list(group.left_out.all()) == [an_binh.mn_tay]


def test_two_groups_of_one_name_are_refused(client: Any, office: User) -> None:
    client.force_login(office)
    client.post(reverse("organisations:group_new"), RULE)
    answer = client.post(reverse("organisations:group_new"), RULE | {"name": "TRƯỜNG MN"})
    assert answer.status_code == 422
    assert "đã có nhóm mang tên đó" in answer.content.decode()


def test_an_office_makes_no_group_for_a_unit_above(client: Any, an_binh: Province) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=an_binh.xa_dong))
    answer = client.post(reverse("organisations:group_new"), RULE)
    assert answer.status_code == 422
    assert not UnitGroup.objects.exists()


def test_units_below_see_the_groups_of_those_above(client: Any, an_binh: Province) -> None:
    own = standard_group(an_binh.so, "subtree/communes")
    foreign = UnitGroupFactory.make(owner=an_binh.xa_tay)
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=an_binh.mn_dong))
    page = client.get(reverse("organisations:groups")).content.decode()
    assert own.name in page
    assert foreign.name not in page
    assert client.get(reverse("organisations:group", args=[foreign.pk])).status_code == 404


def test_a_unit_names_the_groups_that_mean_it(client: Any, an_binh: Province, office: User) -> None:
    for key in ("subtree/levels:preschool", "children/attached", "subtree/communes"):
        standard_group(an_binh.so, key)
    client.force_login(office)
    page = client.get(reverse("organisations:detail", args=[an_binh.mn_dong.pk]))
    assert [group.standard for group in page.context["groups"]] == ["subtree/levels:preschool"]
    for unit in (an_binh.thpt, an_binh.xa_dong, an_binh.van_phong):
        shown = client.get(reverse("organisations:detail", args=[unit.pk])).context["groups"]
        meant = [one for one in UnitGroup.objects.all() if one.resolve(on=unit.valid_from).filter(pk=unit.pk).exists()]
        assert set(shown) == set(meant)


def test_a_group_is_deleted_by_the_office(client: Any, an_binh: Province, office: User) -> None:
    group = standard_group(an_binh.so, "subtree/communes")
    client.force_login(office)
    client.post(reverse("organisations:group_delete", args=[group.pk]))
    assert not UnitGroup.objects.exists()
