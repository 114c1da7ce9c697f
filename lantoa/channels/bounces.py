"""Mail that came back: whose it was, and whether for good.

A mail goes out from an address of its own (VERP), so that what comes back names it; where a server does not keep that,
the report inside (DSN and what older servers write) names the address: `flufl.bounce` reads both.
"""

import imaplib
import logging
import mailbox
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from enum import Enum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from flufl.bounce import all_failures

from lantoa.channels import limits
from lantoa.channels.enums import DeliveryState, SubscriptionState
from lantoa.channels.models import Delivery, Subscription

log = logging.getLogger("lantoa.channels")

READ_EVERY = 300  # seconds between two looks into the mailbox
MOST = 200  # messages of one look
_KEY = re.compile(r"\+([0-9a-f]{32})@|<([0-9a-f]{32})@")
_ENVELOPE = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to")


class Taken(Enum):
    """What a message turned out to be."""

    BOUNCED = "bounced"  # the address takes no mail
    DELAYED = "delayed"  # not yet; nothing is done
    NO_BOUNCE = "no_bounce"  # an automatic answer, or a person's
    UNKNOWN = "unknown"  # a bounce of a mail that is not ours


def take(raw: bytes) -> Taken:
    """Note what came back; safe to be given the same message twice."""
    message = message_from_bytes(raw)
    later, failed = all_failures(message)
    if not failed:
        return Taken.DELAYED if later else Taken.NO_BOUNCE
    delivery = _delivery(message, raw) or _by_address(failed)
    if delivery is None:
        return Taken.UNKNOWN
    _note(delivery, _words(message))
    return Taken.BOUNCED


def _delivery(message: Message, raw: bytes) -> Delivery | None:
    """The mail that the report's own address names, or the message id in what it quotes."""
    for name in _ENVELOPE:
        for value in message.get_all(name, []):
            if found := _KEY.search(str(value).lower()):
                return Delivery.objects.filter(key=found[1] or found[2]).first()
    quoted = _KEY.findall(raw[:200_000].decode("ascii", "replace").lower())
    keys = {one or other for one, other in quoted}
    return Delivery.objects.filter(key__in=keys).first() if keys else None


def _by_address(failed: Iterable[bytes]) -> Delivery | None:
    """The latest mail to the address that failed."""
    addresses = [address.decode("ascii", "replace").lower() for address in failed]
    rows = Delivery.objects.filter(subscription__email__in=addresses) | Delivery.objects.filter(
        outlet__email__in=addresses
    )
    return rows.order_by("-pk").first()


@transaction.atomic
def _note(delivery: Delivery, words: str) -> None:
    """The mail came back; a reader whose mail does so as often as the channel bears gets no more."""
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state == DeliveryState.BOUNCED:
        return
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.BOUNCED, words=words)
    reader = row.subscription
    if reader is None:
        return
    Subscription.objects.filter(pk=reader.pk).update(bounces=F("bounces") + 1)
    if reader.bounces + 1 >= (limits.limit(reader.channel, "bounces") or 1):
        Subscription.objects.filter(pk=reader.pk, state=SubscriptionState.CONFIRMED).update(
            state=SubscriptionState.BOUNCED
        )


def _words(message: Message) -> str:
    """Why, as the other mail server wrote it."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            said = re.search(r"^Diagnostic-Code:\s*(.+)$", part.as_string(), re.MULTILINE | re.IGNORECASE)
            if said:
                return said[1].strip()[:500]
    return str(message.get("subject") or "Thư bị trả lại.")[:500]


def read_mailbox() -> int:
    """The worker's round: take what came back since the last look; how many messages."""
    where = settings.BOUNCE_MAILBOX
    if not where or not cache.add("channels-bounces", True, READ_EVERY):
        return 0
    opened = _imap(where) if where.startswith(("imap://", "imaps://")) else _maildir(where)
    count = 0
    with opened as messages:
        for raw in messages:
            count += 1
            if take(raw) is Taken.UNKNOWN:
                log.warning("a bounce of a mail that is not ours")
    return count


@contextmanager
def _maildir(where: str) -> Iterator[Iterator[bytes]]:
    """Messages of a Maildir; each is removed once it was taken."""
    box = mailbox.Maildir(str(Path(where)), create=False)

    def each() -> Iterator[bytes]:
        for key in list(box.keys())[:MOST]:
            yield box.get_bytes(key)
            box.discard(key)

    try:
        yield each()
    finally:
        box.close()


@contextmanager
def _imap(where: str) -> Iterator[Iterator[bytes]]:
    """Unseen messages of a folder (imaps://person:password@host/INBOX); each is seen once it was taken."""
    parts = urlsplit(where)
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    box = kind(parts.hostname or "", parts.port or (993 if parts.scheme == "imaps" else 143), timeout=limits.TIMEOUT)

    def each() -> Iterator[bytes]:
        _, found = box.search(None, "UNSEEN")
        for number in (found[0] or b"").decode("ascii").split()[:MOST]:
            _, data = box.fetch(number, "(BODY.PEEK[])")
            yield next((part[1] for part in data if isinstance(part, tuple)), b"")
            box.store(number, "+FLAGS", "\\Seen")

    try:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        box.select(parts.path.strip("/") or "INBOX")
        yield each()
    finally:
        box.logout()
