"""Signing in for a Zalo Official Account (OAuth v4 with PKCE): a code becomes the first pair of tokens."""

from urllib.parse import urlencode

import httpx

from lantoa.channels import leases, limits
from lantoa.channels.adapters import zalo_tokens
from lantoa.channels.adapters.outcomes import Passing
from lantoa.channels.applications import Application
from lantoa.channels.models import Channel


def consent_address(channel: Channel, application: Application, back: str, state: str, challenge: str) -> str:
    """Zalo's page that asks the account's administrator."""
    asked = {"app_id": application.id, "redirect_uri": back, "code_challenge": challenge, "state": state}
    return f"{limits.setting(channel, 'oauth')}{limits.setting(channel, 'permission')}?{urlencode(asked)}"


def exchange(channel: Channel, application: Application, http: httpx.Client, *, code: str, verifier: str) -> None:
    """Keep the pair that `code` stands for. Raises a Failure; what is stored stays as it was unless a whole pair came.

    Under the lease of renewing, so that a worker that renews the old pair can't write over the new one.
    """
    with leases.held(channel) as is_ours:
        if not is_ours:
            raise Passing("Hệ thống đang gia hạn mã truy cập của kênh. Thử lại sau một phút.", step="grant")
        asked = {"code": code, "grant_type": "authorization_code", "code_verifier": verifier}
        zalo_tokens.take_pair(channel, application, http, asked)
