"""The mailbox of feedback, read by the worker: each new mail is a case, or is added to the one whose code its subject
bears. Mails of machines (absence notes, lists, our own) begin nothing, so that two programs don't write to each other
for ever (RFC 3834)."""

import hashlib
import imaplib
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError

from lantoa.feedback import incoming, tokens
from lantoa.feedback.enums import Outcome, Source
from lantoa.feedback.incoming import Key
from lantoa.feedback.mail_reading import Letter, read_letter
from lantoa.feedback.models import Case

log = logging.getLogger("lantoa.feedback")

EVERY = 60  # seconds between two looks
MOST = 100  # messages of one look
TIMEOUT = 20
LARGEST = 60 * 1024 * 1024


def read() -> int:
    """The worker's round: take what came since the last look; how many messages."""
    if not settings.FEEDBACK_IMAP_URL or not cache.add("feedback-mailbox", True, EVERY):
        return 0
    count = 0
    try:
        with _imap(settings.FEEDBACK_IMAP_URL) as messages:
            for raw in messages:
                count += 1
                take_safely(raw)
    except (imaplib.IMAP4.error, DatabaseError, OSError) as error:  # tried again at the next look
        log.warning("the mailbox of feedback can't be read: %s", error)
    return count


def take_safely(raw: bytes) -> Outcome | None:
    """One message that can't be read keeps nobody from the others."""
    try:
        return take(raw)
    except (DatabaseError, OSError):  # no fault of the mail, which stays unread and is tried again
        raise
    except Exception:
        log.exception("a mail could not be taken")
        incoming.note_failed(Key(Source.EMAIL, _digest(raw), _digest(raw)))
        return Outcome.FAILED


def take(raw: bytes) -> Outcome | None:
    """What became of a mail; None where it was taken before."""
    message = message_from_bytes(raw, policy=policy.default)
    letter = read_letter(message)
    key = Key(Source.EMAIL, letter.message_id or _digest(raw), _digest(raw), letter.dropped)
    done = incoming.once(key, lambda: _handle(message, letter))
    return done[0] if done else None


def _handle(message: EmailMessage, letter: Letter) -> tuple[Outcome, Case | None]:
    if _is_ours(message, letter):
        return Outcome.OWN, None
    if is_automatic(message):
        return Outcome.AUTOMATIC, None
    return incoming.take(letter.given(), letter.files, _case_of(letter))


def _case_of(letter: Letter) -> Case | None:
    """The open case whose code the subject bears, if the same person writes who sent it."""
    code = tokens.code_in(letter.subject)
    case = Case.objects.open().filter(code=code).first() if code else None
    if case is None or not letter.sender:
        return None
    return case if case.sender_email.strip().lower() == letter.sender else None


def _is_ours(message: EmailMessage, letter: Letter) -> bool:
    """A mail of this system that came back: from our own address, or with our mark."""
    own = {address.lower() for address in (settings.FEEDBACK_ADDRESS, settings.DEFAULT_FROM_EMAIL) if address}
    return letter.sender in own or "X-LanToa" in message


def is_automatic(message: EmailMessage) -> bool:
    """Whether a machine wrote it: an absence note, a list, a report of a mail server."""
    said = str(message.get("auto-submitted") or "no").lower().strip()
    precedence = str(message.get("precedence") or "").lower().strip()
    sender = str(message.get("return-path") or "").strip()
    marks = ("x-autoreply", "x-autorespond", "x-auto-response-suppress", "list-id", "list-unsubscribe", "feedback-id")
    names = str(message.get("from") or "").lower()
    return (
        not said.startswith("no")
        or precedence in ("bulk", "list", "junk", "auto_reply")
        or sender == "<>"
        or message.get_content_type() == "multipart/report"
        or any(name in names for name in ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@"))
        or any(mark in message for mark in marks)
    )


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


@contextmanager
def _imap(where: str) -> Iterator[Iterator[bytes]]:
    """Unseen messages of a folder (imaps://person:password@host/INBOX), each marked as seen once it was taken. By UID,
    since other numbers shift when somebody deletes."""
    parts = urlsplit(where)
    kind = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
    box = kind(parts.hostname or "", parts.port or (993 if parts.scheme == "imaps" else 143), timeout=TIMEOUT)
    password = settings.FEEDBACK_IMAP_PASSWORD or unquote(parts.password or "")

    def each() -> Iterator[bytes]:
        _, found = box.uid("SEARCH", "UNSEEN")
        for number in (found[0] or b"").decode("ascii").split()[:MOST]:
            _, data = box.uid("FETCH", number, "(BODY.PEEK[])")
            raw = next((part[1] for part in data if isinstance(part, tuple)), b"")
            if not raw:
                continue
            if len(raw) <= LARGEST:
                yield raw
            else:
                log.warning("a mail of %s bytes is too large to be taken in", len(raw))
                incoming.note_failed(Key(Source.EMAIL, _digest(raw), _digest(raw)))
            box.uid("STORE", number, "+FLAGS.SILENT", "(\\Seen)")

    try:
        box.login(unquote(parts.username or ""), password)
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answered, said = box.select(f'"{folder}"')
        if answered != "OK":
            raise imaplib.IMAP4.error((said[0] or b"no such folder").decode("utf-8", "replace"))
        yield each()
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            box.logout()
