import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.organisations.factories import UnitFactory
from tests.html import parse, words

pytestmark = pytest.mark.django_db
URL = "/lam-viec/nguoi-dung/"


@pytest.fixture
def department():
    return UnitFactory.make(department=True, code="SGDDT")


@pytest.fixture
def school(department):
    return UnitFactory.make(upper=True, parent=department, code="THPT01", name="Trường THPT Nguyễn Trãi")


@pytest.fixture
def admin(client, department):
    person = UserFactory(full_name="Trần Quốc Trị", role=Role.ADMIN, role__unit=department)
    client.force_login(person)
    return person


def names(answer):
    rows = parse(answer).find(".//tbody")
    return [] if rows is None else [words(row.find("th")) for row in rows]


def test_people_stand_in_the_order_of_given_names(client, admin, school):
    for name in ("Nguyễn Văn Ước", "Bùi Thị Ân", "Đỗ Văn An", "Lê Thị Ánh", "Trần Văn Đào"):
        UserFactory(full_name=name, role=Role.OFFICER, role__unit=school)
    assert names(client.get(URL)) == [
        "Đỗ Văn An", "Lê Thị Ánh", "Bùi Thị Ân", "Trần Văn Đào", "Trần Quốc Trị", "Nguyễn Văn Ước"
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["anh nguyet", "NGUYỆT Ánh", "nguyetanh", "nguyetanh@anbinh"])
def test_search_cares_neither_for_accents_nor_for_order(client, admin, school, typed):
    UserFactory(full_name="Lê Nguyệt Ánh", username="nguyetanh", role=Role.OFFICER, role__unit=school)
    UserFactory(full_name="Lê Thị Hoa", role=Role.OFFICER, role__unit=school)
    assert names(client.get(URL, {"q": typed})) == ["Lê Nguyệt Ánh"]


def test_filters_by_unit_with_what_is_below_by_role_and_by_state(client, admin, school, department):
    head = UserFactory(full_name="Phạm Thị Đào", role=Role.HEAD, role__unit=school)
    locked = UserFactory(full_name="Vũ Khóa", role=Role.OFFICER, role__unit=department, is_active=False)
    assert names(client.get(URL, {"don-vi": "THPT01"})) == [head.full_name]
    assert names(client.get(URL, {"don-vi": "thpt nguyễn trãi"})) == [head.full_name]
    assert len(names(client.get(URL, {"don-vi": "SGDDT"}))) == 3
    assert names(client.get(URL, {"vai-tro": "head"})) == [head.full_name]
    assert names(client.get(URL, {"tinh-trang": "khoa"})) == [locked.full_name]
    assert head.full_name in names(client.get(URL, {"tinh-trang": "chua-vao"}))


def test_a_unit_that_is_not_found_is_said_beside_the_field(client, admin):
    assert "Không có đơn vị nào là “Sở Nội vụ”" in words(parse(client.get(URL, {"don-vi": "Sở Nội vụ"})))


def test_people_of_other_units_are_not_in_the_list(client, admin):
    stranger = UserFactory(role=Role.OFFICER)
    assert stranger.full_name not in names(client.get(URL))
    assert client.get(f"{URL}{stranger.pk}/").status_code == 404


def test_fifty_to_a_page(client, admin, school):
    for person in UserFactory.create_batch(60):
        MembershipFactory(user=person, unit=school)
    assert len(names(client.get(URL))) == 50
    assert len(names(client.get(URL, {"trang": 2}))) == 11


def test_ten_people_cost_as_many_queries_as_two(client, admin, school, django_assert_num_queries):
    def add(count):
        for person in UserFactory.create_batch(count):
            MembershipFactory(user=person, unit=school)
            MembershipFactory(user=person, unit=school, role=Role.EDITOR)

    add(1)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    add(8)
    with django_assert_num_queries(len(few)):
        client.get(URL)


def test_the_export_holds_what_the_filter_shows(client, admin, school):
    UserFactory(full_name="Lê Thị Ánh", username="leanh", phone="0912 345 678", role=Role.OFFICER, role__unit=school)
    answer = client.get(f"{URL}xuat/", {"q": "anh", "dang": "csv"})
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[:2] == ["Tên đăng nhập", "Họ và tên"]
    assert [row[:6] for row in rows] == [
        ["leanh", "Lê Thị Ánh", "leanh@anbinh.example.vn", "0912 345 678", "THPT01", "chuyên viên"]
    ]


def test_the_export_does_not_tell_roles_outside_the_subtree(client, admin, school):
    person = UserFactory(username="haivai", role=Role.OFFICER, role__unit=school)
    outside = MembershipFactory(user=person, role=Role.HEAD)
    answer = client.get(f"{URL}xuat/", {"dang": "csv"}).content.decode("utf-8-sig")
    assert "haivai" in answer
    assert outside.unit.code not in answer
