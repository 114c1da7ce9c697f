"""An answer comes in: once, by a door that is open, and without a trace of who sent it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lantoa.organisations.models import Unit
from lantoa.surveys.enums import Channel
from lantoa.surveys.models import Answer, Link, OneTimeLink, PaperBatch, Response, Survey

OVER = "Khảo sát đã kết thúc hoặc chưa bắt đầu nên không nhận phiếu này. Cảm ơn đã dành thời gian."
FULL = "Đơn vị này đã nhận đủ số phiếu cần lấy. Cảm ơn đã dành thời gian."
USED = "Đường dẫn này đã được dùng để gửi một phiếu. Mỗi đường dẫn chỉ gửi được một lần."


@dataclass(frozen=True, slots=True)
class Given:
    """One thing chosen or written."""

    question: int
    row: int = 0
    value: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """The way that a sheet comes in by."""

    survey: Survey
    unit: Unit
    channel: Channel
    link: Link | None = None
    one_time: OneTimeLink | None = None
    batch: PaperBatch | None = None

    @property
    def day(self) -> dt.date:
        return self.batch.day if self.batch else timezone.localdate()


def response_key(survey: Survey, form_key: uuid.UUID) -> uuid.UUID:
    """The key of the sheet that comes from a form: always the same, and no way back from it to the form."""
    digest = salted_hmac("lantoa.surveys.response", f"{survey.pk}:{form_key}", algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=4)


def receive(door: Door, answers: Iterable[Given], *, form_key: uuid.UUID) -> bool:
    """Keep a sheet; False where this form came before and is kept already. Raises ValidationError with what to tell the
    person where the door is shut."""
    key = response_key(door.survey, form_key)
    if Response.objects.filter(pk=key).exists():
        return False
    try:
        with transaction.atomic():
            _keep(door, key, answers)
    except IntegrityError:
        if Response.objects.filter(pk=key).exists():  # the same form, sent a moment ago
            return False
        raise
    return True


def _keep(door: Door, key: uuid.UUID, answers: Iterable[Given]) -> None:
    survey = Survey.objects.select_for_update(no_key=True).get(pk=door.survey.pk)  # as it is now, until this is kept
    is_open = survey.state == "open" if door.batch else survey.takes_answers()
    if not is_open:
        raise ValidationError(OVER)
    if door.batch is None and is_full(survey, door.unit):
        raise ValidationError(FULL)
    response = Response(pk=key, survey=survey, unit=door.unit, day=door.day, channel=door.channel)
    response.save(force_insert=True)
    Answer.objects.bulk_create(
        Answer(response=response, question_id=one.question, row=one.row, value=one.value, text=one.text)
        for one in answers
    )
    _mix(key)
    if door.one_time and not OneTimeLink.objects.filter(pk=door.one_time.pk, is_used=False).update(is_used=True):
        raise ValidationError(USED)
    if door.link:
        Link.objects.filter(pk=door.link.pk).update(used=F("used") + 1)
    if door.batch:
        PaperBatch.objects.filter(pk=door.batch.pk).update(entered=F("entered") + 1)


def _mix(key: uuid.UUID) -> None:
    """Put the sheet among the others by chance: SQLite numbers rows as they come (`rowid`), and their order beside a
    log of addresses would tell who sent which."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE surveys_answer SET rowid = random() WHERE response_id = %s", [key.hex])
            cursor.execute("UPDATE surveys_response SET rowid = random() WHERE id = %s", [key.hex])


def is_full(survey: Survey, unit: Unit) -> bool:
    """Whether all the sheets wanted of the unit, or of a group that it is in, are there."""
    asked = survey.asked.filter(unit=unit).first()
    if asked and asked.quota is not None and survey.responses.filter(unit=unit).count() >= asked.quota:
        return True
    for quota in survey.group_quotas.select_related("group"):
        members = set(quota.group.resolve(on=timezone.localdate()).values_list("pk", flat=True))
        if unit.pk in members and survey.responses.filter(unit__in=members).count() >= quota.wanted:
            return True
    return False
