"""A person signs in at the channel and lets us post there (OAuth 2.0): the way there, the way back, what is kept.

The `state` that travels with it is signed, names the channel, the person and their session, lives ten minutes and
serves once; the PKCE verifier (RFC 7636) is derived from it and never leaves the server. So nothing is written before
the person, back from the channel, presses the button.
"""

import base64
import datetime as dt
import hashlib
import json
import secrets
from dataclasses import dataclass

import httpx
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels import managing, vault
from lantoa.channels.adapters import facebook_grant, zalo_grant
from lantoa.channels.adapters.facebook_grant import Page
from lantoa.channels.adapters.outcomes import Refused
from lantoa.channels.applications import Application, application_to_ask
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel

KINDS = (ChannelType.FACEBOOK, ChannelType.ZALO)
GOOD_FOR = dt.timedelta(minutes=10)
_SALT = "lantoa.channels.granting"
_PENDING = "sign_in"  # pages to choose from, with their tokens: kept in the vault until one is chosen
_OLD = "Lượt cấp quyền này đã quá 10 phút, đã dùng rồi hoặc không phải do phiên đăng nhập này mở. Bắt đầu lại từ đầu."


@dataclass(frozen=True, slots=True)
class Grant:
    """One way to the channel and back."""

    channel_id: int
    nonce: str

    @property
    def verifier(self) -> str:
        return _bare(salted_hmac(f"{_SALT}.pkce", self.nonce, algorithm="sha256").digest())

    @property
    def challenge(self) -> str:
        return _bare(hashlib.sha256(self.verifier.encode()).digest())


def back_address(kind: str) -> str:
    """Where the channel sends the person back to: it is typed into the application's settings once."""
    return str(settings.SITE_URL) + reverse("channels:grant_back", args=[kind])


def consent_address(channel: Channel, *, by: User, session_key: str) -> str:
    """The channel's own page that asks the person; empty where no application is known. Nothing is written."""
    application = application_to_ask(channel)
    if application is None:
        return ""
    grant = Grant(channel.pk, secrets.token_urlsafe(16))
    sent = {"c": grant.channel_id, "n": grant.nonce, "w": _who(by, session_key, str(channel.type))}
    state = signing.dumps(sent, salt=_SALT).replace(":", ".")
    back = back_address(channel.type)
    if channel.type == ChannelType.FACEBOOK:
        return facebook_grant.consent_address(channel, application, back, state)
    return zalo_grant.consent_address(channel, application, back, state, grant.challenge)


def opened(kind: str, state: str, *, by: User, session_key: str) -> Grant:
    """What a `state` that came back says. Raises ValidationError unless this very session asked for it just now."""
    try:
        said = signing.loads(state.replace(".", ":"), salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise ValidationError(_OLD) from error
    if not constant_time_compare(said["w"], _who(by, session_key, kind)):
        raise ValidationError(_OLD)
    return Grant(said["c"], said["n"])


def receive(channel: Channel, grant: Grant, http: httpx.Client, *, code: str, by: User, account: str = "") -> None:
    """Change the code for what lasts. Facebook: pages to choose from (`pages_of`); Zalo: the pair of tokens. Raises
    ValidationError where the grant served before, a Failure in the channel's words."""
    application = application_to_ask(channel)
    if application is None:
        raise Refused("Kênh chưa có mã ứng dụng và mã bí mật ứng dụng.", step="grant")
    if not cache.add(f"channels-grant-{grant.nonce}", True, GOOD_FOR.total_seconds()):
        raise ValidationError(_OLD)
    if channel.type == ChannelType.FACEBOOK:
        pages = facebook_grant.pages(channel, application, http, code=code, back=back_address(channel.type))
        _keep_pages(channel, pages, application, by)
        return
    zalo_grant.exchange(channel, application, http, code=code, verifier=grant.verifier)
    more = {"oa_id": account[:40]} if account.isdecimal() else {}
    _granted(channel, by, app_id=application.id, **more)


def pages_of(channel: Channel, *, by: User) -> list[Page]:
    """The pages that `by` may choose from; empty where nobody just signed in."""
    kept = json.loads(vault.secrets_of(channel).get(_PENDING, "{}"))
    if not kept or kept["by"] != by.pk or timezone.now() > dt.datetime.fromisoformat(kept["until"]):
        return []
    return [Page(**row) for row in kept["pages"]]


@transaction.atomic
def choose(channel: Channel, page_id: str, *, by: User) -> Page:
    """Take the page; the tokens of the others are forgotten. Raises ValidationError."""
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    page = next((one for one in pages_of(row, by=by) if one.id == page_id), None)
    if page is None:
        raise ValidationError("Chọn một trang trong danh sách; quá 10 phút thì đăng nhập lại.")
    if not page.may_post:
        raise ValidationError(f"Tài khoản vừa đăng nhập không được tạo nội dung trên trang “{page.name}”.")
    kept = json.loads(vault.secrets_of(row)[_PENDING])
    vault.keep(row, {"token": page.token, _PENDING: None})
    row.token_expires_at = row.refresh_expires_at = None
    row.save(update_fields=["secrets", "token_expires_at", "refresh_expires_at"])
    _granted(row, by, app_id=kept["app_id"], page_id=page.id)
    channel.refresh_from_db()
    return page


def forget_unchosen() -> int:
    """Take out of the vault the pages that nobody chose from in time; of how many channels."""
    count = 0
    for row in Channel.objects.filter(type=ChannelType.FACEBOOK).exclude(secrets=""):
        try:
            kept = json.loads(vault.secrets_of(row).get(_PENDING, "{}"))
        except vault.VaultLocked:
            continue
        if kept and timezone.now() > dt.datetime.fromisoformat(kept["until"]):
            before = row.secrets
            vault.keep(row, {_PENDING: None})
            count += Channel.objects.filter(pk=row.pk, secrets=before).update(secrets=row.secrets)
    return count


def _keep_pages(channel: Channel, pages: list[Page], application: Application, by: User) -> None:
    until = timezone.now() + GOOD_FOR
    rows = [{"id": one.id, "name": one.name, "token": one.token, "may_post": one.may_post} for one in pages]
    kept = {"by": by.pk, "until": until.isoformat(), "app_id": application.id, "pages": rows}
    with transaction.atomic():
        row = Channel.objects.select_for_update().get(pk=channel.pk)
        vault.keep(row, {_PENDING: json.dumps(kept)})
        row.save(update_fields=["secrets"])


@transaction.atomic
def _granted(channel: Channel, by: User, **options: str) -> None:
    """The channel has new tokens, which nobody has tried yet."""
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    row.options = {**row.options, **options}
    row.health, row.health_words, row.checked_at = Health.UNKNOWN, "", None
    row.save(update_fields=["options", "health", "health_words", "checked_at"])
    record("channel_granted", by=by, on=row, unit=row.unit, text=f"Đăng nhập và cấp quyền cho kênh {row}")
    managing.leads_elsewhere(row, by=by)
    channel.refresh_from_db()


def _who(by: User, session_key: str, kind: str) -> str:
    return salted_hmac(f"{_SALT}.who", f"{by.pk}/{session_key}/{kind}", algorithm="sha256").hexdigest()[:32]


def _bare(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
