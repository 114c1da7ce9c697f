"""Taking a case in: the one short transaction that a sender waits for. Whatever is worked out of it, comes after
(`feedback.settling`); files are made ready and written before.
"""

import contextlib
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import row, tokens
from lantoa.feedback.attachments import Attachment
from lantoa.feedback.enums import Source
from lantoa.feedback.models import Case, CaseFile
from lantoa.feedback.models.case import SUBJECT_LIMIT
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure
from lantoa.vietnamese.text import squeeze

CONSENT = "2026-11"  # the version of the notice about personal data (templates/feedback/public/_notice.html)
SAME_WITHIN = dt.timedelta(days=1)
WINDOW = dt.timedelta(hours=1)
_TRIES = 5
_FULL_ADDRESS = (
    "Đường mạng này đã gửi nhiều phản ánh trong một giờ. Nội dung vẫn còn nguyên: thử gửi lại sau một giờ, hoặc gọi "
    "đường dây nóng của đơn vị."
)
_FULL_UNIT = (
    "Đơn vị này đang nhận quá nhiều phản ánh cùng lúc. Nội dung vẫn còn nguyên: thử gửi lại sau một giờ, hoặc gọi "
    "đường dây nóng."
)


class Flooded(Exception):
    """Too much of one address, or to one unit; the text is one sentence for the sender."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a sender gave; `address` is that of the network, of which only a digest is kept."""

    text: str
    source: Source = Source.WEB
    subject: str = ""
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)
    unit: Unit | None = None
    unit_words: str = ""
    keeper: Unit | None = None  # who has it first, where that is not the unit that it is addressed to
    procedure: Procedure | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    account: str = ""
    wants_publication: bool = False
    is_worked: bool = True  # proof of work, or let in by a person
    address: str = ""
    received_at: dt.datetime | None = None
    entered_by: User | None = None
    consent: str = ""


@dataclass(frozen=True)
class Accepted:
    """What was kept, by the key of its form, and the token of its secret link; not new where the same was sent
    before."""

    form_key: uuid.UUID
    token: str
    is_new: bool

    @cached_property
    def case(self) -> Case:
        """The row as it was written."""
        return Case.objects.get(form_key=self.form_key)


def accept(given: Given, files: Sequence[Attachment] = ()) -> Accepted:
    """Keep what was sent. The same form, or the same words of the same sender within a day, is one case. Raises
    Flooded."""
    token = tokens.token_of(given.form_key)
    kept = _kept(given, token)
    known = _known_or_room(kept, given)
    if known is not None:
        return _again(known)
    rows = [row_of(one) for one in files]
    for _ in range(_TRIES):
        try:
            _write(kept, rows)
        except IntegrityError:
            if (sent := _sent_before(given)) is not None:
                forget(rows)
                return _again(sent)
            kept["code"] = tokens.new_code()
            continue
        return Accepted(given.form_key, token, True)
    forget(rows)
    raise IntegrityError("no free code")


def _again(sent: Case) -> Accepted:
    return Accepted(sent.form_key, tokens.token_for(sent), False)


def _write(kept: dict[str, Any], files: Sequence[CaseFile]) -> None:
    """One insert, its own transaction; with files, one transaction around all. What search asks is derived by the
    worker (`Case.save`)."""
    if not files and not connection.in_atomic_block:
        row.insert(kept)
        return
    with transaction.atomic():
        row.insert(kept)
        if files:
            case = Case.objects.get(form_key=kept["form_key"])
            for file in files:
                file.case = case
            CaseFile.objects.bulk_create(files)


