"""Shortcomings and their remedies: recorded here, owed and followed in the ledger."""

import datetime as dt
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record as audit
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.organisations.models import Unit
from lantoa.oversight import recipients
from lantoa.oversight.models import Shortcoming


@transaction.atomic
def record(  # noqa: PLR0913 - what a record has
    *, unit: Unit, found_on: dt.date, text: str, cause: str, remedy: str, due_on: dt.date, by: User, form_key: UUID
) -> Shortcoming:
    """Put a shortcoming of `unit` on record and have its remedy owed by `due_on`; one form sent twice makes one."""
    existing = Shortcoming.objects.filter(form_key=form_key).first()
    if existing:
        return existing
    row = Shortcoming.objects.create(
        unit=unit,
        found_by=finder(by, unit),
        found_on=found_on,
        text=text,
        cause=cause,
        remedy=remedy,
        due_on=due_on,
        recorded_by=by,
        form_key=form_key,
    )
    debt = books.Debt(
        unit_id=unit.pk,
        kind=ObligationKind.REMEDY,
        subject=row,
        title=remedy,
        source_line=f"Tồn tại, hạn chế phát hiện ngày {found_on:%d/%m/%Y}: {text}",
        due_on=due_on,
    )
    books.owe([debt], asked_by=row.found_by_id, origin=row, on=found_on)
    audit("shortcoming", by=by, on=row, unit=unit, text=f"Ghi tồn tại, hạn chế: {row}")
    people = recipients.people_of([unit.pk]).get(unit.pk, [])
    told = [user for user in people if user != by]
    url, note = row.get_absolute_url(), f"Hạn {due_on:%d/%m/%Y}. {remedy}"
    tell(told, f"Cần khắc phục: {row}", kind=NoticeKind.ASSIGNED, url=url, unit=unit, note=note, by=by)
    return row


def finder(user: User, unit: Unit) -> Unit:
    """In whose name the person records it: the nearest unit above that they direct from, else the unit itself.

    Raises PermissionDenied where they may do neither.
    """
    over = [held.unit for held in access.holding(user, Power.DIRECT) if unit.is_under(held.unit)]
    if over:
        return max(over, key=lambda one: len(one.path))
    if any(held.unit_id == unit.pk for held in access.holding(user, Power.WRITE)):
        return unit
    raise PermissionDenied("Vai trò hiện tại không có quyền ghi tồn tại, hạn chế của đơn vị này.")


def remedies(rows: list[Shortcoming]) -> dict[int, Obligation]:
    """The remedy of each shortcoming (by id) as the ledger has it; the heir's where the unit ended."""
    if not rows:
        return {}

    kind = ContentType.objects.get_for_model(Shortcoming)
    owed = Obligation.objects.filter(subject_type=kind, subject_id__in=[row.pk for row in rows])
    return {one.subject_id: one for one in owed.select_related("unit").order_by("pk")}
