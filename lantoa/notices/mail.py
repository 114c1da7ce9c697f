"""Mail for notices: urgent ones at once, others in the day's digest. What could not be sent is tried again, later and
later; the row says how often and what went wrong, so that nothing depends on a worker's memory."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Sequence
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from lantoa.notices.models import Digest, Notice, NoticeKind, NoticeQuerySet

log = logging.getLogger("lantoa.notices")

# How long after it was made a message is tried for the 1st, 2nd … time; then it is left with its trouble.
BACK_OFF = (
    dt.timedelta(0),
    dt.timedelta(minutes=2),
    dt.timedelta(minutes=15),
    dt.timedelta(hours=1),
    dt.timedelta(hours=6),
    dt.timedelta(hours=24),
)
A_ROUND = 200  # messages sent in one round of the worker

Letter = Notice | Digest


def send_soon(notice_ids: Sequence[int]) -> None:
    """Have urgent notices mailed by the worker, now."""
    for start in range(0, len(notice_ids), A_ROUND):
        send_notices.enqueue(list(notice_ids[start : start + A_ROUND]))


@task()
def send_notices(notice_ids: list[int]) -> None:
    """Mail what is still to be mailed of these; safe to run twice."""
    _send_all(list(_urgent().filter(pk__in=notice_ids, tries=0)), _notice_message)


@task()
def send_digests(digest_ids: list[int]) -> None:
    """Mail what is still to be mailed of these; safe to run twice."""
    _send_all(list(_digests().filter(pk__in=digest_ids, tries=0)), _digest_message)


def send_waiting(now: dt.datetime | None = None) -> int:
    """One round: what failed before and may be tried again, and what a killed worker left; how many were sent."""
    moment = now or timezone.now()
    notices = list(_urgent().filter(_due("at", moment)).order_by("at")[:A_ROUND])
    digests = list(_digests().filter(_due("made_at", moment)).order_by("made_at")[:A_ROUND])
    return _send_all(notices, _notice_message) + _send_all(digests, _digest_message)


def _due(made: str, moment: dt.datetime) -> Q:
    """Rows whose next try has come. The first is left to the task that was queued, for two minutes."""
    due = Q(pk__in=[])
    for tries, wait in enumerate(BACK_OFF):
        due |= Q(**{"tries": tries, f"{made}__lte": moment - (wait or BACK_OFF[1])})
    return due


def _urgent() -> NoticeQuerySet:
    return (
        Notice.objects.filter(is_urgent=True, mailed_at__isnull=True, user__is_active=True)
        .exclude(user__email="")
        .select_related("user", "unit", "by")
    )


def _digests() -> QuerySet[Digest]:
    return (
        Digest.objects.filter(sent_at__isnull=True, user__is_active=True)
        .exclude(user__email="")
        .select_related("user")
        .prefetch_related("notices__unit")
    )


def _send_all(letters: Iterable[Letter], message: Callable[..., EmailMessage]) -> int:
    """Send each over one connection; how many went."""
    mine = [letter for letter in letters if _claim(letter)]
    if not mine:
        return 0
    connection = get_connection()
    try:
        return sum(_send(letter, message(letter), connection) for letter in mine)
    finally:
        connection.close()


def _claim(letter: Letter) -> bool:
    """Count the try before it is made: of two workers one goes on, and a crash counts as a try."""
    rows = type(letter)._default_manager.filter(pk=letter.pk, tries=letter.tries)
    letter.tries += 1
    return bool(rows.update(tries=letter.tries))


def _send(letter: Letter, message: EmailMessage, connection: BaseEmailBackend) -> bool:
    message.connection = connection
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.warning("mail for %s not sent: %s", letter.user_id, type(error).__name__)
        connection.close()
        _note(letter, trouble=_sentence(error))
        return False
    _note(letter, trouble="", sent_at=timezone.now())
    return True


def _note(letter: Letter, *, trouble: str, sent_at: dt.datetime | None = None) -> None:
    if isinstance(letter, Notice):
        Notice.objects.filter(pk=letter.pk).update(trouble=trouble, mailed_at=sent_at)
        return
    Digest.objects.filter(pk=letter.pk).update(trouble=trouble, sent_at=sent_at)
    if sent_at:
        Notice.objects.filter(digest=letter).update(mailed_at=sent_at)


def _sentence(error: Exception) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        return "Máy chủ thư không nhận địa chỉ này. Kiểm tra lại thư điện tử của người nhận."
    return "Chưa nối được với máy chủ thư." if isinstance(error, OSError) else "Máy chủ thư từ chối gửi."


def absolute(url: str) -> str:
    """An address as mail needs it."""
    return f"{settings.SITE_URL.rstrip('/')}{url}" if url.startswith("/") else url


def _notice_message(notice: Notice) -> EmailMessage:
    context = {"notice": notice, "url": absolute(notice.url), "site": settings.SITE_URL}
    body = render_to_string("notices/email/notice_body.txt", context)
    return EmailMessage(_one_line(notice.text), body, to=[notice.user.email])


def _digest_message(digest: Digest) -> EmailMessage:
    rows = sorted(digest.notices.all(), key=lambda row: (_ORDER.index(NoticeKind(row.kind)), -row.pk))
    groups: dict[str, list[tuple[Notice, str]]] = {}
    for row in rows:
        groups.setdefault(NoticeKind(row.kind).label, []).append((row, absolute(row.url)))
    context = {"digest": digest, "groups": groups, "count": len(rows), "site": settings.SITE_URL.rstrip("/")}
    body = render_to_string("notices/email/digest_body.txt", context)
    subject = f"{len(rows)} thông báo công việc ngày {digest.day:%d/%m/%Y}"
    return EmailMessage(subject, body, to=[digest.user.email])


_ORDER = [
    NoticeKind.URGING,
    NoticeKind.TO_DECIDE,
    NoticeKind.RETURNED,
    NoticeKind.REMINDER,
    NoticeKind.ASSIGNED,
    NoticeKind.DECIDED,
    NoticeKind.COMMENT,
    NoticeKind.OTHER,
]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:150]
