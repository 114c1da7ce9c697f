"""Letters by mail to the sender: what happened, and the link of their page. The address is opened when the mail goes,
by the worker; a sender without one reads the page."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from lantoa.feedback import tokens
from lantoa.feedback.identity import sender_of
from lantoa.feedback.models import Answer, Case
from lantoa.feedback.models.case import SEALED
from lantoa.vault.sealing import Locked

log = logging.getLogger("lantoa.feedback")
# No program answers it (RFC 3834), and `mailbox` knows it for ours where it comes back.
_HEADERS = {"Auto-Submitted": "auto-replied", "X-LanToa": "feedback"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def follow_url(case: Case) -> str:
    """The whole address of the sender's page; "" where the site's key that made it is gone."""
    token = tokens.token_for(case)
    return f"{settings.SITE_URL}{reverse('feedback_public:follow', args=[token])}" if token else ""


def tell_sender(case: Case, subject: str, words: str, *, answer: Answer | None = None) -> None:
    """Have the sender told once this transaction is done, where they gave an address of mail."""
    answer_pk = answer.pk if answer else None
    transaction.on_commit(lambda: mail_sender.enqueue(case.pk, subject, words, answer_pk))


@task()
def mail_sender(case_pk: int, subject: str, words: str, answer_pk: int | None = None) -> None:
    """Mail one sender. A server that takes nothing raises: the queue tries again."""
    case = Case.objects.defer(*SEALED).filter(pk=case_pk).first()
    address = address_of(case)
    if case is None or not address:
        return
    context = {"case": case, "words": words, "url": follow_url(case), "unit": case.holder}
    context["may_reply"] = bool(settings.FEEDBACK_ADDRESS)
    body = render_to_string("feedback/email/sender_body.txt", context)
    reply_to = [settings.FEEDBACK_ADDRESS] if settings.FEEDBACK_ADDRESS else None
    message = EmailMessage(f"{case.code}: {subject}", body, to=[address], reply_to=reply_to, headers=_HEADERS)
    letter = Answer.objects.filter(pk=answer_pk).exclude(letter="").first() if answer_pk else None
    if letter:
        with letter.letter.open("rb") as file:
            message.attach(f"Tra-loi-{case.code}.docx", file.read(), DOCX)
    try:
        message.send()
    except (SMTPException, OSError):
        log.warning("the sender of case %s could not be mailed", case.pk)
        raise


def address_of(case: Case | None) -> str:
    """Where the sender is mailed; "" where they left no address, or it can't be opened."""
    if case is None:
        return ""
    try:
        return sender_of(case).email
    except Locked:
        log.warning("the sender of case %s is locked", case.pk)
        return ""
