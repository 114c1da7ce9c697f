"""Calling the links of units: what is there, what is dead, and never what only this server can reach."""

import datetime as dt
import socket
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.disclosure import checking, reaching
from lantoa.disclosure.enums import Outcome
from lantoa.disclosure.models import ContactCheck
from lantoa.disclosure.reaching import Found
from lantoa.jobs.models import LongJob
from lantoa.organisations.factories import UnitFactory

DAY = dt.date(2026, 11, 20)


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Names lead to these addresses, one list after the other; gives the names that were asked for."""
    asked: list[str] = []

    def answer(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(reaching.socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.9",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "0.0.0.0",
    ],
)
def test_an_address_of_the_own_network_is_never_called(
    monkeypatch: pytest.MonkeyPatch, settings: Any, address: str
) -> None:
    settings.CHANNELS_MAY_REACH_PRIVATE = False
    resolving(monkeypatch, "93.184.216.34", address)
    monkeypatch.setattr(httpx.Client, "send", lambda *_, **__: pytest.fail("it was called"))
    found = reaching.look("https://truong.example.vn/")
    assert found.outcome == Outcome.REFUSED
    assert "mạng nội bộ" in found.said


@pytest.mark.parametrize("url", ["ftp://truong.example.vn/", "file:///etc/passwd", "https://", "javascript:alert(1)"])
def test_only_web_addresses_are_called(url: str) -> None:
    assert reaching.look(url).outcome == Outcome.REFUSED


def test_the_call_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.CHANNELS_MAY_REACH_PRIVATE = False
    asked = resolving(monkeypatch, "93.184.216.34")
    sent: list[httpx.Request] = []

    def send(self: httpx.Client, request: httpx.Request, **_: Any) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, request=request)

    monkeypatch.setattr(httpx.Client, "send", send)
    assert reaching.look("https://truong.example.vn/trang?a=1").outcome == Outcome.OK
    assert asked == ["truong.example.vn"]
    request = sent[0]
    assert (request.url.host, request.headers["Host"]) == ("93.184.216.34", "truong.example.vn")
    assert request.extensions["sni_hostname"] == "truong.example.vn"
    assert request.url.raw_path == b"/trang?a=1"


def test_a_redirect_into_the_own_network_is_refused(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CHANNELS_MAY_REACH_PRIVATE = False
    httpserver.expect_request("/").respond_with_response(Response(status=302, headers={"Location": "http://10.0.0.1/"}))
    monkeypatch.setattr(reaching, "_is_outside", lambda address: address == "127.0.0.1")
    found = reaching.look(httpserver.url_for("/"))
    assert found.outcome == Outcome.REFUSED


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, Outcome.OK), (401, Outcome.OK), (403, Outcome.OK), (404, Outcome.FAILED), (500, Outcome.FAILED)],
)
def test_a_page_that_asks_who_one_is_is_there_and_one_that_is_gone_is_not(
    httpserver: HTTPServer, settings: Any, status: int, outcome: Outcome
) -> None:
    settings.CHANNELS_MAY_REACH_PRIVATE = True
    httpserver.expect_request("/").respond_with_data("x", status=status)
    assert reaching.look(httpserver.url_for("/")).outcome == outcome


def test_a_ring_of_redirects_ends(httpserver: HTTPServer, settings: Any) -> None:
    settings.CHANNELS_MAY_REACH_PRIVATE = True
    httpserver.expect_request("/").respond_with_response(Response(status=302, headers={"Location": "/"}))
    assert "vòng quanh" in reaching.look(httpserver.url_for("/")).said


def test_a_host_that_nobody_knows_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(reaching.socket, "getaddrinfo", unknown)
    assert reaching.look("https://khong-co.example.vn/").outcome == Outcome.FAILED


FAILED, OK = Found(Outcome.FAILED, "Trang không còn (404)."), Found(Outcome.OK, "")


@pytest.mark.django_db
def test_a_link_is_called_dead_on_the_second_day_that_it_fails() -> None:
    unit = UnitFactory.make(portal_url="https://a.example.vn")
    for _ in range(3):  # one day, however often one looks
        assert not checking.note(unit, unit.portal_url, FAILED, DAY).is_dead
    assert checking.note(unit, unit.portal_url, FAILED, DAY + dt.timedelta(days=1)).is_dead
    assert not checking.note(unit, unit.portal_url, OK, DAY + dt.timedelta(days=2)).is_dead


@pytest.mark.django_db
def test_another_link_begins_anew() -> None:
    unit = UnitFactory.make(portal_url="https://a.example.vn")
    checking.note(unit, unit.portal_url, FAILED, DAY)
    assert not checking.note(unit, "https://b.example.vn", FAILED, DAY + dt.timedelta(days=1)).is_dead


@pytest.mark.django_db
def test_the_round_looks_at_every_unit_that_has_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    UnitFactory.make(portal_url="https://a.example.vn")
    UnitFactory.make(portal_url="")
    UnitFactory.make(portal_url="https://c.example.vn", valid_to=dt.date(2020, 1, 1))
    monkeypatch.setattr(checking, "look", lambda url: OK)
    assert checking.run(DAY) == 1
    assert ContactCheck.objects.get().outcome == Outcome.OK


@pytest.mark.django_db
def test_a_person_has_the_links_checked_that_they_see(monkeypatch: pytest.MonkeyPatch) -> None:
    top = UnitFactory.make(department=True, portal_url="https://a.example.vn")
    UnitFactory.make(portal_url="https://b.example.vn")
    person = UserFactory.make(role=Role.OFFICE, role__unit=top)
    monkeypatch.setattr(checking, "look", lambda url: FAILED)
    job = LongJob.objects.create(key="x", title="Kiểm tra", by=person)
    assert checking.check_now(job, by_id=person.pk) == "Đã kiểm tra 1 đường dẫn, 1 đường dẫn không mở được lần này."
