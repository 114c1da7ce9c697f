"""Errors that readers told of: the unit hears at once, looks, and answers; who left an address gets the answer."""

import datetime as dt
import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.news.enums import FaultState
from lantoa.news.models import Article, ReportedFault
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import settle, tell
from lantoa.review.models import approvers_for

KEEP_ADDRESS = dt.timedelta(days=90)
log = logging.getLogger("lantoa.news")


def visible_faults(user: User) -> QuerySet[ReportedFault]:
    """Those of articles of the subtree."""
    return ReportedFault.objects.filter(access.within(user, Power.SEE, "article__unit__path"))


def address(fault: ReportedFault) -> str:
    return reverse("news:fault", args=[fault.pk])


@transaction.atomic
def report(article: Article, *, text: str, email: str = "") -> ReportedFault:
    """A reader tells of an error; the author and the unit's heads are told."""
    made = ReportedFault.objects.create(article=article, text=text, email=email)
    heads = {held.user for held in approvers_for(article.unit)[0] if held.unit_id == article.unit_id}
    words = f"Người đọc báo lỗi: {article}"
    people = heads | {article.created_by}
    tell(people, words, kind=NoticeKind.TO_DECIDE, url=address(made), unit=article.unit, note=text[:500])
    return made


@transaction.atomic
def answer(fault: ReportedFault, *, state: FaultState, words: str, by: User) -> None:
    """What became of it. Answered once: a second answer is refused."""
    access.demand(by, Power.WRITE, fault.article.unit)
    words = words.replace("\0", " ").strip()
    if not words:
        raise ValidationError("Ghi kết quả: đã sửa gì, hoặc vì sao không phải lỗi.")
    row = ReportedFault.objects.select_for_update().get(pk=fault.pk)
    if row.state != FaultState.OPEN:
        raise ValidationError("Lời báo này đã có người trả lời. Tải lại trang để xem.")
    fault.state, fault.answer, fault.answered_by, fault.answered_at = state, words, by, timezone.now()
    fault.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    text = f"{state.label}: lời báo lỗi của người đọc về “{fault.article}”"
    record("fault_answered", by=by, on=fault.article, unit=fault.article.unit, text=text)
    settle(address(fault), NoticeKind.TO_DECIDE)
    if fault.email:
        transaction.on_commit(lambda: send_answer.enqueue(fault.pk))


@task()
def send_answer(fault_id: int) -> None:
    """Mail the answer to who left an address, which is then forgotten: it was given for this alone."""
    fault = ReportedFault.objects.select_related("article__unit").filter(pk=fault_id).exclude(email="").first()
    if fault is None or fault.state == FaultState.OPEN:
        return
    link = f"{settings.SITE_URL}{fault.article.public_url}"
    body = render_to_string("news/email/fault_answer_body.txt", {"fault": fault, "link": link})
    try:
        EmailMessage(f"Trả lời lời báo lỗi: {fault.article}"[:150], body, to=[fault.email]).send()
    except (SMTPException, OSError) as error:
        log.warning("answer to a reader not sent: %s", type(error).__name__)
        return
    ReportedFault.objects.filter(pk=fault.pk).update(email="")


def send_late(now: dt.datetime | None = None) -> None:
    """Once a day: answers that the mail server did not take are sent again; an address is forgotten in any case when
    the word that it came with is old (Luật 91/2025/QH15)."""
    moment = now or timezone.now()
    kept = ReportedFault.objects.exclude(email="")
    kept.filter(at__lt=moment - KEEP_ADDRESS).update(email="")
    late = kept.exclude(state=FaultState.OPEN).filter(answered_at__lt=moment - dt.timedelta(hours=1))
    for pk in late.values_list("pk", flat=True):
        send_answer.enqueue(pk)
