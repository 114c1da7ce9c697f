"""Messages to the Official Account on Zalo: the first begins a case, further ones of the same person are added while it
is open. Zalo signs its calls: sha256(application id + body + time + secret of the account). A call that comes twice
changes nothing, since each message has an id."""

import datetime as dt
import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from lantoa.feedback import accepting, attachments, incoming, tokens
from lantoa.feedback.accepting import CONSENT, Given
from lantoa.feedback.enums import Outcome, Source
from lantoa.feedback.incoming import Key
from lantoa.feedback.models import Case, CaseFile

log = logging.getLogger("lantoa.feedback")

TAKEN = frozenset({"user_send_text", "user_send_image", "user_send_file", "user_send_audio"})
ADD_WITHIN = dt.timedelta(days=7)
LARGEST = 20 * 1024 * 1024
MOST_PICTURES = 10
_PICTURE_ONLY = "(Ảnh gửi qua Zalo)"


class Unsigned(Exception):
    """The call does not come from Zalo."""


def read(body: bytes, signature: str) -> dict[str, Any]:
    """The event in a call. Raises Unsigned, ValueError."""
    try:
        event = json.loads(body)
    except (UnicodeDecodeError, RecursionError) as error:
        raise ValueError("no event") from error
    if not isinstance(event, dict):
        raise ValueError("no event")
    said = settings.FEEDBACK_ZALO_APP.encode() + body + str(event.get("timestamp", "")).encode()
    made = hashlib.sha256(said + settings.FEEDBACK_ZALO_SECRET.encode()).hexdigest()
    given = signature.strip().lower().removeprefix("mac=").strip()
    if not given.isascii() or not hmac.compare_digest(made, given):
        raise Unsigned
    return event


def take(event: Mapping[str, Any]) -> Outcome | None:
    """What became of an event; None for one that was taken before or is none of ours."""
    message, sender = event.get("message"), event.get("sender")
    if event.get("event_name") not in TAKEN or not isinstance(message, dict) or not isinstance(sender, dict):
        return None
    account, message_id = str(sender.get("id") or "")[:64], str(message.get("msg_id") or "")
    if not account or not message_id:
        return None
    text = str(message.get("text") or "").replace("\0", " ").strip()
    pictures = _pictures(message)
    done = incoming.once(Key(Source.ZALO, message_id), lambda: _handle(account, text, pictures))
    return done[0] if done else None


def _handle(account: str, text: str, pictures: list[str]) -> tuple[Outcome, Case | None]:
    into = _open_case(account)
    outcome: Outcome
    case: Case | None
    if into is not None and not text and pictures:
        outcome, case = Outcome.ADDED, into
    else:
        words = text or (_PICTURE_ONLY if pictures else "")
        outcome, case = incoming.take(_given(account, words), [], into)
    if case is not None:
        for address in pictures:
            transaction.on_commit(partial(fetch_picture.enqueue, case.pk, address))
    return outcome, case


def _given(account: str, text: str) -> Given:
    return Given(text=text, source=Source.ZALO, account=account, address=f"zalo:{account}", consent=CONSENT)


def _open_case(account: str) -> Case | None:
    """The latest open case of the same person, where it is not old."""
    mine = Case.objects.open().filter(source=Source.ZALO, contact_digest=tokens.contact_digest(account=account))
    return mine.filter(received_at__gte=timezone.now() - ADD_WITHIN).order_by("-pk").first()


def _pictures(message: Mapping[str, Any]) -> list[str]:
    """Addresses of pictures, at Zalo's own hosts alone: nobody makes this server call another."""
    found = []
    parts = message.get("attachments")
    for part in parts if isinstance(parts, list) else []:
        payload = part.get("payload") if isinstance(part, dict) else None
        address = str(payload.get("url") or "") if isinstance(payload, dict) else ""
        if _is_zalos(address):
            found.append(address)
    return found[:MOST_PICTURES]


def _is_zalos(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    hosts = settings.FEEDBACK_ZALO_HOSTS
    return (
        parts.scheme == "https"
        and port in (None, 443)
        and any(host == one or host.endswith(f".{one}") for one in hosts)
    )


@task()
def fetch_picture(case_pk: int, address: str) -> None:
    """Keep one picture of a message. A host that does not answer raises: the queue tries again."""
    case = Case.objects.filter(pk=case_pk, erased_at__isnull=True).first()
    if case is None or not _is_zalos(address):
        return
    data = _loaded(address)
    try:
        made = attachments.photo(SimpleUploadedFile("zalo.jpg", data))
    except ValidationError:
        log.warning("a picture of case %s can't be read", case_pk)
        return
    if case.files.filter(sha256=made.sha256).exists():
        return
    row = accepting.row_of(made)
    row.case = case
    CaseFile.objects.bulk_create([row])


def _loaded(address: str) -> bytes:
    """The bytes behind an address; no redirect is followed, nothing larger than a photo is read."""
    data = bytearray()
    with httpx.stream("GET", address, timeout=20, follow_redirects=False) as answer:
        answer.raise_for_status()
        for part in answer.iter_bytes():
            data += part
            if len(data) > LARGEST:
                return b""
    return bytes(data)
