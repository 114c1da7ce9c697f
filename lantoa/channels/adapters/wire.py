"""Requests as data: the same that is sent is shown in a rehearsal, without what is secret."""

import datetime as dt
import ipaddress
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

import httpx
from django.conf import settings

from lantoa.channels import limits
from lantoa.channels.adapters.outcomes import OutcomeUnknown, Passing, Refused
from lantoa.channels.pictures import Picture

HIDDEN = "‹ẩn›"
_MOST_ADDRESSES = 3  # of one host that are tried


@dataclass(frozen=True, slots=True)
class Request:
    """One call as it will be made. `secret`: names of headers that carry who we are; their values come with `Auth`."""

    step: str
    method: str
    url: str
    params: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: tuple[str, ...] = ()
    picture: Picture | None = None
    is_safe: bool = False  # asking twice does no harm

    def shown(self) -> dict[str, Any]:
        """What a rehearsal keeps: everything but the secrets and the bytes of pictures."""
        body: dict[str, Any] = {"step": self.step, "method": self.method, "url": self.url}
        headers = {**self.headers, **dict.fromkeys(self.secret, HIDDEN)}
        parts = {"headers": headers, "params": dict(self.params), "form": dict(self.form), "json": self.json}
        body |= {name: value for name, value in parts.items() if value}
        if self.picture:
            body["file"] = {"alt": self.picture.alt, "number": self.picture.number}
        return body


@dataclass(frozen=True, slots=True)
class Auth:
    """What a call adds to the request to say who asks."""

    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)


NOBODY = Auth()


def client() -> httpx.Client:
    """One client for one round; it follows no redirect, so that a token goes nowhere else."""
    return httpx.Client(timeout=limits.TIMEOUT, follow_redirects=False, headers={"User-Agent": "LanToa/1.0"})


def call(
    http: httpx.Client,
    request: Request,
    auth: Auth = NOBODY,
    *,
    data: bytes | None = None,
    content: bytes | None = None,
) -> httpx.Response:
    """The answer, whatever its status; `data` is a picture, `content` a body as it stands.

    Raises Passing where nothing reached the channel, OutcomeUnknown where it may have, Refused where the address can't
    be called at all.
    """
    host, addresses = _outward(request.url, step=request.step)
    given = {
        "params": {**request.params, **auth.params} or None,
        "data": dict(request.form) or None,
        "json": request.json,
        "content": content,
        "headers": {**request.headers, **auth.headers},
        "files": {"source": ("anh.jpg", data, "image/jpeg")} if data is not None else None,
    }
    try:
        return _sent(http, request, given, addresses)
    except _NOT_REACHED as error:
        raise Passing(f"Chưa nối được với {host}.", step=request.step) from error
    except httpx.TransportError as error:
        kind = Passing if request.is_safe else OutcomeUnknown
        raise kind(f"{host} không trả lời kịp ({type(error).__name__}).", step=request.step) from error


_NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def _sent(http: httpx.Client, request: Request, given: dict[str, Any], addresses: Sequence[str]) -> httpx.Response:
    """Call the addresses that were looked at, one after the other: asked a second time, the name could lead into the
    own network. Host and certificate stay those of the name."""
    url = httpx.URL(request.url)
    if not addresses:
        return http.request(request.method, url, **given)
    named = {**given, "headers": {**given["headers"], "Host": url.netloc.decode("ascii")}}
    for place, address in enumerate(addresses, 1):
        try:
            there = url.copy_with(host=address)
            return http.request(request.method, there, extensions={"sni_hostname": url.host}, **named)
        except _NOT_REACHED:
            if place == len(addresses):
                raise
    raise AssertionError("no address was called")


def demand_outward(url: str, *, step: str = "") -> str:
    """The host of `url`. Raises Refused unless it is an https address outside of the own network, where the site does
    not say otherwise: an address that somebody typed must not reach what only this server can reach."""
    return _outward(url, step=step)[0]


def _outward(url: str, *, step: str) -> tuple[str, list[str]]:
    """The host and the addresses that it has now; none where the site lets everything through, or a proxy asks for
    them itself."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if settings.CHANNELS_MAY_REACH_PRIVATE and parts.scheme in ("http", "https") and host:
        return host, []
    if parts.scheme != "https" or not host:
        raise Refused(f"Địa chỉ “{url[:80]}” phải bắt đầu bằng https://.", step=step)
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise Passing(f"Chưa tìm được máy chủ {host}.", step=step) from error
    if not found or not all(ipaddress.ip_address(one.split("%")[0]).is_global for one in found):
        raise Refused(f"Địa chỉ {host} nằm trong mạng nội bộ nên không được gọi.", step=step)
    return host, [] if getproxies().get("https") else list(dict.fromkeys(found))[:_MOST_ADDRESSES]


def answer(response: httpx.Response) -> dict[str, Any]:
    """The JSON object that was answered; empty where it was none."""
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def retry_after(response: httpx.Response) -> dt.timedelta | None:
    """How long the channel asks to be left alone."""
    said = response.headers.get("Retry-After", "")
    return dt.timedelta(seconds=min(int(said), 86_400)) if said.isascii() and said.isdigit() else None
