"""Zalo's tokens (OAuth v4): the access token lives about a day, the refresh token serves once and is then replaced.

Two workers that renew at once burn the same token, and an error stored over a good token loses the channel: so one
lease, which outlives the HTTP timeout, and nothing is stored but a pair that is whole.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import httpx
from django.utils import timezone

from lantoa.channels import leases, limits, vault
from lantoa.channels.adapters import zalo_api
from lantoa.channels.adapters.outcomes import Failure, OutcomeUnknown, Passing, Refused
from lantoa.channels.adapters.wire import Auth, Request, answer, call
from lantoa.channels.applications import Application, application_of
from lantoa.channels.models import Channel

_EARLY = dt.timedelta(minutes=10)
_STORED = ["secrets", "token_expires_at", "refresh_expires_at", "refreshed_at"]


def access_token(channel: Channel, http: httpx.Client) -> str:
    """A token that serves for the next minutes, renewed where it is about to end. Raises a Failure."""
    ends = channel.token_expires_at
    token = zalo_api.kept(channel).get("access_token", "")
    if token and (ends is None or ends > timezone.now() + _EARLY):
        return token
    return renew(channel, http)


def renew(channel: Channel, http: httpx.Client, *, spent: str = "") -> str:
    """A new access token; where another worker just got one (not `spent`), that one. Raises a Failure; what is stored
    stays as it was unless a whole new pair came."""
    before = channel.refreshed_at
    with leases.held(channel) as is_ours:
        if not is_ours:
            raise Passing(
                "Một tiến trình khác đang gia hạn mã truy cập.", step="refresh", after=dt.timedelta(seconds=30)
            )
        kept = zalo_api.kept(channel)
        token = kept.get("access_token", "")
        if channel.refreshed_at != before and token and token != spent:
            return token
        return _exchange(channel, kept, http)


def _exchange(channel: Channel, kept: dict[str, str], http: httpx.Client) -> str:
    application = application_of(channel)
    if not kept.get("refresh_token") or application is None:
        raise Refused(
            "Kênh chưa được cấp quyền: thiếu mã gia hạn hoặc mã ứng dụng Zalo.", step="refresh", is_token=True
        )
    asked = {"grant_type": "refresh_token", "refresh_token": kept["refresh_token"]}
    return take_pair(channel, application, http, asked)


def take_pair(channel: Channel, application: Application, http: httpx.Client, asked: Mapping[str, str]) -> str:
    """The access token of the pair that Zalo gives for `asked`, stored. The caller holds the lease. Raises a Failure;
    what is stored stays as it was unless a whole new pair came."""
    where = f"{limits.setting(channel, 'oauth')}/v4/oa/access_token"
    request = Request(asked["grant_type"], "POST", where, form={"app_id": application.id, **asked})
    try:
        response = call(http, request, Auth({"secret_key": application.secret}))
    except OutcomeUnknown as error:
        raise Passing(f"Chưa rõ Zalo đã cấp mã chưa: {error.words} Sẽ thử lại.", step="refresh") from error
    body = answer(response)
    if _is_whole(body):
        return _store(channel, body)
    hidden = {**zalo_api.kept(channel), "app_secret": application.secret, "code": asked.get("code", "")}
    raise _refused(body, response, hidden, is_first=asked["grant_type"] != "refresh_token")


def _is_whole(body: dict[str, Any]) -> bool:
    pair = [body.get("access_token"), body.get("refresh_token")]
    return not body.get("error") and all(isinstance(one, str) and one for one in pair)


def _store(channel: Channel, body: dict[str, Any]) -> str:
    now = timezone.now()
    lives = zalo_api.number(body.get("expires_in"))
    rests = zalo_api.number(body.get("refresh_token_expires_in"))
    vault.keep(channel, {"access_token": body["access_token"], "refresh_token": body["refresh_token"]})
    channel.token_expires_at = now + dt.timedelta(seconds=lives if lives > 0 else 90_000)
    days = limits.limit(channel, "refresh_days")
    channel.refresh_expires_at = now + (dt.timedelta(seconds=rests) if rests > 0 else dt.timedelta(days=days))
    channel.refreshed_at = now
    channel.save(update_fields=_STORED)
    return str(body["access_token"])


def _refused(body: dict[str, Any], response: httpx.Response, hidden: dict[str, str], *, is_first: bool) -> Failure:
    """No new pair came: a refusal that only a person mends, unless the server itself was in trouble."""
    act = "cấp" if is_first else "gia hạn"
    if not body or response.status_code >= 500 or response.status_code == 429:
        return Passing(f"Zalo trả lời HTTP {response.status_code} khi {act} mã truy cập.", step="refresh")
    said = body.get("error_description") or body.get("error_name") or body.get("message") or "không rõ lý do"
    words = vault.masked(f"{said} (mã {zalo_api.number(body.get('error'))})", hidden)
    return Refused(f"Zalo không {act} mã truy cập: {words}. Cấp quyền lại cho kênh.", step="refresh", is_token=True)