def _kept(given: Given, token: str) -> dict[str, Any]:
    """The columns of the case that what was given fills."""
    moment = given.received_at or timezone.now()
    contact = tokens.contact_digest(phone=given.phone, email=given.email, account=given.account)
    line = tokens.address_digest(given.address)
    unit = given.unit.pk if given.unit else None
    return {
        "code": tokens.new_code(),
        "token_digest": tokens.digest(token),
        "form_key": given.form_key,
        "source": given.source,
        "addressed_unit_id": unit,
        "addressed_words": given.unit_words[:200],
        "holder_id": given.keeper.pk if given.keeper else unit,
        "procedure_id": given.procedure.pk if given.procedure else None,
        "subject": squeeze(given.subject)[:SUBJECT_LIMIT] or subject_of(given.text),
        "text": given.text,
        "sender_name": given.name,
        "sender_phone": given.phone,
        "sender_email": given.email,
        "sender_address": given.place,
        "sender_account": given.account,
        "contact_digest": contact,
        "address_digest": line,
        "same_digest": tokens.same_digest(given.text, unit, contact or line) if contact or line else "",
        "wants_publication": given.wants_publication,
        "consent_at": moment if given.consent else None,
        "consent_text_version": given.consent,
        "received_at": moment,
        "received_on": timezone.localdate(moment),
        "entered_by_id": given.entered_by.pk if given.entered_by else None,
    }


def subject_of(text: str) -> str:
    """The first sentence or line, as far as it fits."""
    line = squeeze(next((one for one in text.splitlines() if one.strip()), ""))
    line = line.split(". ")[0]
    return line if len(line) <= 120 else line[:119].rsplit(" ", 1)[0][: SUBJECT_LIMIT - 2] + " …"


# What was sent before and how full it is, in one question: same words of the same sender within a day, the last place
# of one address and of one unit within an hour.
_LOOK = """
SELECT
 (SELECT id FROM feedback_case WHERE same_digest = %s AND received_at >= %s ORDER BY id LIMIT 1),
 (SELECT id FROM feedback_case WHERE address_digest = %s AND NOT (address_digest = '') AND received_at >= %s
  LIMIT 1 OFFSET %s),
 (SELECT id FROM feedback_case WHERE addressed_unit_id = %s AND received_at >= %s LIMIT 1 OFFSET %s)
"""


def _known_or_room(kept: dict[str, Any], given: Given) -> Case | None:
    """The case of the same words from the same sender, not long ago. Raises Flooded where one address sends, or one
    unit gets, more within an hour than people write; words that a person of the office typed are let in."""
    now, adapted = timezone.now(), connection.ops.adapt_datetimefield_value
    day, hour = adapted(now - SAME_WITHIN), adapted(now - WINDOW)
    most = settings.FEEDBACK_FROM_ADDRESS if given.is_worked else max(settings.FEEDBACK_FROM_ADDRESS // 5, 1)
    unit = kept["addressed_unit_id"] if kept["address_digest"] else None
    asked = [kept["same_digest"] or None, day, kept["address_digest"], hour, most - 1, unit, hour]
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [*asked, settings.FEEDBACK_TO_UNIT - 1])
        known, from_address, to_unit = cursor.fetchone()
    if known:
        return Case.objects.get(pk=known)
    if not from_address and not to_unit:
        return None
    if (sent := _sent_before(given)) is not None:
        return sent
    raise Flooded(_FULL_ADDRESS if from_address else _FULL_UNIT)


def _sent_before(given: Given) -> Case | None:
    return Case.objects.filter(form_key=given.form_key).first()


def row_of(one: Attachment) -> CaseFile:
    """The row of a file whose content is written already: a crash before the row leaves a file, never a row without."""
    file = CaseFile(
        kind=one.kind,
        name=one.name,
        content_type=one.content_type,
        sha256=one.sha256,
        size=one.content.size,
        width=one.width,
        height=one.height,
        seconds=one.seconds,
    )
    file.file.save(one.name, one.content, save=False)
    if one.thumb is not None:
        file.thumb.save("thumb", one.thumb, save=False)
    return file


def forget(rows: Sequence[CaseFile]) -> None:
    """Take files away whose rows were not written."""
    for one in rows:
        for file in (one.file, one.thumb):
            if file.name:
                with contextlib.suppress(OSError):
                    default_storage.delete(file.name)
