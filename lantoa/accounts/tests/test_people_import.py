import datetime as dt
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.models import Membership, User
from lantoa.accounts.people_sheet import COLUMNS
from lantoa.audit.models import Entry
from lantoa.organisations.factories import UnitFactory
from lantoa.tabular.models import PendingImport
from lantoa.tabular.sheets import write_csv
from tests.html import parse, words

pytestmark = pytest.mark.django_db
URL = "/lam-viec/nguoi-dung/nhap/"


@pytest.fixture
def school():
    return UnitFactory.make(upper=True, code="THPT01", short_name="THPT Nguyễn Trãi", parent=UnitFactory.make())


@pytest.fixture
def admin(client, school):
    person = UserFactory(role=Role.ADMIN, role__unit=school)
    client.force_login(person)
    return person


def line(username, name="", email="", phone="", unit="", role="", title="", since="", until=""):  # noqa: PLR0917
    return [username, name, email, phone, unit, role, title, since, until]


def upload(client, *lines):
    file = SimpleUploadedFile("nguoi.csv", write_csv(COLUMNS, lines))
    return client.post(URL, {"file": file}, follow=True)


def confirm(client, page):
    form = next(one for one in parse(page).iter("form") if (one.get("action") or "").endswith("/xac-nhan/"))
    data = {field.get("name"): field.get("value") for field in form.iter("input")}
    return client.post(form.get("action"), data, follow=True)


def faults(page):
    table = parse(page).find(".//section[@aria-labelledby='faults']//tbody")
    return [] if table is None else [[words(cell) for cell in row] for row in table]


AN = line("lean", "Lê Văn An", "an@anbinh.example.vn", "0912 345 678", "THPT01", "chuyên viên", "Giáo viên", "1/9/2026")


def test_nothing_is_written_before_the_word_is_given(client, admin):
    page = upload(client, AN)
    assert "Thêm vai trò chuyên viên tại THPT Nguyễn Trãi từ 01/09/2026" in words(parse(page))
    assert not User.objects.filter(username="lean").exists()
    answer = confirm(client, page)
    assert "thêm mới 1, thay đổi 0" in words(parse(answer))
    made = User.objects.get(username="lean")
    assert (made.full_name, made.phone) == ("Lê Văn An", "0912 345 678")
    assert made.memberships.get().valid_from == dt.date(2026, 9, 1)
    assert set(Entry.objects.about(made).values_list("action", flat=True)) == {"person_created", "role_given"}


def test_the_same_file_twice_changes_nothing(client, admin):
    confirm(client, upload(client, AN))
    before = list(Membership.objects.values()), Entry.objects.count()
    page = upload(client, AN)
    assert "không có gì để nhập" in words(parse(page))
    assert (list(Membership.objects.values()), Entry.objects.count()) == before


def test_what_is_exported_comes_in_without_a_change(client, admin, school):
    teacher = UserFactory(phone="+84 912 345 678", role=Role.OFFICER, role__unit=school)
    MembershipFactory(user=teacher, unit=school, role=Role.EDITOR, title="Trưởng ban", valid_to=dt.date(2099, 1, 1))
    UserFactory(email="", role=Role.HEAD, role__unit=school)
    for kind in ("csv", "xlsx"):
        content = client.get("/lam-viec/nguoi-dung/xuat/", {"dang": kind}).content
        page = client.post(URL, {"file": SimpleUploadedFile(f"n.{kind}", content)}, follow=True)
        assert faults(page) == []
        assert "không có gì để nhập" in words(parse(page))


def test_changes_are_shown_field_by_field(client, admin, school):
    teacher = UserFactory(username="leanh", full_name="Lê Anh", role=Role.OFFICER, role__unit=school)
    page = upload(
        client,
        line("LeAnh", "Lê Ánh", phone="0987 000 111", unit="thpt01", role="Chuyên viên", title="Tổ trưởng"),
        line("leanh", unit="THPT01", role="ban biên tập"),
    )
    text = words(parse(page))
    for said in ("Họ và tên: Lê Anh → Lê Ánh", "Điện thoại: 0987 000 111", "Thêm vai trò ban biên tập"):
        assert said in text
    confirm(client, page)
    teacher.refresh_from_db()
    assert (teacher.full_name, teacher.phone) == ("Lê Ánh", "0987 000 111")
    assert teacher.email
    assert set(teacher.memberships.values_list("role", "title")) == {("officer", "Tổ trưởng"), ("editor", "")}


def test_a_role_ends_on_the_day_that_the_file_says(client, admin, school):
    teacher = UserFactory(username="leanh", role=Role.OFFICER, role__unit=school)
    today = timezone.localdate()
    end = line("leanh", "", unit="THPT01", role="chuyên viên", until=f"{today:%d/%m/%Y}")
    page = upload(client, end)
    assert "Kết thúc vai trò chuyên viên" in words(parse(page))
    confirm(client, page)
    assert teacher.memberships.get().valid_to == today
    assert "không có gì để nhập" in words(parse(upload(client, end)))


