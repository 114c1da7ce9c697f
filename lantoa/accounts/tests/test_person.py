import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lantoa.accounts import administration, second_factor
from lantoa.accounts.enums import Role
from lantoa.accounts.factories import PASSWORD, MembershipFactory, UserFactory
from lantoa.accounts.invitation import link_for
from lantoa.accounts.models import FailedSignIns, User
from lantoa.audit.models import Entry
from lantoa.organisations.factories import UnitFactory
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
URL = "/lam-viec/nguoi-dung/"
NEW = {
    "full_name": "Nguyễn Thị Mới",
    "username": "NguyenMoi",
    "email": "Moi@Truong.example.vn",
    "phone": "0912 345 678",
}


@pytest.fixture
def department():
    return UnitFactory.make(department=True)


@pytest.fixture
def school(department):
    return UnitFactory.make(upper=True, parent=department, code="THPT01")


@pytest.fixture
def admin(client, school):
    """Of the school alone."""
    person = UserFactory(role=Role.ADMIN, role__unit=school)
    client.force_login(person)
    return person


@pytest.fixture
def teacher(school):
    return UserFactory(role=Role.OFFICER, role__unit=school)


def audited(person):
    return list(Entry.objects.about(person).values_list("action", flat=True))


def test_an_administrator_enters_a_person_with_a_first_role(client, admin, school):
    data = {**NEW, "unit": "thpt01", "role": "officer", "title": "Giáo viên"}
    answer = client.post(f"{URL}them/", data, follow=True)
    made = User.objects.get(username="nguyenmoi")
    assert made.email == "moi@truong.example.vn"
    assert not made.has_usable_password()
    held = made.memberships.get()
    assert (held.unit, held.role, held.title) == (school, Role.OFFICER, "Giáo viên")
    assert "Đã thêm Nguyễn Thị Mới" in words(parse(answer))
    assert set(audited(made)) == {"person_created", "role_given"}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("username", "nguyễn mới", "không dấu"),
        ("username", "DaCo", "đã có người dùng"),
        ("email", "daco@anbinh.example.vn", "đã có người dùng"),
        ("unit", "Sở Nội vụ", "Không có đơn vị nào là “Sở Nội vụ”"),
        ("role", "vua", "vua"),
    ],
)
def test_a_wrong_field_is_named_and_all_that_was_typed_is_kept(client, admin, teacher, field, typed, sentence):
    UserFactory(username="daco")
    data = {**NEW, "unit": "THPT01", "role": "officer", "title": "Giáo viên", field: typed}
    answer = client.post(f"{URL}them/", data)
    assert answer.status_code == 422
    assert sentence in words(parse(answer))
    assert 'value="Nguyễn Thị Mới"' in answer.content.decode()


def test_no_role_is_given_outside_the_subtree(client, admin, teacher, department):
    answer = client.post(f"{URL}{teacher.pk}/vai-tro/", {"unit": department.code, "role": "head", "since": "1/1/2026"})
    assert answer.status_code == 422
    with pytest.raises(PermissionDenied):
        administration.give_role(teacher, department, Role.HEAD, by=admin)
    assert teacher.memberships.count() == 1


def test_a_role_is_given_from_a_day_on_and_ends_with_its_history_kept(client, admin, teacher, school):
    client.post(f"{URL}{teacher.pk}/vai-tro/", {"unit": "THPT01", "role": "editor", "title": "", "since": "2/1/2026"})
    held = teacher.memberships.get(role=Role.EDITOR)
    assert held.valid_from == dt.date(2026, 1, 2)
    client.post(f"{URL}{teacher.pk}/vai-tro/{held.pk}/ket-thuc/")
    held.refresh_from_db()
    assert held.valid_to == timezone.localdate()
    assert {"role_given", "role_ended"} <= set(audited(teacher))
    assert "đã kết thúc" in words(parse(client.get(f"{URL}{teacher.pk}/")))


def test_a_role_that_ended_may_be_given_again(admin, teacher, school):
    administration.end_role(teacher.memberships.get(), by=admin)
    administration.give_role(teacher, school, Role.OFFICER, by=admin)
    assert teacher.memberships.count() == 2


def test_the_same_role_is_not_given_twice(client, admin, teacher):
    data = {"unit": "THPT01", "role": "officer", "title": "", "since": "2/1/2026"}
    assert "đang giữ vai trò" in words(parse(client.post(f"{URL}{teacher.pk}/vai-tro/", data)))
    assert teacher.memberships.count() == 1


def test_nobody_locks_themselves_out(client, admin):
    held = admin.memberships.get()
    answer = client.post(f"{URL}{admin.pk}/vai-tro/{held.pk}/ket-thuc/", follow=True)
    assert "nhờ người quản trị khác" in words(parse(answer))
    client.post(f"{URL}{admin.pk}/khoa/")
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.memberships.get().is_open


