import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Succession, Unit
from lantoa.organisations.succession import merge_into

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def an_binh() -> Province:
    return province()


@pytest.fixture
def admin(an_binh: Province) -> User:
    return UserFactory.make(role=Role.ADMIN, role__unit=an_binh.ubnd)


def names(answer: Any) -> set[str]:
    return {unit.code for unit, _, _ in answer.context["rows"]}


def test_the_list_finds_units_without_accents(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    answer = client.get(reverse("organisations:list"), {"q": "hoa sen"})
    assert names(answer) == {"MND", "MNT"}
    assert "2 đơn vị" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"loai": "commune_division"}, {"VHD", "VHT"}),
        ({"cap": "primary"}, {"THD"}),
        ({"thuoc": "XD"}, {"VHD", "MND", "THD"}),
        ({"thuoc": "SO", "truc-tiep": "1", "loai": "division"}, {"VP", "KHTC"}),
        ({"dia-ban": "Tây An"}, {"MNT", "CST"}),
        ({"thuoc": "Ủy ban nhân dân xã Đông An", "q": "mầm non"}, {"MND"}),
        ({"ngay": "01/01/1999"}, set()),
    ],
)
def test_filters_stand_in_the_address(
    client: Any, an_binh: Province, admin: User, given: dict[str, str], codes: set[str]
) -> None:
    client.force_login(admin)
    assert names(client.get(reverse("organisations:list"), given)) == codes


@pytest.mark.parametrize(
    ("given", "said"), [({"ngay": "32/13"}, "ngày"), ({"thuoc": "không có"}, "Không có đơn vị nào")]
)
def test_a_filter_that_means_nothing_is_said(
    client: Any, an_binh: Province, admin: User, given: dict[str, str], said: str
) -> None:
    client.force_login(admin)
    answer = client.get(reverse("organisations:list"), given)
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_the_list_shows_the_tree_and_names_of_a_past_day(client: Any, an_binh: Province, admin: User) -> None:
    day = dt.date(2026, 7, 1)
    an_binh.mn_dong.rename("Trường Mầm non Bình Minh", on=day)
    merge_into([an_binh.th_dong], an_binh.thcs_tay, on=day, decision="", by=None)
    client.force_login(admin)
    past = client.get(reverse("organisations:list"), {"thuoc": "XD", "ngay": "30/06/2026"})
    assert names(past) == {"VHD", "MND", "THD"}
    assert "Trường Mầm non Hoa Sen" in past.content.decode()
    assert names(client.get(reverse("organisations:list"), {"thuoc": "XD"})) == {"VHD", "MND"}


def test_the_list_takes_as_many_queries_for_two_units_as_for_many(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    address = reverse("organisations:list") + "?thuoc=XD"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(8):
        UnitFactory.make(preschool=True, parent=an_binh.xa_dong)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_a_unit_shows_where_it_stands_and_what_became_of_it(client: Any, an_binh: Province, admin: User) -> None:
    merge_into([an_binh.th_dong], an_binh.thcs_tay, on=dt.date(2026, 7, 1), decision="12/QĐ-UBND", by=None)
    client.force_login(admin)
    page = client.get(reverse("organisations:detail", args=[an_binh.th_dong.pk])).content.decode()
    assert "Đã thôi hoạt động" in page
    assert "sáp nhập vào Trường THCS Lê Lợi" in page
    assert "12/QĐ-UBND" in page
    assert an_binh.thcs_tay.get_absolute_url() in page


def test_a_school_keeps_its_own_contacts_and_nothing_else(client: Any, an_binh: Province) -> None:
    head = UserFactory.make(role=Role.HEAD, role__unit=an_binh.mn_dong)
    client.force_login(head)
    data = {"hotline": "0203 3825 111", "email": "mn@anbinh.example.vn", "name": "Tên khác"}
    answer = client.post(reverse("organisations:contacts", args=[an_binh.mn_dong.pk]), data)
    assert answer.status_code == 302
    fresh = Unit.objects.get(pk=an_binh.mn_dong.pk)
    assert (fresh.hotline, fresh.name) == ("0203 3825 111", "Trường Mầm non Hoa Sen")
    assert client.get(reverse("organisations:edit", args=[an_binh.mn_dong.pk])).status_code == 403


def test_a_new_unit_stands_under_the_one_chosen(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    data = {
        "name": "Trường Mầm non Hoa Mai",
        "code": "HM",
        "kind": "school",
        "school_level": "preschool",
        "parent": "XD – Ủy ban nhân dân xã Đông An",
        "valid_from": "01/09/2026",
    }
    assert client.post(reverse("organisations:new"), data).status_code == 302
    unit = Unit.objects.get(code="HM")
    assert (unit.parent, unit.valid_from) == (an_binh.xa_dong, dt.date(2026, 9, 1))
    again = client.post(reverse("organisations:new"), data)
    assert again.status_code == 422
    assert "Mã này đã có đơn vị dùng" in again.content.decode()


def test_an_administrator_adds_no_unit_elsewhere(client: Any, an_binh: Province) -> None:
    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=an_binh.xa_dong))
    data = {"name": "Trường", "code": "HM", "kind": "school", "parent": "PT", "valid_from": "01/09/2026"}
    answer = client.post(reverse("organisations:new"), data)
    assert answer.status_code == 422
    assert not Unit.objects.filter(code="HM").exists()


