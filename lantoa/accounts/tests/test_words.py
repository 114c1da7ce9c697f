"""The sign-in library speaks English; here nobody does. Every page, message and letter of it is walked through."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.template.loader import render_to_string
from django.urls import reverse

from lantoa.accounts.adapter import AccountAdapter, SecondFactorAdapter
from lantoa.accounts.enums import Role
from lantoa.accounts.factories import PASSWORD, UserFactory
from tests.html import parse, words

pytestmark = pytest.mark.django_db
ENGLISH = re.compile(
    r"\b(the|your|you|please|password|passwords|sign|login|logout|account|verify|verification|enter|confirm|code|codes|"
    r"authenticator app|two-factor|forgot|reset|continue|cancel|error|invalid|required|incorrect|this|field|are|has|"
    r"been|have|not|must|too|many|address|user|username|e-mail|already|remember|recovery|activate|deactivate)\b",
    re.IGNORECASE,
)
FROM_LIBRARY = Path(allauth.__file__).parent / "templates"
OURS = Path(__file__).parent.parent / "templates"


def is_vietnamese(text):
    return not ENGLISH.findall(text.replace("Google Authenticator, Microsoft Authenticator", ""))


def walked(page):
    tree = parse(page)
    attributes = " ".join(
        value
        for element in tree.iter()
        for name, value in element.attrib.items()
        if name in ("title", "alt", "placeholder", "aria-label")
    )
    for unread in [*tree.iter("script"), *tree.iter("style"), *tree.iter("code")]:
        unread.text = ""
    return f"{words(tree)} {attributes}"


SIGNED_OUT = [
    ("account_login", {"login": "ai", "password": "sai"}),
    ("account_login", {}),
    ("account_reset_password", {"email": "không phải thư"}),
    ("account_reset_password_done", None),
    ("account_reset_password_from_key_done", None),
    ("account_inactive", None),
    ("socialaccount_login_error", None),
    ("socialaccount_login_cancelled", None),
]
SIGNED_IN = [
    ("account_logout", None),
    ("account_change_password", {"oldpassword": "sai", "password1": "a", "password2": "b"}),
    ("account_change_password", {}),
    ("account_reauthenticate", {"password": "sai"}),
    ("mfa_index", None),
    ("mfa_activate_totp", {"code": "000000"}),
    ("mfa_activate_totp", {}),
    ("accounts:profile", {"email": "sai"}),
]
WITH_FACTOR = [
    ("mfa_index", None),
    ("mfa_reauthenticate", {"code": "000000"}),
    ("mfa_deactivate_totp", None),
    ("mfa_generate_recovery_codes", None),
    ("mfa_view_recovery_codes", None),
]


def check(client, name, data):
    url = reverse(name)
    for answer in [client.get(url)] + ([client.post(url, data)] if data is not None else []):
        assert answer.status_code in (200, 401, 422), f"{name}: {answer.status_code}"
        assert is_vietnamese(walked(answer)), f"{name}: {ENGLISH.findall(walked(answer))}"


@pytest.mark.parametrize(("name", "data"), SIGNED_OUT)
def test_pages_before_signing_in(client, name, data):
    check(client, name, data)


@pytest.mark.parametrize(("name", "data"), SIGNED_IN)
def test_pages_of_ones_own_account(client, name, data):
    person = UserFactory(role=Role.OFFICER)
    client.post("/dang-nhap/", {"login": person.username, "password": PASSWORD})
    check(client, name, data)


@pytest.mark.parametrize(("name", "data"), WITH_FACTOR)
def test_pages_of_one_with_a_second_factor(client, name, data):
    person = UserFactory(role=Role.OFFICER)
    client.post("/dang-nhap/", {"login": person.username, "password": PASSWORD})
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    check(client, name, data)


def test_the_page_between_password_and_code(client):
    person = UserFactory()
    TOTP.activate(person, generate_totp_secret())
    client.post("/dang-nhap/", {"login": person.username, "password": PASSWORD})
    check(client, "mfa_authenticate", {"code": "1"})


def test_links_that_are_over(client):
    for url in ("/quen-mat-khau/1-sai/", "/loi-moi/sai/"):
        assert is_vietnamese(walked(client.get(url)))


def test_the_page_for_too_many_requests(client):
    for _ in range(31):
        answer = client.post("/dang-nhap/", {"login": "ai", "password": "sai"})
    assert answer.status_code == 429
    assert is_vietnamese(walked(answer))


@pytest.mark.parametrize("adapter", [AccountAdapter, SecondFactorAdapter])
def test_every_error_of_the_library_has_our_words(adapter):
    theirs = adapter.__mro__[1].error_messages
    assert set(theirs) <= set(adapter.error_messages), "say these too: see error_messages of the adapter"
    assert all(is_vietnamese(str(text)) for text in adapter.error_messages.values())


@pytest.mark.parametrize("folder", ["account", "mfa"])
@pytest.mark.parametrize("kind", ["email", "messages"])
def test_every_letter_and_message_that_can_go_out_is_ours(folder, kind):
    """Those left to the library belong to what is switched off here; the list says why."""
    off = re.compile(
        r"base_|email_|phone_|login_code|unknown_account|account_already|password_reset_code|webauthn|primary_email|"
        r"unverified|cannot_delete|signup|trust"
    )
    theirs = {path.name for path in (FROM_LIBRARY / folder / kind).glob("*.txt")}
    missing = theirs - {path.name for path in (OURS / folder / kind).glob("*.txt")}
    assert sorted(name for name in missing if not off.match(name)) == []


@pytest.mark.parametrize("path", sorted(OURS.glob("*/*/*.txt")), ids=lambda path: path.name)
def test_letters_and_messages_are_in_vietnamese(path):
    person = UserFactory(full_name="Lê Văn An", username="lean")
    context = {
        "user": person, "person": person, "by": person, "password_reset_url": "", "timestamp": None, "ip": "::1",
        "link": "", "days": 7, "unused_codes": [], "request": type("Asked", (), {"user": person})(),
    }  # fmt: skip
    text = render_to_string(str(path.relative_to(OURS)), context)
    assert is_vietnamese(text), ENGLISH.findall(text)
