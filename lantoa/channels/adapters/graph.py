"""Calls of Facebook's Graph API and what its answers mean (developers.facebook.com, "Handling Errors")."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import httpx

from lantoa.channels import limits, vault
from lantoa.channels.adapters.outcomes import OutcomeUnknown, Passing, Refused
from lantoa.channels.adapters.wire import Auth, Request, answer, call, retry_after
from lantoa.channels.applications import application_of
from lantoa.channels.models import Channel

_TOKEN = frozenset({102, 190, 458, 459, 460, 463, 464, 467})
_PASSING = frozenset({1, 2, 4, 17, 32, 341, 368, 613, 80001, 80002})
_TOO_MANY = frozenset({4, 17, 32, 341, 368, 613, 80001, 80002})
DUPLICATE = 506
_RATE_REST = dt.timedelta(hours=1)


class GraphRefused(Refused):
    """A refusal with the code that the Graph API gave it."""

    def __init__(self, words: str, *, step: str, code: int) -> None:
        super().__init__(words, step=step, is_token=code in _TOKEN)
        self.code = code


def base(channel: Channel) -> str:
    return f"{limits.setting(channel, 'api')}/{limits.setting(channel, 'version')}"


def page_id(channel: Channel) -> str:
    """The page's number. Raises Refused where none was typed in."""
    if not (found := str(channel.options.get("page_id") or "")):
        raise Refused("Kênh chưa có mã số trang Facebook. Mở cấu hình kênh để ghi.")
    return found


def auth(channel: Channel) -> Auth:
    """The page's token, with the proof that it is ours where the application's secret is known."""
    kept = _kept(channel)
    if not (token := kept.get("token", "")):
        raise Refused("Kênh chưa có mã truy cập trang. Mở cấu hình kênh để nhập.", is_token=True)
    known = application_of(channel)
    secret = kept.get("app_secret") or (known.secret if known else "")
    return Auth({"Authorization": f"Bearer {token}"}, proof(token, secret))


def application(channel: Channel) -> Auth | None:
    """Who asks about tokens: the application; None where its secret is not known."""
    kept, known = _kept(channel), application_of(channel)
    if known is None:
        return None
    return Auth(params={"access_token": f"{known.id}|{known.secret}", "input_token": kept.get("token", "")})


def ask(
    http: httpx.Client, request: Request, auth_: Auth, *, channel: Channel, data: bytes | None = None
) -> dict[str, Any]:
    """The answer's JSON. Raises a Failure with the message as Facebook wrote it."""
    response = call(http, request, auth_, data=data)
    body = answer(response)
    error = body.get("error")
    if response.is_success and not error:
        return body
    if isinstance(error, Mapping):
        raise _failure(error, request, response, vault.secrets_of(channel))
    words = f"Facebook trả lời HTTP {response.status_code}."
    if response.status_code >= 500:
        raise (Passing if request.is_safe else OutcomeUnknown)(words, step=request.step)
    raise GraphRefused(words, step=request.step, code=0)


def _failure(
    error: Mapping[str, Any], request: Request, response: httpx.Response, kept: Mapping[str, str]
) -> Passing | Refused:
    code = int(error.get("code") or 0)
    said = str(error.get("message") or f"HTTP {response.status_code}")
    if more := str(error.get("error_user_msg") or ""):
        said = f"{said} – {more}"
    sub = f", mã phụ {error['error_subcode']}" if error.get("error_subcode") else ""
    words = vault.masked(f"{said} (mã {code}{sub})", kept)
    if code in _TOO_MANY:
        return Passing(words, step=request.step, after=retry_after(response) or _RATE_REST)
    if code in _PASSING or error.get("is_transient") or response.status_code >= 500:
        return (Passing if request.is_safe else OutcomeUnknown)(words, step=request.step)
    return GraphRefused(words, step=request.step, code=code)


def _kept(channel: Channel) -> dict[str, str]:
    try:
        return vault.secrets_of(channel)
    except vault.VaultLocked as error:
        raise Refused(error.sentence, is_token=True) from error


def proof(token: str, app_secret: str) -> dict[str, str]:
    """That who shows the token knows the application's secret (appsecret_proof)."""
    if not app_secret:
        return {}
    return {"appsecret_proof": hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()}
