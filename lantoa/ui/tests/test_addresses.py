"""An address that takes only what a form sends, opened by itself."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, reverse
from django.utils.log import log_response

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import UnitFactory
from lantoa.ui.addresses import is_page, opens, page_of
from tests.html import PageClient, parse, words
from tests.permission_table import all_rows

pytestmark = pytest.mark.django_db
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture
def person() -> User:
    user = MembershipFactory.make(unit=UnitFactory.make(department=True), role=Role.OFFICE).user
    user.set_password("mat-khau-rieng-9")
    user.save()
    return user


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/lam-viec/bao-cao/93/rut/", "/lam-viec/bao-cao/93/"),
        ("/lam-viec/viec/7/trao-doi/", "/lam-viec/viec/7/"),
        ("/lam-viec/ke-hoach/51/duyet/", "/lam-viec/ke-hoach/51/"),
        ("/lam-viec/thong-bao/da-doc/", "/lam-viec/thong-bao/"),
        ("/lam-viec/vai-tro/", "/lam-viec/"),
    ],
)
def test_every_such_address_belongs_to_the_nearest_page_above(path: str, page: str) -> None:
    assert not is_page(path)
    assert page_of(path) == page


def test_opened_by_itself_it_says_so_and_leads_to_its_page(client: PageClient, person: User) -> None:
    client.force_login(person)
    answer = client.get("/lam-viec/thong-bao/da-doc/", HTTP_ACCEPT=HTML)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = parse(answer)
    assert "chỉ nhận thao tác gửi từ trang" in words(page)
    assert "/lam-viec/thong-bao/" in [link.get("href") for link in page.find(".//main").iter("a")]


def test_programs_that_ask_for_no_page_get_the_bare_answer(client: Client, person: User) -> None:
    client.force_login(person)
    assert not client.get("/lam-viec/thong-bao/da-doc/", HTTP_ACCEPT="application/json").content
    assert not client.get("/lam-viec/thong-bao/da-doc/", HTTP_ACCEPT=HTML, HTTP_HX_REQUEST="true").content


def test_signing_in_leads_on_to_the_page_of_what_was_sent_too_late(client: Client, person: User) -> None:
    late = client.post(reverse("notices:reading_all"))
    assert late["Location"].startswith(reverse("account_login"))
    answer = client.post(late["Location"], {"login": person.username, "password": "mat-khau-rieng-9"})
    assert answer["Location"] == reverse("notices:list")


def test_signing_in_leads_on_to_a_page_as_it_is_asked_for(client: Client, person: User) -> None:
    asked = f"{reverse('notices:list')}?chua-doc=1"
    sign_in = reverse("account_login", query={"next": asked})
    answer = client.post(sign_in, {"login": person.username, "password": "mat-khau-rieng-9"})
    assert answer["Location"] == asked


def _views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}", pattern.callback


def test_what_the_permission_table_opens_is_a_page_and_much_of_the_rest_is_not() -> None:
    """`opens` looks into decorators: a decorator of another make must not be misread."""
    opened = {row.name for row in all_rows() if row.method == "GET" and set(row.expected.values()) & {200, 302}}
    views = dict(_views(get_resolver()))
    assert not [name for name in sorted(opened) if not opens(views[name])]
    assert len([view for view in views.values() if not opens(view)]) > 60


def test_a_refusal_takes_one_line_of_the_log_and_a_fault_keeps_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    request: HttpRequest = RequestFactory().get("/lam-viec/")
    for status, fault in ((403, PermissionDenied("Không có quyền")), (500, ValueError("hỏng"))):
        answer = HttpResponse(status=status)
        log_response("%s", str(fault), response=answer, request=request, exception=fault)
    kept = {record.status_code: bool(record.exc_info) for record in caplog.records}  # type: ignore[attr-defined]
    assert kept == {403: False, 500: True}
    assert logging.getLogger("django.request").filters
