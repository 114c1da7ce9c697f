"""Against a real server of OpenID Connect on the loopback: discovery, authorisation, token, keys, user information."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Office:
    """The office's sign-in server; `claims` are what it says of the person who signs in there."""

    def __init__(self, server):
        self.server, self.url = server, server.url_for("").rstrip("/")
        self.claims, self.nonce = {}, None
        public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        server.expect_request("/.well-known/openid-configuration").respond_with_json(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )
        server.expect_request("/keys").respond_with_json({"keys": [{**public, "kid": "1", "use": "sig"}]})

    def answers(self, **claims):
        now = int(time.time())
        said = {"iss": self.url, "aud": "lantoa", "sub": "s1", "iat": now, "exp": now + 300, **claims}
        token = jwt.encode(said, KEY, algorithm="RS256", headers={"kid": "1"})
        self.server.expect_request("/token", method="POST").respond_with_json(
            {"access_token": "a", "token_type": "Bearer", "id_token": token, "expires_in": 300}
        )
        self.server.expect_request("/userinfo").respond_with_json({"sub": said["sub"], **claims})


@pytest.fixture
def office(httpserver, settings):
    server = Office(httpserver)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": "tài khoản tỉnh",
                    "client_id": "lantoa",
                    "secret": "bí mật",
                    "settings": {"server_url": server.url},
                }
            ],
        }
    }
    return server


def go(client, *, state=None, **extra):
    """Through the office's page and back."""
    away = client.post(reverse("openid_connect_login", args=["sso"]))
    assert away.status_code == 302
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    data = {"code": "c", "state": state or asked["state"][0], **extra}
    return client.get(reverse("openid_connect_callback", args=["sso"]), data)


def is_in(client):
    return client.get("/tai-khoan/").status_code == 200


def test_the_sign_in_page_offers_it_only_where_it_is_set_up(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Đăng nhập bằng" not in words(parse(client.get("/dang-nhap/")))


def test_a_known_person_signs_in_by_the_verified_address(client, office):
    person = UserFactory(email="an@anbinh.example.vn", role=Role.OFFICER)
    assert "Đăng nhập bằng tài khoản tỉnh" in words(parse(client.get("/dang-nhap/")))
    office.answers(email="An@anbinh.example.vn", email_verified=True)
    assert go(client)["Location"] == "/lam-viec/"
    assert is_in(client)
    assert Entry.objects.about(person).filter(action="single_sign_on_linked").exists()


def test_or_by_the_user_name_of_the_office(client, office):
    UserFactory(username="lean")
    office.answers(preferred_username="LeAn")
    go(client)
    assert is_in(client)


def test_the_second_time_the_link_counts_and_not_the_address(client, office):
    person = UserFactory(email="an@anbinh.example.vn")
    office.answers(email="an@anbinh.example.vn", email_verified=True)
    go(client)
    person.email = "moi@anbinh.example.vn"
    person.save()
    again = PageClient()
    go(again)
    assert is_in(again)


def test_an_address_that_nobody_verified_opens_nothing(client, office):
    UserFactory(email="an@anbinh.example.vn")
    office.answers(email="an@anbinh.example.vn", email_verified=False)
    assert go(client).status_code == 403
    assert not is_in(client)


def test_a_stranger_reads_whom_to_ask_and_is_not_entered(client, office):
    office.answers(email="la@noikhac.example.vn", email_verified=True, preferred_username="nguoila")
    answer = go(client)
    assert "la@noikhac.example.vn" in words(parse(answer))
    assert not User.objects.filter(username="nguoila").exists()


def test_where_the_site_says_so_a_stranger_is_entered_without_any_role(client, office, settings):
    settings.OIDC_CREATE = True
    office.answers(email="moi@anbinh.example.vn", email_verified=True, preferred_username="NguoiMoi", name="Lê Mới")
    go(client)
    made = User.objects.get(username="nguoimoi")
    assert (made.full_name, made.memberships.count()) == ("Lê Mới", 0)
    assert is_in(client)


def test_a_locked_person_stays_out(client, office):
    UserFactory(email="an@anbinh.example.vn", is_active=False)
    office.answers(email="an@anbinh.example.vn", email_verified=True)
    go(client)
    assert not is_in(client)


def test_a_token_for_another_site_is_refused(client, office):
    UserFactory(email="an@anbinh.example.vn")
    office.answers(email="an@anbinh.example.vn", email_verified=True, aud="trang-khac")
    assert go(client).status_code == 403
    assert not is_in(client)


def test_an_answer_that_nobody_asked_for_is_refused(client, office):
    UserFactory(email="an@anbinh.example.vn")
    office.answers(email="an@anbinh.example.vn", email_verified=True)
    assert go(client, state="bịa").status_code == 403
    assert not is_in(client)


def test_a_server_that_is_down_gets_a_page_and_not_a_fault(client, office, httpserver):
    httpserver.clear()
    answer = client.post(reverse("openid_connect_login", args=["sso"]))
    assert answer.status_code == 502
    assert "Thử lại sau ít phút" in words(parse(answer))
