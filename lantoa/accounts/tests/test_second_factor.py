import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.http import HttpResponse
from django.test import RequestFactory

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import PASSWORD, UserFactory
from lantoa.accounts.second_factor import asks_second_factor
from tests.html import parse, words

pytestmark = pytest.mark.django_db


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_factor(**about):
    person = UserFactory(**about)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return person, secret


def sign_in(client, person):
    return client.post("/dang-nhap/", {"login": person.username, "password": PASSWORD})


@pytest.mark.django_db(transaction=True)
def test_a_person_sets_one_up_and_gets_recovery_codes(client):
    person = UserFactory()
    sign_in(client, person)
    page = client.get("/tai-khoan/bao-mat/ung-dung/")
    secret = words(parse(page).find(".//code"))
    answer = client.post("/tai-khoan/bao-mat/ung-dung/", {"code": code_of(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/tai-khoan/bao-mat/ma-du-phong/"
    assert len(parse(answer).findall(".//code")) == 10
    assert any("vừa bật ứng dụng xác thực" in letter.body for letter in mail.outbox)


def test_signing_in_then_needs_the_code(client):
    person, secret = with_factor()
    answer = sign_in(client, person)
    assert answer["Location"] == "/dang-nhap/ma-xac-thuc/"
    assert client.get("/tai-khoan/").status_code == 302
    assert "Mã không đúng" in words(parse(client.post(answer["Location"], {"code": "000000"})))
    client.post(answer["Location"], {"code": code_of(secret)})
    assert client.get("/tai-khoan/").status_code == 200


def test_a_recovery_code_works_once(client):
    person, _ = with_factor()
    code = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, person)
    client.post("/dang-nhap/ma-xac-thuc/", {"code": code})
    assert client.get("/tai-khoan/").status_code == 200
    client.post("/dang-xuat/")
    sign_in(client, person)
    client.post("/dang-nhap/ma-xac-thuc/", {"code": code})
    assert client.get("/tai-khoan/").status_code == 302


def test_guessing_codes_is_locked_too(client):
    person, secret = with_factor()
    sign_in(client, person)
    for _ in range(6):
        answer = client.post("/dang-nhap/ma-xac-thuc/", {"code": "000000"})
    assert "15 phút" in words(parse(answer))
    client.post("/dang-nhap/ma-xac-thuc/", {"code": code_of(secret)})
    assert client.get("/tai-khoan/").status_code == 302


class TestWhereTheSiteAsksHeadsForIt:
    @pytest.fixture(autouse=True)
    def asked(self, settings):
        settings.SECOND_FACTOR_FOR_HEADS = True

    def test_a_head_without_one_is_led_to_set_it_up_before_anything_else(self, client):
        sign_in(client, UserFactory(role=Role.HEAD))
        for url in ("/lam-viec/", "/tai-khoan/", "/lam-viec/nguoi-dung/"):
            assert client.get(url)["Location"] == "/tai-khoan/bao-mat/ung-dung/"
        assert client.get("/tai-khoan/bao-mat/ung-dung/").status_code == 200
        assert client.post("/dang-xuat/").status_code == 302

    def test_an_officer_is_not(self, client):
        sign_in(client, UserFactory(role=Role.OFFICER))
        assert client.get("/tai-khoan/").status_code == 200

    def test_a_head_who_has_one_works_on(self, client):
        person, secret = with_factor(role=Role.HEAD)
        sign_in(client, person)
        client.post("/dang-nhap/ma-xac-thuc/", {"code": code_of(secret)})
        assert client.get("/lam-viec/").status_code == 200

    def test_a_head_cannot_switch_it_off(self, client):
        person, secret = with_factor(role=Role.HEAD)
        sign_in(client, person)
        client.post("/dang-nhap/ma-xac-thuc/", {"code": code_of(secret)})
        answer = client.post("/tai-khoan/bao-mat/ung-dung/tat/")
        assert "không tắt được" in words(parse(answer))
        assert Authenticator.objects.filter(user=person, type="totp").exists()

    def test_approving_asks_for_it_again_after_a_quarter_of_an_hour(self, client):
        person, secret = with_factor(role=Role.HEAD)
        with time_machine.travel(dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC), tick=False) as clock:
            sign_in(client, person)
            client.post("/dang-nhap/ma-xac-thuc/", {"code": code_of(secret)})
            assert self.approve(client, person).status_code == 200
            clock.shift(dt.timedelta(minutes=16))
            answer = self.approve(client, person)
            assert re.match(r"/tai-khoan/xac-nhan/ma/\?next=", answer["Location"])

    def approve(self, client, person):
        request = RequestFactory().post("/duyet/")
        request.user, request.session = person, client.session
        return asks_second_factor(lambda request: HttpResponse("đã duyệt"))(request)
