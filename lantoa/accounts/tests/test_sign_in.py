import datetime as dt

import pytest
import time_machine
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lantoa.accounts.factories import PASSWORD, UserFactory
from lantoa.accounts.models import FailedSignIns
from lantoa.audit.models import Entry
from tests.html import parse, words

pytestmark = pytest.mark.django_db


def sign_in(client, login, password=PASSWORD):
    return client.post("/dang-nhap/", {"login": login, "password": password})


def is_in(client):
    return client.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    "typed", ["nguyenan", "NguyenAn", " nguyenan ", "an@anbinh.example.vn", "AN@anbinh.example.vn"]
)
def test_a_person_signs_in_by_name_or_address_in_any_case(client, typed):
    UserFactory(username="nguyenan", email="An@AnBinh.example.vn")
    assert sign_in(client, typed)["Location"] == "/lam-viec/"
    assert is_in(client)


def test_the_page_leads_back_to_where_the_person_wanted_to_go(client):
    person = UserFactory()
    answer = client.get("/tai-khoan/")
    assert answer["Location"] == "/dang-nhap/?next=/tai-khoan/"
    answer = client.post(answer["Location"], {"login": person.username, "password": PASSWORD, "next": "/tai-khoan/"})
    assert answer["Location"] == "/tai-khoan/"


def test_it_never_leads_to_another_site(client):
    person = UserFactory()
    data = {"login": person.username, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/dang-nhap/", data)["Location"] == "/lam-viec/"


def test_after_five_failures_even_the_right_password_waits_and_the_page_says_until_when(client):
    person = UserFactory()
    with time_machine.travel(dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC), tick=False):
        for _ in range(5):
            answer = sign_in(client, person.username, "sai")
        assert "Thử lại sau 09:15" in words(parse(answer))
        assert "Thử lại sau 09:15" in words(parse(sign_in(client, person.username)))
    assert Entry.objects.filter(action="sign_in_locked", object_id=person.pk).exists()


def test_the_lock_opens_after_fifteen_minutes(client):
    person = UserFactory()
    with time_machine.travel(dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC), tick=False) as clock:
        for _ in range(5):
            sign_in(client, person.username, "sai")
        clock.shift(dt.timedelta(minutes=14))
        assert sign_in(client, person.username).status_code == 200
        clock.shift(dt.timedelta(minutes=2))
        assert sign_in(client, person.username).status_code == 302


def test_name_and_address_of_one_person_share_the_five_tries(client):
    person = UserFactory()
    for login in [person.username] * 3 + [person.email] * 2:
        sign_in(client, login, "sai")
    assert sign_in(client, person.username).status_code == 200


def test_a_lock_keeps_nobody_else_out(client):
    locked, other = UserFactory.create_batch(2)
    for _ in range(6):
        sign_in(client, locked.username, "sai")
    assert sign_in(client, other.username).status_code == 302


def test_a_right_password_makes_earlier_failures_forgotten(client):
    person = UserFactory()
    for _ in range(4):
        sign_in(client, person.username, "sai")
    assert sign_in(client, person.username).status_code == 302
    client.post("/dang-xuat/")
    assert "Còn" not in words(parse(sign_in(client, person.username, "sai")))


def test_a_name_that_nobody_bears_is_answered_like_one_that_somebody_does(client):
    person = UserFactory()
    known = [words(parse(sign_in(client, person.username, "sai"))) for _ in range(6)]
    strange = [words(parse(sign_in(client, "khongcoai", "sai"))) for _ in range(6)]
    assert known == strange


def test_what_was_typed_as_a_name_is_not_kept(client):
    sign_in(client, "mật khẩu gõ nhầm chỗ", "sai")
    assert all("mật khẩu" not in tries.key for tries in FailedSignIns.objects.all())


def test_one_who_is_locked_out_by_an_administrator_reads_whom_to_ask(client):
    person = UserFactory(is_active=False)
    answer = sign_in(client, person.username)
    assert answer["Location"] == "/dang-nhap/bi-khoa/"
    assert "người quản trị" in words(parse(client.get(answer["Location"])))
    assert not is_in(client)


def test_the_password_of_the_demo_opens_nothing_outside_the_demo(client, settings):
    person = UserFactory(password="lantoa-demo")
    settings.DEMO = False
    assert sign_in(client, person.username, "lantoa-demo").status_code == 200
    assert not client.login(username=person.username, password="lantoa-demo")
    settings.DEMO = True
    assert sign_in(client, person.username, "lantoa-demo").status_code == 302


def test_the_page_names_the_demo_accounts_only_in_the_demo(client, settings):
    settings.DEMO = False
    assert "lantoa-demo" not in client.get("/dang-nhap/").content.decode()
    settings.DEMO = True
    assert "lantoa-demo" in client.get("/dang-nhap/").content.decode()


def test_signing_out_needs_a_word(client):
    client.force_login(UserFactory())
    client.get("/dang-xuat/")
    assert is_in(client)
    client.post("/dang-xuat/")
    assert not is_in(client)


@pytest.mark.parametrize("name", ["account_signup", "socialaccount_signup", "account_email", "mfa_signup_webauthn"])
def test_nobody_signs_up_by_themselves(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_session_ends_with_the_browser_unless_asked_to_stay(client):
    person = UserFactory()
    sign_in(client, person.username)
    assert client.session.get_expire_at_browser_close()
    client.post("/dang-xuat/")
    client.post("/dang-nhap/", {"login": person.username, "password": PASSWORD, "remember": "on"})
    assert client.session.get_expiry_date() > timezone.now() + dt.timedelta(days=7)


def test_who_sends_a_form_after_the_session_ended_is_told_that_it_did_not_arrive(client):
    answer = client.post("/lam-viec/hoat-dong/ghi/", {"title": "Chào cờ"}, follow=True)
    assert "Phiên làm việc đã hết nên việc vừa rồi chưa được lưu" in words(parse(answer))


def test_no_sign_in_page_is_put_into_a_page_that_saves_by_itself(client):
    answer = client.post("/lam-viec/bao-cao/1/so-lieu/1/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")
