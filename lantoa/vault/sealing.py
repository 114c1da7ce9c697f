"""Sealing: what is encrypted before it is written into the database, and opened by those who may read it.

The key comes from LANTOA_FIELD_KEYS (newest first), else from the secret key of the site. A newer key seals, older ones
still open. Fernet: AES-128-CBC with HMAC-SHA256, so that a changed text is refused.
"""

import base64
from collections.abc import Iterator
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SHORTEST = 32  # signs of a key of the site's own
_PURPOSE = b"lantoa.vault.1"


class Locked(Exception):
    """What is sealed can't be opened: the key that sealed it is not there any more. `sentence` is for people."""

    sentence = (
        "Không mở được dữ liệu đã mã hóa vì khóa mã hóa đã đổi. Quản trị khôi phục khóa cũ (LANTOA_FIELD_KEYS) "
        "rồi thử lại."
    )


def seal(text: str) -> str:
    """`text` so that only this site reads it; empty stays empty."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text again. Raises Locked."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Locked from error


def reseal(sealed: str) -> str:
    """The same text under the newest key. Raises Locked."""
    if not sealed:
        return ""
    try:
        return _box().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise Locked from error


def _box() -> MultiFernet:
    return _box_of(tuple(_keys()))


@lru_cache(maxsize=8)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_stretched(key)) for key in keys])


def _keys() -> Iterator[str]:
    for key in settings.FIELD_KEYS:
        if len(key) < SHORTEST:
            raise ImproperlyConfigured(f"LANTOA_FIELD_KEYS: mỗi khóa cần ít nhất {SHORTEST} ký tự.")
        yield key
    yield str(settings.SECRET_KEY)
    yield from map(str, settings.SECRET_KEY_FALLBACKS)


def _stretched(key: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(derived)