def test_editing_puts_a_misspelt_name_right_in_its_history_too(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    data = {"name": "Trường Tiểu học Kim Đồng A", "code": "THD", "kind": "school", "school_level": "primary"}
    assert client.post(reverse("organisations:edit", args=[an_binh.th_dong.pk]), data).status_code == 302
    unit = Unit.objects.get(code="THD")
    assert unit.name_on(dt.date(2020, 1, 1)) == "Trường Tiểu học Kim Đồng A"
    assert unit.is_under(an_binh.xa_dong)


def test_the_export_has_the_filtered_units_in_the_form_of_an_import(
    client: Any, an_binh: Province, admin: User
) -> None:
    client.force_login(admin)
    text = client.get(reverse("organisations:export"), {"thuoc": "XD", "dang": "csv"}).content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Mã đơn vị,Tên đơn vị")
    assert len(text.splitlines()) == 4
    assert client.get(reverse("organisations:export"))["Content-Type"].endswith("sheet")


# Changes of organisation


def _address(unit: Unit, kind: str) -> str:
    return f"{reverse('organisations:change', args=[unit.pk])}?hinh-thuc={kind}"


MERGE = {"into": "PT", "on": "01/07/2026", "decision": "12/QĐ-UBND", "children_where": "heir"}


def test_a_change_is_shown_before_it_is_done(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    shown = client.post(_address(an_binh.xa_dong, "merge_into"), MERGE)
    assert shown.status_code == 200
    page = shown.content.decode()
    assert "Điều sẽ thay đổi" in page
    assert "Trường Tiểu học Kim Đồng chuyển đơn vị quản lý" in page
    assert not Succession.objects.exists()
    assert Unit.objects.get(code="XD").valid_to is None


def test_going_back_from_the_confirmation_keeps_what_was_typed(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    page = client.post(_address(an_binh.xa_dong, "merge_into"), MERGE | {"sua": "1"}).content.decode()
    assert "Xem điều sẽ thay đổi" in page
    assert 'value="12/QĐ-UBND"' in page


def test_a_confirmed_change_is_done(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    address = reverse("organisations:change_record", args=[an_binh.xa_dong.pk, "merge_into"])
    assert client.post(address, MERGE).status_code == 302
    assert Unit.objects.get(code="XD").valid_to == dt.date(2026, 7, 1)
    assert Unit.objects.get(code="MND").parent == an_binh.xa_tay
    again = client.post(address, MERGE)
    assert again.status_code == 422
    assert "đã thôi hoạt động" in again.content.decode()


def test_who_changed_what_is_on_record(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    client.post(reverse("organisations:change_record", args=[an_binh.xa_dong.pk, "merge_into"]), MERGE)
    entries = Entry.objects.filter(actor=admin)
    assert {entry.action for entry in entries} == {"unit_move", "unit_merge_into"}
    assert entries.filter(action="unit_merge_into", unit=an_binh.xa_dong).get().text.startswith("Ủy ban nhân dân xã")


def test_one_child_may_go_elsewhere_or_end(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    own = {f"child_{an_binh.vhxh_dong.pk}": "giải thể", f"child_{an_binh.th_dong.pk}": "SO"}
    address = reverse("organisations:change_record", args=[an_binh.xa_dong.pk, "merge_into"])
    assert client.post(address, MERGE | own).status_code == 302
    assert Unit.objects.get(code="VHD").valid_to is not None
    assert Unit.objects.get(code="THD").parent == an_binh.so


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("rename", {"name": "Ủy ban nhân dân xã An Đông"}),
        ("move", {"parent": "UBT"}),
        ("dissolve", {"children_where": "parent"}),
        ("split", {"parts": "X1 – UBND xã Một\nX2 - UBND xã Hai", "children_where": "other", "children_to": "PT"}),
        (
            "consolidate",
            {"others": "PT", "name": "UBND xã Mới", "code": "XM", "kind": "commune_committee", "parent": "SO"}
            | {"children_where": "heir"},
        ),
    ],
)
def test_each_kind_of_change_is_done_from_its_form_and_taken_back(
    client: Any, an_binh: Province, admin: User, kind: str, data: dict[str, str]
) -> None:
    client.force_login(admin)
    assert client.get(_address(an_binh.xa_dong, kind)).status_code == 200
    data = data | {"on": "01/07/2026", "decision": "12/QĐ-UBND"}
    assert client.post(_address(an_binh.xa_dong, kind), data).status_code == 200
    answer = client.post(reverse("organisations:change_record", args=[an_binh.xa_dong.pk, kind]), data)
    assert answer.status_code == 302
    act = Succession.objects.filter(kind=kind).latest("pk").act
    client.post(reverse("organisations:change_undo", args=[act]))
    assert not Succession.objects.exists()
    assert Unit.objects.get(code="XD").name == "Ủy ban nhân dân xã Đông An"


def test_nobody_merges_a_unit_into_one_beyond_their_reach(client: Any, an_binh: Province) -> None:
    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=an_binh.xa_dong))
    data = {"into": "MNT", "on": "01/07/2026", "decision": "12"}
    answer = client.post(reverse("organisations:change_record", args=[an_binh.mn_dong.pk, "merge_into"]), data)
    assert answer.status_code == 403
    assert Unit.objects.get(code="MND").valid_to is None


def test_a_form_with_faults_says_each_and_keeps_what_was_typed(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    answer = client.post(_address(an_binh.xa_dong, "split"), {"parts": "chỉ có tên", "on": "hôm nào"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "mã – tên đơn vị" in page
    assert "hôm nào" in page