def test_a_locked_person_is_signed_out_at_once_and_comes_back_when_unlocked(client, admin, teacher):
    other = PageClient()
    other.force_login(teacher)
    client.post(f"{URL}{teacher.pk}/khoa/")
    assert other.get("/tai-khoan/").status_code == 302
    assert not PageClient().login(username=teacher.username, password=PASSWORD)
    FailedSignIns.begin(f"person:{teacher.pk}")
    client.post(f"{URL}{teacher.pk}/mo-khoa/")
    assert PageClient().login(username=teacher.username, password=PASSWORD)
    assert FailedSignIns.of(f"person:{teacher.pk}") is None
    assert {"person_deactivated", "person_reactivated"} <= set(audited(teacher))


def test_the_account_of_one_who_also_works_above_is_not_in_the_hands_of_the_school(client, admin, teacher, department):
    MembershipFactory(user=teacher, unit=department, role=Role.HEAD)
    page = words(parse(client.get(f"{URL}{teacher.pk}/")))
    assert "ngoài phạm vi quản trị" in page
    assert client.post(f"{URL}{teacher.pk}/sua/", {"full_name": "X", "email": "evil@example.vn"}).status_code == 403
    for act in ("khoa", "loi-moi", "xac-thuc", "mo-khoa"):
        assert client.post(f"{URL}{teacher.pk}/{act}/").status_code == 403


def test_editing_writes_down_what_changed(client, admin, teacher):
    client.post(f"{URL}{teacher.pk}/sua/", {"full_name": "Lê Đổi Tên", "email": teacher.email, "phone": ""})
    teacher.refresh_from_db()
    assert teacher.full_name == "Lê Đổi Tên"
    entry = Entry.objects.about(teacher).get(action="person_changed")
    assert entry.actor == admin
    assert entry.detail["full_name"][1] == "Lê Đổi Tên"


def test_a_lost_second_factor_is_taken_away_and_that_is_written_down(client, admin, teacher):
    TOTP.activate(teacher, generate_totp_secret())
    client.post(f"{URL}{teacher.pk}/xac-thuc/")
    assert not second_factor.has_one(teacher)
    assert "second_factor_reset" in audited(teacher)


class TestInvitation:
    def test_it_goes_out_by_mail_and_sets_a_password_once(
        self, client, admin, teacher, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{URL}{teacher.pk}/loi-moi/")
        assert mail.outbox[0].to == [teacher.email]
        link = re.search(r"http://[^/]+(/loi-moi/\S+)", mail.outbox[0].body)[1]
        new = {"password1": "cánh đồng tháng mười 9", "password2": "cánh đồng tháng mười 9"}
        guest = PageClient()
        assert teacher.username in words(parse(guest.get(link)))
        assert guest.post(link, new)["Location"] == "/dang-nhap/"
        assert guest.login(username=teacher.username, password=new["password1"])
        assert PageClient().get(link).status_code == 404
        assert PageClient().post(link, new).status_code == 404
        assert all(link not in f"{entry.text}{entry.detail}" for entry in Entry.objects.all())

    def test_without_an_address_it_is_shown_to_be_handed_over(self, client, admin, school):
        person = UserFactory(email="", role=Role.OFFICER, role__unit=school)
        answer = client.post(f"{URL}{person.pk}/loi-moi/")
        assert link_for(person).split("/loi-moi/")[0] + "/loi-moi/" in answer.content.decode()
        assert not mail.outbox

    def test_it_is_over_after_a_week(self, client, teacher):
        path = link_for(teacher).split("127.0.0.1:8000")[-1]
        with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
            assert client.get(path).status_code == 404

    def test_one_who_was_locked_cannot_use_it(self, client, teacher):
        path = link_for(teacher).split("127.0.0.1:8000")[-1]
        User.objects.filter(pk=teacher.pk).update(is_active=False)
        assert client.get(path).status_code == 404


class TestOwnProfile:
    def test_a_person_keeps_their_own_data(self, client, teacher):
        client.force_login(teacher)
        client.post("/tai-khoan/", {"full_name": "Lê Tự Sửa", "email": "tusua@example.vn", "phone": "0987 654 321"})
        teacher.refresh_from_db()
        assert (teacher.full_name, teacher.email) == ("Lê Tự Sửa", "tusua@example.vn")

    def test_the_address_of_another_is_refused(self, client, teacher, admin):
        client.force_login(teacher)
        answer = client.post("/tai-khoan/", {"full_name": "Lê Tự Sửa", "email": admin.email.upper(), "phone": ""})
        assert "đã có người dùng" in words(parse(answer))
