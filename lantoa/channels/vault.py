"""Secrets of channels (tokens, application secrets), encrypted at rest: only this module reads `Channel.secrets`.

The key comes from LANTOA_CHANNEL_KEYS (newest first), else from the secret key of the site. A newer key seals, older
ones still open; `reseal_all` brings everything under the newest.
"""

import base64
import json
from collections.abc import Iterator, Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lantoa.channels.models import Channel

SHORTEST = 32  # signs of a key of the site's own
_PURPOSE = b"lantoa.channels.vault.1"


class VaultLocked(Exception):
    """What is sealed can't be opened: the key that sealed it is not there any more. `sentence` is for people."""

    def __init__(self, channel: Channel) -> None:
        self.sentence = (
            f"Không mở được mã truy cập đã lưu của kênh “{channel}” vì khóa mã hóa đã đổi. "
            "Quản trị khôi phục khóa cũ (LANTOA_CHANNEL_KEYS), hoặc nhập lại mã truy cập của kênh."
        )
        super().__init__(self.sentence)


def secrets_of(channel: Channel) -> dict[str, str]:
    """What is kept for the channel, by name. Raises VaultLocked."""
    if not channel.secrets:
        return {}
    try:
        opened = _box().decrypt(channel.secrets.encode())
    except InvalidToken as error:
        raise VaultLocked(channel) from error
    kept: dict[str, str] = json.loads(opened)
    return kept


def keep(channel: Channel, given: Mapping[str, str | None]) -> None:
    """Set these secrets on `channel` beside those that are there (None takes one away); the caller saves the row."""
    try:
        kept = secrets_of(channel)
    except VaultLocked:
        kept = {}  # they are lost in any case: what is typed anew starts afresh
    merged = {name: value for name, value in {**kept, **given}.items() if value}
    channel.secrets = _box().encrypt(json.dumps(merged).encode()).decode() if merged else ""


def names_of(channel: Channel) -> list[str]:
    """Which secrets are kept, without their values; empty where they can't be opened."""
    try:
        return sorted(secrets_of(channel))
    except VaultLocked:
        return []


def reseal_all() -> tuple[int, list[Channel]]:
    """Bring every secret under the newest key: how many, and the channels that no key opens."""
    box, done, lost = _box(), 0, []
    for channel in Channel.objects.exclude(secrets="").iterator():
        try:
            sealed = box.rotate(channel.secrets.encode()).decode()
        except InvalidToken:
            lost.append(channel)
            continue
        # Not over a token that was renewed meanwhile: that one is under the newest key anyway.
        done += Channel.objects.filter(pk=channel.pk, secrets=channel.secrets).update(secrets=sealed)
    return done, lost


def masked(text: str, secrets: Mapping[str, str]) -> str:
    """`text` without any secret in it: what goes into logs, attempts and rehearsals."""
    for name, value in secrets.items():
        if len(value) >= 6:
            text = text.replace(value, f"‹{name}›")
    return text


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_stretched(key)) for key in _keys()])


def _keys() -> Iterator[str]:
    for key in settings.CHANNEL_KEYS:
        if len(key) < SHORTEST:
            raise ImproperlyConfigured(f"LANTOA_CHANNEL_KEYS: mỗi khóa cần ít nhất {SHORTEST} ký tự.")
        yield key
    yield str(settings.SECRET_KEY)
    yield from map(str, settings.SECRET_KEY_FALLBACKS)


def _stretched(key: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(derived)
