"""Mail to many, each once: a row a receiver, claimed before the mail server is given the mail, so that neither a second
worker nor a second try writes to anybody twice."""

import contextlib
import datetime as dt
import time
from collections.abc import Callable
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Count, QuerySet
from django.utils import timezone

from lantoa.channels import limits, sources
from lantoa.channels.adapters.base import remember
from lantoa.channels.adapters.outcomes import Passing, Refused, Sent, Waiting
from lantoa.channels.enums import DeliveryState as State
from lantoa.channels.models import Delivery, Posting

Build = Callable[[Delivery], EmailMessage]
LOOK_EVERY = 10  # mails between two looks at the clock, and at what the text was made of
_AT_ONCE = dt.timedelta(seconds=1)
_LOST = "Đường truyền đứt khi máy chủ thư đang nhận, nên chưa rõ thư đã đến chưa."


class _BrokenOff(Exception):
    """The line to the mail server is gone; its words."""


def deliver(posting: Posting, build: Build) -> Sent:
    """Send the next round of the posting's rows. Raises Waiting while there are more, Passing where the mail server
    asked for patience, Refused where there is nobody to write to."""
    rows = Delivery.objects.filter(posting=posting)
    if not rows.exists():
        raise Refused("Danh sách chưa có ai để gửi: thêm người nhận rồi gửi lại.", step="receivers")
    rows.filter(state=State.WAITING, at__isnull=False).update(state=State.UNSURE, words=_LOST)
    words = _round(posting, rows, build)
    left = rows.filter(state=State.WAITING)
    if not left.exists():
        return Sent(words=summary(posting))
    if words:
        raise Passing(words, step="mail")
    raise Waiting(summary(posting), step="mail", after=_AT_ONCE)


def once_more(posting: Posting, build: Build) -> None:
    """Send the mails of a posting that is out already which a person asked for anew. A server that says "later" is a
    refusal here: the person may ask once more. Raises Passing where there is no mail server."""
    posting.tries = len(limits.BACK_OFF)
    _round(posting, Delivery.objects.filter(posting=posting), build)
    Posting.objects.filter(pk=posting.pk).update(failure=summary(posting))


def call_off(posting: Posting) -> Sent | None:
    """Write to nobody any more; what became of the mails that had gone, None where nobody got any."""
    rows = Delivery.objects.filter(posting=posting)
    rows.filter(state=State.WAITING, at__isnull=False).update(state=State.UNSURE, words=_LOST)
    spared, _ = rows.filter(state=State.WAITING).delete()
    if not rows.exclude(state=State.FAILED).exists():
        remember(posting, receivers=None)
        return None
    left = f", {spared} thư không gửi nữa" if spared else ""
    return Sent(words=f"{summary(posting)}{left}.")


def summary(posting: Posting) -> str:
    """How many went, and what became of the others."""
    told = {
        State.SENT: "đã gửi",
        State.WAITING: "chờ gửi",
        State.FAILED: "máy chủ từ chối",
        State.BOUNCED: "bị trả lại",
        State.UNSURE: "chưa rõ",
    }
    counts = dict(posting.deliveries.order_by().values_list("state").annotate(Count("pk")))
    return ", ".join(f"{counts[state]} thư {words}" for state, words in told.items() if counts.get(state))


def bounce_address(posting: Posting, delivery: Delivery) -> str:
    """Where this very mail comes back to (VERP); empty where the site reads no such mailbox."""
    address = str(posting.channel.options.get("bounce_address") or settings.BOUNCE_ADDRESS)
    local, at, domain = address.rpartition("@")
    return f"{local}+{delivery.key.hex}@{domain}" if at else ""


def _round(posting: Posting, rows: "QuerySet[Delivery]", build: Build) -> str:
    """Send up to a round; what the mail server said where it asked for patience, or broke off."""
    most = limits.limit(posting.channel, "a_round")
    connection, ends = opened(), time.monotonic() + limits.ROUND
    later: list[str] = []
    try:
        waiting = rows.filter(state=State.WAITING, at__isnull=True).select_related("subscription", "outlet")
        for place, row in enumerate(list(waiting[:most])):
            if place and place % LOOK_EVERY == 0 and (time.monotonic() > ends or sources.is_gone(posting)):
                break
            message = build(row)  # what can't be written is found out before anything is claimed
            if rows.filter(pk=row.pk, at__isnull=True).update(at=timezone.now()):
                later += _send(row, message, posting, connection)
    except _BrokenOff as broken:  # the others are left for the next try: one mail of unknown fate is enough
        later.append(broken.args[0])
    finally:
        with contextlib.suppress(Exception):
            connection.close()
    return later[0] if later else ""


def opened() -> BaseEmailBackend:
    """A mail server that answers; where it does not, nobody's mail is touched."""
    connection = get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        raise Passing(f"Chưa nối được với máy chủ thư: {_said(error)}", step="connect") from error
    return connection


def _send(row: Delivery, message: EmailMessage, posting: Posting, connection: BaseEmailBackend) -> list[str]:
    """Hand one mail over; the words of a server that asks to come again."""
    if not row.address:
        return _note(row, State.FAILED, "Không còn địa chỉ.")
    message.connection = connection
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError) as error:
        is_last = posting.tries >= len(limits.BACK_OFF)
        if _code(error) < 500 and not is_last:
            Delivery.objects.filter(pk=row.pk).update(at=None, words=_said(error))
            return [_said(error)]
        return _note(row, State.FAILED, _said(error))
    except (SMTPException, OSError) as error:
        _note(row, State.UNSURE, f"{_LOST} ({_said(error)})")
        raise _BrokenOff(_said(error)) from error
    return _note(row, State.SENT, "")


def _note(row: Delivery, state: State, words: str) -> list[str]:
    Delivery.objects.filter(pk=row.pk).update(state=state, words=words, at=timezone.now())
    return []


def _code(error: SMTPException) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return min((code for code, _ in error.recipients.values()), default=500)
    return int(getattr(error, "smtp_code", 500))


def _said(error: Exception) -> str:
    """The mail server's own words."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(said)}" for code, said in error.recipients.values())
    if isinstance(error, SMTPSenderRefused | SMTPDataError):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
