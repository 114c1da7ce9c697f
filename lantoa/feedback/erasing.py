"""Personal data are kept no longer than their purpose needs (Luật 91/2025/QH15, Điều 3 and 14): some time after the end
of a case the sender, their words and their files are erased; what was published without personal data stays."""

import contextlib
import datetime as dt
import logging

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from lantoa.feedback.enums import StepKind
from lantoa.feedback.models import Case, IncomingMail, Step
from lantoa.feedback.models.case import SEALED

log = logging.getLogger("lantoa.feedback")

GONE = "Đã xóa dữ liệu cá nhân theo thời hạn lưu."
KEEP_MESSAGES = dt.timedelta(days=365)
_WORDS_OF_SENDERS = (StepKind.SUPPLIED,)


def erase_due(day: dt.date | None = None) -> int:
    """The daily duty: erase what is past its time; how many cases."""
    today = day or timezone.localdate()
    before = today - dt.timedelta(days=settings.FEEDBACK_KEEP_DAYS)
    due = Case.objects.closed().filter(erased_at__isnull=True, closed_at__date__lt=before)
    done = 0
    for case in due.order_by("pk").only("pk").iterator(chunk_size=200):
        done += _erase_safely(case)
    return done


def _erase_safely(case: Case) -> bool:
    """One case that can't be erased keeps nobody's data from being erased."""
    try:
        erase(case)
    except Exception:
        log.exception("case %s could not be erased", case.pk)
        return False
    return True


def erase(case: Case) -> None:
    """Erase what is known of the sender and what they wrote, the files after the rows that name them."""
    names = _erase(case)
    for name in names:
        with contextlib.suppress(OSError):
            default_storage.delete(name)


@transaction.atomic
def _erase(case: Case) -> list[str]:
    row = Case.objects.select_for_update(of=("self",)).defer(*SEALED).get(pk=case.pk)
    if row.erased_at:
        return []
    files = [file.name for kept in row.files.all() for file in (kept.file, kept.thumb) if file.name]
    row.files.all().delete()
    files += _erase_letters(row)
    row.requests.exclude(answer="").update(answer=GONE)
    row.steps.filter(what__in=_WORDS_OF_SENDERS).update(text="")
    row.ratings.exclude(comment="").update(comment=GONE)
    row.subject, row.text, row.signals, row.addressed_words = GONE, GONE, [], ""
    for name in SEALED:
        setattr(row, name, "")
    row.contact_digest = row.same_digest = row.address_digest = ""
    row.erased_at = timezone.now()
    row.version += 1
    row.save()
    Step.objects.create(case=row, what=StepKind.ERASED, unit=row.holder, is_public=True, text=GONE)
    return files


def _erase_letters(case: Case) -> list[str]:
    """Letters bear name and address of the sender; of an answer stays what everybody could read."""
    published = getattr(case, "publication", None)
    letters = [answer.letter.name for answer in case.answers.all() if answer.letter.name]
    case.answers.update(letter="", text=published.answer if published else GONE)
    return letters


def forget_lines(now: dt.datetime | None = None) -> int:
    """Digests of addresses serve the limits of a day alone."""
    old = (now or timezone.now()) - dt.timedelta(days=1)
    return Case.objects.exclude(address_digest="").filter(received_at__lt=old).update(address_digest="")


def forget_messages(now: dt.datetime | None = None) -> int:
    """Rows of messages that no mailbox brings again."""
    old = (now or timezone.now()) - KEEP_MESSAGES
    deleted, _ = IncomingMail.objects.filter(at__lt=old).delete()
    return deleted
