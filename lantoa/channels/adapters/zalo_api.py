"""Calls of Zalo's OpenAPI and what its answers mean. Failures come with HTTP 200: only `error` says what happened.

No official page could be read when this was written: codes are from what public programs met (docs/decisions/0025).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import httpx

from lantoa.channels import limits, vault
from lantoa.channels.adapters.outcomes import OutcomeUnknown, Passing, Refused, Waiting
from lantoa.channels.adapters.wire import Auth, Request, answer, call, retry_after
from lantoa.channels.models import Channel

TOKEN = frozenset({-216, -124})  # the access token is wrong or has ended
_TOO_MANY = frozenset({-32, -211})
_PASSING = frozenset({-100, -1, -320})
PROCESSING = -214
_RATE_REST = dt.timedelta(minutes=30)


class ZaloRefused(Refused):
    """A refusal with the code that Zalo gave it."""

    def __init__(self, words: str, *, step: str, code: int) -> None:
        super().__init__(words, step=step, is_token=code in TOKEN)
        self.code = code


def address(channel: Channel, name: str) -> str:
    """One of Zalo's addresses by its name in `limits`."""
    return f"{limits.setting(channel, 'api')}{limits.setting(channel, name)}"


def ask(http: httpx.Client, request: Request, token: str, *, channel: Channel) -> dict[str, Any]:
    """The answer's `data`. Raises a Failure with the message as Zalo wrote it."""
    response = call(http, request, Auth({"access_token": token}))
    body = answer(response)
    code = number(body.get("error"))
    if response.is_success and body and not code:
        data = body.get("data")
        return data if isinstance(data, dict) else {"list": data}
    raise failure(body, code, request, response, kept(channel))


def failure(
    body: Mapping[str, Any], code: int, request: Request, response: httpx.Response, secrets: Mapping[str, str]
) -> Passing | Refused:
    """What an answer that is no success amounts to."""
    said = str(body.get("message") or body.get("error_description") or body.get("error_name") or "")
    words = vault.masked(f"{said or f'HTTP {response.status_code}'} (mã {code})" if body else "", secrets)
    if code == PROCESSING:
        wait = dt.timedelta(seconds=20)
        return Waiting(words, step=request.step, after=wait)
    if code in _TOO_MANY or response.status_code == 429:
        return Passing(words or "Zalo báo gọi quá nhiều.", step=request.step, after=retry_after(response) or _RATE_REST)
    if not body or response.status_code >= 500 or code in _PASSING:
        words = words or f"Zalo trả lời HTTP {response.status_code} không đọc được."
        return (Passing if request.is_safe else OutcomeUnknown)(words, step=request.step)
    return ZaloRefused(words, step=request.step, code=code)


def kept(channel: Channel) -> dict[str, str]:
    """The channel's secrets. Raises Refused where they can't be opened."""
    try:
        return vault.secrets_of(channel)
    except vault.VaultLocked as error:
        raise Refused(error.sentence, is_token=True) from error


def number(value: Any) -> int:
    """An error code, which comes as a number or in quotes; -1 for what is neither."""
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        return -1
