"""Mail that came back: whose it was, and whether for good.

A mail goes out from an address of its own (VERP), so that what comes back names it; where a server does not keep that,
the report inside (DSN and what older servers write) names the address: `flufl.bounce` reads both.
"""

import imaplib
import logging
import mailbox
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import Message
from enum import Enum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from flufl.bounce import all_failures

from lantoa.channels import limits
from lantoa.channels.enums import DeliveryState, SubscriptionState
from lantoa.channels.models import Delivery, Subscription

log = logging.getLogger("lantoa.channels")

READ_EVERY = 300  # seconds between two looks into the mailbox
MOST = 200  # messages of one look
_KEY = re.compile(r"\+([0-9a-f]{32})@|<([0-9a-f]{32})@")
_OWN_ID = re.compile(r"<[0-9a-f]{32}@")
_REPORT = "message/delivery-status"
_STATUS = re.compile(r"^Status:\s*([245])\.(\d{1,3})\.(\d{1,3})", re.MULTILINE | re.IGNORECASE)
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
    if _is_own(message) or _is_automatic_answer(message):
        return Taken.NO_BOUNCE
    later, failed = all_failures(message)
    if not failed:
        return Taken.DELAYED if later else Taken.NO_BOUNCE
    delivery = _delivery(message, raw) or _by_address(failed)
    if delivery is None:
        return Taken.UNKNOWN
    _note(delivery, _words(message), is_final=_is_final(message))
    return Taken.BOUNCED


def _is_own(message: Message) -> bool:
    """A mail of ours that somebody's forwarding brought back to us: its own message id is the key of a delivery."""
    return bool(_OWN_ID.match(str(message.get("message-id") or "").strip().lower()))


def _is_automatic_answer(message: Message) -> bool:
    """An absence note or the like (RFC 3834), whatever it quotes; reports of mail servers answer automatically, too,
    but come as reports, or from nobody."""
    if message.get_content_type() == "multipart/report":
        return False
    sender = str(message.get("return-path") or message.get("from") or "").lower()
    if any(name in sender for name in ("<>", "mailer-daemon", "postmaster")):
        return False
    kinds = [str(message.get(name) or "").lower() for name in ("auto-submitted", "precedence")]
    says = kinds[0].startswith("auto-") or kinds[1] in ("auto_reply", "bulk", "list", "junk")
    return says or any(message.get(name) for name in ("x-autoreply", "x-autorespond", "list-id"))


def _is_final(message: Message) -> bool:
    """Whether the address will take no mail tomorrow either (RFC 3463: class 5; not a full mailbox, x.2.2, nor a
    refusal by policy, x.7). A report without a status counts as final: the server gave up."""
    found = _STATUS.search("\n".join(part.as_string() for part in message.walk() if part.get_content_type() == _REPORT))
    if found is None:
        return True
    kind, subject, detail = found.groups()
    return kind == "5" and subject != "7" and (subject, detail) != ("2", "2")


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
def _note(delivery: Delivery, words: str, *, is_final: bool) -> None:
    """The mail came back; a reader whose mail does so as often as the channel bears gets no more."""
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state == DeliveryState.BOUNCED:
        return
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.BOUNCED, words=words)
    reader = row.subscription
    if reader is None:
        return
    Subscription.objects.filter(pk=reader.pk).update(bounces=F("bounces") + 1)
    borne = limits.limit(reader.channel, "bounces" if is_final else "passing_bounces") or 1
    if reader.bounces + 1 >= borne:
        Subscription.objects.filter(pk=reader.pk, state=SubscriptionState.CONFIRMED).update(
            state=SubscriptionState.BOUNCED, left_at=timezone.now()
        )


def _words(message: Message) -> str:
    """Why, as the other mail server wrote it."""
    for part in message.walk():
        if part.get_content_type() == _REPORT:
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
    try:
        with opened as messages:
            for raw in messages:
                count += 1
                _take_safely(raw)
    except (imaplib.IMAP4.error, OSError) as error:  # tried again at the next look
        log.warning("the mailbox of bounces can't be read: %s", error)
    return count


def _take_safely(raw: bytes) -> None:
    """One message that can't be read keeps nobody from the others."""
    try:
        if take(raw) is Taken.UNKNOWN:
            log.warning("a bounce of a mail that is not ours")
    except Exception:
        log.exception("a message that came back could not be taken")


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
    """Unseen messages of a folder (imaps://person:password@host/INBOX); each is seen once it was taken. By UID, since
    other numbers shift when somebody deletes."""
    parts = urlsplit(where)
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    box = kind(parts.hostname or "", parts.port or (993 if parts.scheme == "imaps" else 143), timeout=limits.TIMEOUT)

    def each() -> Iterator[bytes]:
        _, found = box.uid("SEARCH", "UNSEEN")
        for number in (found[0] or b"").decode("ascii").split()[:MOST]:
            _, data = box.uid("FETCH", number, "(BODY.PEEK[])")
            if raw := next((part[1] for part in data if isinstance(part, tuple)), b""):
                yield raw
            box.uid("STORE", number, "+FLAGS.SILENT", "(\\Seen)")

    try:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answered, said = box.select(f'"{folder}"')
        if answered != "OK":
            raise imaplib.IMAP4.error((said[0] or b"no such folder").decode("utf-8", "replace"))
        yield each()
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            box.logout()
