import re

import pytest
from django.core import mail

from lantoa.accounts.factories import PASSWORD, UserFactory
from lantoa.audit.models import Entry
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
NEW = "cánh đồng tháng mười 9"


def ask(client, email):
    return client.post("/quen-mat-khau/", {"email": email}, follow=True)


def link():
    return re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]


def test_the_mailed_link_sets_a_new_password_once(client):
    person = UserFactory()
    ask(client, person.email.upper())
    page = client.get(link(), follow=True)
    url = page.redirect_chain[-1][0]
    answer = client.post(url, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Đã đặt mật khẩu mới" in words(parse(answer))
    assert PageClient().login(username=person.username, password=NEW)
    assert "không còn dùng được" in words(parse(PageClient().get(link(), follow=True)))


def test_the_answer_is_the_same_for_an_address_that_nobody_has(client):
    person = UserFactory()
    known, strange = ask(client, person.email), ask(client, "khong@co.example.vn")
    assert words(parse(known)) == words(parse(strange))
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_a_locked_person_gets_no_link(client):
    ask(client, UserFactory(is_active=False).email)
    assert not mail.outbox


def test_a_new_password_opens_the_lock_of_failures(client):
    person = UserFactory()
    for _ in range(6):
        client.post("/dang-nhap/", {"login": person.username, "password": "sai"})
    ask(client, person.email)
    url = client.get(link(), follow=True).redirect_chain[-1][0]
    client.post(url, {"password1": NEW, "password2": NEW})
    assert client.post("/dang-nhap/", {"login": person.username, "password": NEW}).status_code == 302


def test_changing_it_signs_out_the_other_machines_and_sends_a_notice(client):
    person = UserFactory()
    other = PageClient()
    for one in (client, other):
        one.force_login(person)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/tai-khoan/mat-khau/", data)["Location"] == "/tai-khoan/"
    assert client.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302
    assert "vừa được đổi" in mail.outbox[-1].body


def test_the_present_password_is_asked_for(client):
    person = UserFactory()
    client.force_login(person)
    data = {"oldpassword": "sai", "password1": NEW, "password2": NEW}
    assert "Mật khẩu hiện tại không đúng." in words(parse(client.post("/tai-khoan/mat-khau/", data)))
    assert PageClient().login(username=person.username, password=PASSWORD)


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (NEW, "khác hẳn 12345", "không giống nhau"),
        ("lantoa-demo", "lantoa-demo", "ai cũng biết"),
        ("12345678", "12345678", "phổ biến"),
        ("ngắn", "ngắn", "ký tự"),
    ],
)
def test_a_poor_password_is_refused_in_a_sentence(client, first, second, sentence):
    client.force_login(UserFactory())
    data = {"oldpassword": PASSWORD, "password1": first, "password2": second}
    assert sentence in words(parse(client.post("/tai-khoan/mat-khau/", data)))


def test_signing_out_elsewhere_leaves_this_machine_in(client):
    person = UserFactory()
    other = PageClient()
    for one in (client, other):
        one.force_login(person)
    client.post("/tai-khoan/dang-xuat-noi-khac/")
    assert client.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302


def test_no_password_and_no_link_is_ever_written_down(client):
    person = UserFactory()
    ask(client, person.email)
    url = client.get(link(), follow=True).redirect_chain[-1][0]
    client.post(url, {"password1": NEW, "password2": NEW})
    client.post("/dang-nhap/", {"login": person.username, "password": "sai rồi"})
    person.refresh_from_db()
    kept = " ".join(f"{entry.text} {entry.detail}" for entry in Entry.objects.all())
    assert Entry.objects.filter(action="password_set").exists()
    for secret in (NEW, PASSWORD, "sai rồi", person.password, link()):
        assert secret not in kept
