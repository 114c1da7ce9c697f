import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province, province
from lantoa.organisations.models import Unit
from lantoa.organisations.sheet import COLUMNS
from lantoa.organisations.unit_import import UnitImporter
from lantoa.tabular.plan import Kind
from lantoa.tabular.sheets import Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def an_binh() -> Province:
    return province()


@pytest.fixture
def admin(an_binh: Province) -> User:
    return UserFactory.make(role=Role.ADMIN, role__unit=an_binh.ubnd)


def row(number: int = 2, **values: str) -> Row:
    return Row(number, {"code": "MOI", "name": "Trường Mầm non Mới", "kind": "trường", "parent": "XD"} | values)


def faults(admin: User, *rows: Row) -> list[str]:
    return [f"{one.row} {one.column}: {one.reason}" for one in UnitImporter(admin).plan(rows).faults]


def test_new_units_come_in_whatever_their_order_in_the_file(an_binh: Province, admin: User) -> None:
    importer = UnitImporter(admin)
    plan = importer.plan(
        [
            row(2, code="T1", parent="xm", school_level="Mầm non", valid_from="01/7/2025"),
            row(3, code="XM", name="UBND xã Mới", kind="Ủy ban nhân dân xã, phường, đặc khu", parent="SO"),
        ]
    )
    assert not plan.faults
    assert [one.kind for one in plan.changes] == [Kind.NEW, Kind.NEW]
    assert not Unit.objects.filter(code="XM").exists()
    importer.apply(plan, by=admin)
    school = Unit.objects.get(code="T1")
    assert school.parent == Unit.objects.get(code="XM")
    assert school.school_level == "preschool"
    assert school.is_under(an_binh.so)
    assert school.placements.count() == 1


def test_a_hotline_that_nobody_can_call_is_refused_as_in_the_form(an_binh: Province, admin: User) -> None:
    unit = an_binh.mn_dong
    for typed in ("abc", "1"):
        expected = "Số điện thoại chưa đúng. Ghi một số gọi được, ví dụ 0203 3825 111 hoặc 1900 1234."
        assert faults(admin, row(hotline=typed)) == [f"2 Đường dây nóng: {expected}"]
        assert faults(admin, Row(2, {"code": unit.code, "hotline": typed})) == [f"2 Đường dây nóng: {expected}"]
    assert not faults(admin, row(hotline="1900 1234"))
    unit.hotline = "gặp văn thư"  # stood before the rule: what is not touched is not refused
    unit.save()
    assert not faults(admin, Row(2, {"code": unit.code, "area": "Xã Đông"}))


def test_an_empty_cell_keeps_and_xoa_empties(an_binh: Province, admin: User) -> None:
    an_binh.mn_dong.hotline = "0203 1"
    an_binh.mn_dong.email = "mn@anbinh.example.vn"
    an_binh.mn_dong.save()
    importer = UnitImporter(admin)
    plan = importer.plan([Row(2, {"code": "mnd", "hotline": "", "email": "xóa", "name": "Trường Mầm non Hoa Sen A"})])
    assert [(one.title, one.before, one.after) for one in plan.changes[0].fields] == [
        ("Tên đơn vị", "Trường Mầm non Hoa Sen", "Trường Mầm non Hoa Sen A"),
        ("Thư điện tử", "mn@anbinh.example.vn", ""),
    ]
    importer.apply(plan, by=admin)
    unit = Unit.objects.get(code="MND")
    assert (unit.hotline, unit.email, unit.name) == ("0203 1", "", "Trường Mầm non Hoa Sen A")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"parent": "KHONGCO"}, "Không có đơn vị mang mã này"),
        ({"parent": ""}, "cần mã đơn vị cấp trên"),
        ({"kind": "công ty"}, "Ghi một trong"),
        ({"name": ""}, "Tên đơn vị"),
        ({"email": "không phải"}, "Thư điện tử"),
        ({"valid_from": "31/02/2026"}, "Hoạt động từ ngày"),
        ({"portal_url": "mnhoasen"}, "Trang thông tin"),
        ({"code": ""}, "Ghi mã đơn vị"),
        ({"code": "MND", "parent": "PT"}, "Thay đổi tổ chức"),
        ({"parent": "MOI"}, "cấp trên của nhau"),
        ({"code": "x" * 41}, "Mã đơn vị"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(an_binh: Province, admin: User, values: dict[str, str], said: str) -> None:
    (fault, *_) = faults(admin, row(**values))
    assert fault.startswith("2 ")
    assert said in fault


def test_units_that_are_each_other_s_parents_and_codes_twice_are_refused(an_binh: Province, admin: User) -> None:
    ring = faults(admin, row(2, code="A", parent="B"), row(3, code="B", parent="A"))
    assert "cấp trên của nhau" in ring[0]
    assert "dòng trên" in faults(admin, row(2), row(3))[0]


def test_an_administrator_brings_in_only_what_lies_in_reach(an_binh: Province) -> None:
    admin = UserFactory.make(role=Role.ADMIN, role__unit=an_binh.xa_dong)
    assert not faults(admin, row(parent="XD"))
    assert "ngoài phạm vi" in faults(admin, row(parent="PT"))[0]
    assert "ngoài phạm vi" in faults(admin, Row(2, {"code": "MNT", "name": "Khác"}))[0]
    assert "ngoài phạm vi" in faults(admin, Row(2, {"code": "XD", "name": "Khác"}))[0]


def test_what_was_exported_changes_nothing_when_brought_back(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    text = client.get(reverse("organisations:export"), {"dang": "csv"}).content.decode("utf-8-sig")
    keys = {column.title: column.key for column in COLUMNS}
    rows = [
        Row(number, {keys[title]: value for title, value in line.items()})
        for number, line in enumerate(csv.DictReader(io.StringIO(text)), 2)
    ]
    plan = UnitImporter(admin).plan(rows)
    assert not plan.faults
    assert {one.kind for one in plan.changes} == {Kind.UNCHANGED}


def test_a_file_is_shown_then_confirmed_all_or_nothing(client: Any, an_binh: Province, admin: User) -> None:
    client.force_login(admin)
    file = SimpleUploadedFile(
        "dv.csv", "Mã đơn vị,Tên đơn vị,Loại đơn vị,Mã đơn vị cấp trên\nM1,Trường M1,trường,XD\n".encode()
    )
    preview = client.post(reverse("organisations:unit_import"), {"file": file}, follow=True)
    assert "Thêm mới" in preview.content.decode()
    assert not Unit.objects.filter(code="M1").exists()
    pending = preview.context["pending"]
    confirm = reverse("organisations:unit_import_confirm", args=[pending.pk])
    client.post(confirm, {"fingerprint": preview.context["fingerprint"]})
    assert Unit.objects.get(code="M1").parent == an_binh.xa_dong


def test_looking_a_file_over_takes_the_same_queries_for_any_number_of_rows(
    an_binh: Province, admin: User, django_assert_max_num_queries: Any
) -> None:
    importer = UnitImporter(admin)
    with django_assert_max_num_queries(4):
        plan = importer.plan([row(number, code=f"N{number}") for number in range(2, 60)])
    with django_assert_max_num_queries(12 + 58):  # and a line on record for each unit
        importer.apply(plan, by=admin)
