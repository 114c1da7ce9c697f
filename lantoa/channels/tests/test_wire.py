"""A call goes to the address that was looked at, whatever the name says a moment later."""

import socket
from typing import Any

import httpx
import pytest

from lantoa.channels.adapters import wire
from lantoa.channels.adapters.outcomes import Passing, Refused
from lantoa.channels.adapters.wire import Request

HOOK = Request("post", "POST", "https://cong.example.vn:8443/nhan?a=1", json={"a": 1})
OUTSIDE, INSIDE = "203.0.114.7", "10.0.0.7"


@pytest.fixture(autouse=True)
def guarded(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CHANNELS_MAY_REACH_PRIVATE = False
    monkeypatch.setattr(wire, "getproxies", dict)


def _names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """Each question for a name gets the next of the answers."""
    left = list(answers)

    def found(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in left.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_a_name_that_turns_to_the_own_network_after_the_look_is_not_followed(monkeypatch: pytest.MonkeyPatch):
    _names(monkeypatch, [OUTSIDE], [INSIDE])
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        wire.call(http, HOOK)
    (sent,) = seen
    assert str(sent.url) == f"https://{OUTSIDE}:8443/nhan?a=1"
    assert sent.headers["host"] == "cong.example.vn:8443"
    assert sent.extensions["sni_hostname"] == "cong.example.vn"  # the certificate must be of the name


def test_one_inner_address_among_good_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch):
    _names(monkeypatch, [OUTSIDE, INSIDE])
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))) as http, pytest.raises(Refused):
        wire.call(http, HOOK)


def test_the_next_address_is_tried_where_the_first_is_not_there(monkeypatch: pytest.MonkeyPatch):
    _names(monkeypatch, ["2600::7", OUTSIDE], ["2600::7"])

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == OUTSIDE:
            return httpx.Response(204)
        raise httpx.ConnectError("no route", request=request)

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        assert wire.call(http, HOOK).status_code == 204
        with pytest.raises(Passing, match=r"Chưa nối được với cong\.example\.vn"):
            wire.call(http, HOOK)
