"""Signing in for a Facebook page, by redirects (developers.facebook.com, "Manually Build a Login Flow", "Long-Lived
Access Tokens"): a code becomes a person's token, that one a long-lived one, and that one the tokens of the pages, which
do not end by themselves."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from lantoa.channels import limits
from lantoa.channels.adapters import graph
from lantoa.channels.adapters.outcomes import Refused
from lantoa.channels.adapters.wire import Auth, Request
from lantoa.channels.applications import Application
from lantoa.channels.models import Channel

_POSTS = "CREATE_CONTENT"
_MOST_ROUNDS = 5  # of a hundred pages each


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the person who signed in. `may_post`: whether they may create content there."""

    id: str
    name: str
    token: str
    may_post: bool


def consent_address(channel: Channel, application: Application, back: str, state: str) -> str:
    """Facebook's page that asks the person."""
    asked = {
        "client_id": application.id,
        "redirect_uri": back,
        "state": state,
        "response_type": "code",
        "scope": limits.setting(channel, "scopes"),
    }
    where = f"{limits.setting(channel, 'dialog')}/{limits.setting(channel, 'version')}/dialog/oauth"
    return f"{where}?{urlencode(asked)}"


def pages(channel: Channel, application: Application, http: httpx.Client, *, code: str, back: str) -> list[Page]:
    """The pages of the person behind `code`, each with its own lasting token. Raises a Failure."""
    brief = _token(channel, application, http, {"redirect_uri": back, "code": code})
    lasting = _token(channel, application, http, {"grant_type": "fb_exchange_token", "fb_exchange_token": brief})
    auth = Auth({"Authorization": f"Bearer {lasting}"}, graph.proof(lasting, application.secret))
    params: dict[str, Any] = {"fields": "id,name,access_token,tasks", "limit": 100}
    found: list[Page] = []
    for _ in range(_MOST_ROUNDS):
        request = Request("accounts", "GET", f"{graph.base(channel)}/me/accounts", params=params, is_safe=True)
        body = graph.ask(http, request, auth, channel=channel)
        found += [_page(row) for row in body.get("data") or [] if row.get("access_token")]
        paging = body.get("paging") or {}
        if not paging.get("next"):
            break
        params = {**params, "after": (paging.get("cursors") or {}).get("after", "")}
    return found


def _token(channel: Channel, application: Application, http: httpx.Client, asked: dict[str, str]) -> str:
    """A token of a person. The code serves once, so a call of unknown fate is not repeated."""
    who = Auth(params={"client_id": application.id, "client_secret": application.secret, **asked})
    request = Request("access_token", "GET", f"{graph.base(channel)}/oauth/access_token", is_safe=True)
    token = graph.ask(http, request, who, channel=channel).get("access_token")
    if not token:
        raise Refused("Facebook không trả về mã truy cập.", step="access_token")
    return str(token)


def _page(row: dict[str, Any]) -> Page:
    tasks = row.get("tasks")
    return Page(str(row["id"]), str(row.get("name") or ""), str(row["access_token"]), tasks is None or _POSTS in tasks)
