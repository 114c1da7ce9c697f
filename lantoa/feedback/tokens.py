"""Codes that people say, secret links that only the sender has, digests that find without telling.

The token of the link (128 bits) is worked out of the form's key with the site's own, so that a form sent twice leads to
the same link and the system can put it into its letters; the database keeps its digest alone.
"""

import base64
import hashlib
import hmac
import re
import secrets
import uuid

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lantoa.feedback.models import Case
from lantoa.feedback.models.case import SEALED

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_HEARD = str.maketrans("ILO", "110")
_CODE = re.compile(r"(?:PA[\s-]*)?([0-9A-Z]{4})[\s-]*([0-9A-Z]{4})")
_IN_TEXT = re.compile(r"\bPA-([0-9A-HJKMNP-TV-Z]{4})-([0-9A-HJKMNP-TV-Z]{4})\b")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_PURPOSE = "lantoa.feedback"


def new_code() -> str:
    """PA-XXXX-XXXX, by chance."""
    number = secrets.randbits(40)
    signs = "".join(_ALPHABET[number >> place & 31] for place in range(0, 40, 5))
    return f"PA-{signs[:4]}-{signs[4:]}"


def read_code(typed: str) -> str:
    """The code that somebody typed from paper or from hearing: small letters, O for 0, without PA; "" for none."""
    found = _CODE.fullmatch(typed.strip().upper())
    return "PA-" + "-".join(part.translate(_HEARD) for part in found.groups()) if found else ""


def code_in(text: str) -> str:
    """The code that stands in a subject line; "" where none does."""
    found = _IN_TEXT.search(text.upper())
    return f"PA-{found[1]}-{found[2]}" if found else ""


def token_of(form_key: uuid.UUID) -> str:
    """The token of the link of what was sent under a key."""
    return _token(form_key, settings.SECRET_KEY)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_for(case: Case) -> str:
    """The token of a case's link; "" where the site's key that made it is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _token(case.form_key, str(key))
        if digest(token) == case.token_digest:
            return token
    return ""


def case_of(token: str) -> Case | None:
    """The case whose link this is, its sender unread: their page opens whatever became of the keys."""
    if not _TOKEN.fullmatch(token):
        return None
    rows = Case.objects.select_related("holder", "addressed_unit", "duplicate_of").defer(*SEALED)
    return rows.filter(token_digest=digest(token)).first()


def contact_digest(*, phone: str = "", email: str = "", account: str = "") -> str:
    """Finds the cases of one sender: by telephone, failing that by mail, failing that by account."""
    for kind, said in (("phone", digits(phone)), ("email", email.strip().lower()), ("account", account)):
        if said:
            return keyed(f"contact.{kind}", said)
    return ""


def address_digest(address: str) -> str:
    """An address of the network, not to be told from the digest, another one each day."""
    return keyed(f"address.{timezone.localdate():%Y%m%d}", address) if address else ""


def same_digest(text: str, unit: int | None, who: str) -> str:
    """Equal for the same words to the same unit from the same person (else from the same line)."""
    return keyed("same", f"{unit or ''}|{who}|{' '.join(text.lower().split())}")


def keyed(purpose: str, said: str) -> str:
    """A digest that only this site can make."""
    return salted_hmac(f"{_PURPOSE}.{purpose}", said, algorithm="sha256").hexdigest()


def digits(phone: str) -> str:
    """A telephone number in one form: 0912345678, however it was written (+84 912.345.678)."""
    found = "".join(sign for sign in phone if sign.isdigit())
    return "0" + found[2:] if found.startswith("84") and len(found) > 9 else found


def _token(form_key: uuid.UUID, key: str) -> str:
    made = hmac.digest(hashlib.sha256(f"{_PURPOSE}.link{key}".encode()).digest(), form_key.bytes, "sha256")
    return base64.urlsafe_b64encode(made[:16]).rstrip(b"=").decode()