def test_every_bad_row_is_named_with_its_reason_and_nothing_comes_in(client, admin, school):
    UserFactory(username="aicungco", email="daco@anbinh.example.vn")
    outside = UnitFactory.make(code="SNV")
    page = upload(
        client,
        AN,
        line("nguyễn b", "Nguyễn B", unit="THPT01", role="chuyên viên"),
        line("lec", "", unit="THPT01", role="chuyên viên"),
        line("led", "Lê D", email="daco@anbinh.example.vn", unit="THPT01", role="chuyên viên"),
        line("lee", "Lê E", unit=outside.code, role="chuyên viên"),
        line("leg", "Lê G", unit="THPT01", role="vua"),
        line("leh", "Lê H", unit="THPT01", role="chuyên viên", since="31/02/2026"),
        line("lei", "Lê I", unit="THPT01", role="chuyên viên", since="2/9/2026", until="1/9/2026"),
        line("lek", "Lê K"),
        line("leb", "Lê L", email="không phải thư", unit="THPT01", role="chuyên viên"),
        line("leb", "Lê M", unit="THPT01", role="ban biên tập"),
    )
    found = {(row[0], row[1]) for row in faults(page)}
    assert found >= {
        ("Dòng 3", "Tên đăng nhập"), ("Dòng 4", "Họ và tên"), ("Dòng 5", "Thư điện tử"),
        ("Dòng 6", "Mã đơn vị"), ("Dòng 7", "Vai trò"),
        ("Dòng 8", "Từ ngày"), ("Dòng 9", "Đến trước ngày"),
        ("Dòng 10", "Mã đơn vị"), ("Dòng 11", "Thư điện tử"),
    }  # fmt: skip
    assert "Xác nhận nhập" not in words(parse(page))
    pending = PendingImport.objects.get()
    client.post(f"{URL}{pending.pk}/xac-nhan/", {"fingerprint": "x"})
    assert not User.objects.filter(username="leg").exists()
    assert not User.objects.filter(username="leh").exists()


def test_two_lines_that_disagree_or_repeat_are_named(client, admin):
    page = upload(
        client,
        AN,
        line("lean", "Lê Văn Ân", unit="THPT01", role="ban biên tập"),
        line("lean", unit="THPT01", role="chuyên viên"),
    )
    assert [row[0] for row in faults(page)] == ["Dòng 3", "Dòng 4"]


def test_people_outside_the_subtree_cannot_be_taken_over(client, admin, school):
    head = UserFactory(username="giamdoc", full_name="Lê Giám Đốc", role=Role.HEAD, role__unit=school.parent)
    page = upload(client, line("giamdoc", "Lê Giám Đốc", email="evil@example.vn", unit="THPT01", role="chuyên viên"))
    assert [row[0] for row in faults(page)] == ["Dòng 2"]
    MembershipFactory(user=head, unit=school, role=Role.EDITOR)
    page = upload(client, line("giamdoc", email="evil@example.vn", unit="THPT01", role="chuyên viên"))
    assert "không sửa được thông tin" in words(parse(page))
    confirm(client, upload(client, line("giamdoc", unit="THPT01", role="chuyên viên")))
    head.refresh_from_db()
    assert head.email != "evil@example.vn"
    assert head.memberships.filter(unit=school).count() == 2


def test_an_administrator_does_not_end_their_own_role_by_a_file(client, admin):
    page = upload(client, line(admin.username, unit="THPT01", role="quản trị", until="1/1/2030"))
    assert "nhờ người quản trị khác" in words(parse(page))


def test_a_preview_that_grew_old_is_shown_anew_before_anything_is_done(client, admin, school):
    teacher = UserFactory(username="leanh", full_name="Lê Anh", role=Role.OFFICER, role__unit=school)
    page = upload(client, line("leanh", "Lê Ánh", unit="THPT01", role="chuyên viên"))
    User.objects.filter(pk=teacher.pk).update(full_name="Lê Ảnh")
    again = confirm(client, page)
    assert "Dữ liệu đã thay đổi từ lúc xem trước" in words(parse(again))
    assert "Lê Ảnh → Lê Ánh" in words(parse(again))
    teacher.refresh_from_db()
    assert teacher.full_name == "Lê Ảnh"
    confirm(client, again)
    teacher.refresh_from_db()
    assert teacher.full_name == "Lê Ánh"


def test_confirming_twice_does_it_once(client, admin):
    page = upload(client, AN)
    confirm(client, page)
    assert "đã được nhập trước đó" in words(parse(confirm(client, page)))
    assert Entry.objects.filter(action="person_created").count() == 1


def test_the_rows_are_forgotten_when_done_and_after_a_day(client, admin):
    confirm(client, upload(client, AN))
    assert PendingImport.objects.get().rows == []
    upload(client, line("leb", "Lê B", unit="THPT01", role="chuyên viên"))
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        client.force_login(admin)
        upload(client, AN)
    assert not [one for one in PendingImport.objects.all() if "leb" in str(one.rows)]


def test_a_preview_belongs_to_the_one_who_uploaded_it(client, admin, school):
    upload(client, AN)
    client.force_login(UserFactory(role=Role.ADMIN, role__unit=school))
    assert client.get(f"{URL}{PendingImport.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", "Họ và tên\nAn\n".encode()])
def test_a_file_of_another_kind_gets_one_sentence(client, admin, content):
    answer = client.post(URL, {"file": SimpleUploadedFile("nguoi.xlsx", content)})
    assert answer.status_code == 422
    assert not PendingImport.objects.exists()


def test_the_template_is_a_sheet_that_an_import_takes(client, admin):
    book = load_workbook(io.BytesIO(client.get(f"{URL}mau/").content))
    assert [cell.value for cell in book.worksheets[0][1]] == [column.title for column in COLUMNS]


def test_five_hundred_lines_cost_as_many_queries_to_preview_as_five(client, admin, school):
    def cost(count):
        lines = [line(f"nguoi{i}", f"Lê {i}", unit="THPT01", role="chuyên viên") for i in range(count)]
        upload(client, *lines)
        pending = PendingImport.objects.first()
        with CaptureQueriesContext(connection) as caught:
            client.get(f"{URL}{pending.pk}/")
        return len(caught)

    assert cost(500) == cost(5)
