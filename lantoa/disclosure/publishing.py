"""Putting on record that something was made public, and taking such a record back; keeping the list itself."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.ledger import evidence
from lantoa.legal.models import LegalDocument
from lantoa.organisations.models import Unit


@transaction.atomic
def publish(  # noqa: PLR0913 - the three ways of showing where, one of which is given
    item: DisclosureItem,
    unit: Unit,
    *,
    on: dt.date,
    title: str,
    by: User,
    link: str = "",
    document: LegalDocument | None = None,
    file: "UploadedFile[Any] | None" = None,
) -> Disclosed:
    """The unit made the item public on a day. Raises ValidationError, PermissionDenied."""
    access.demand(by, Power.KEEP, unit)
    if sum(map(bool, (link, document, file))) != 1:
        raise ValidationError("Cho biết bản công khai ở đâu: một đường dẫn, hoặc một tài liệu tủ sách, hoặc một tệp.")
    if on > timezone.localdate():
        raise ValidationError({"on": "Ngày công khai chưa đến."})
    row = Disclosed(item=item, unit=unit, on=on, title=title, link=link, document=document, added_by=by)
    if file:
        kept = evidence.take(file)
        row.file_name, row.file_type = kept.name, kept.content_type
        row.file.save("file", kept.content, save=False)
    row.save()
    record("disclosed", by=by, on=row, unit=unit, text=f"Công khai “{item.title}” ngày {on:%d/%m/%Y}: {title}")
    return row


@transaction.atomic
def withdraw(row: Disclosed, *, reason: str, by: User) -> None:
    """Take a record back, with a reason. Raises ValidationError while it must stay public, but for a slip of the same
    day and what a newer one has replaced."""
    access.demand(by, Power.KEEP, row.unit)
    reason = reason.replace("\0", " ").strip()[:300]
    if not reason:
        raise ValidationError("Ghi lý do thôi công khai.")
    newer = Disclosed.objects.standing().filter(item=row.item, unit=row.unit, on__gt=row.on).exists()
    is_slip = timezone.localdate(row.added_at) == timezone.localdate()
    if row.must_stay and not newer and not is_slip:
        raise ValidationError(f"Bản này phải giữ công khai đến {row.stays_until:%d/%m/%Y}.")
    row.withdrawn_at, row.withdrawn_why = timezone.now(), reason
    row.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record("disclosed_withdrawn", by=by, on=row, unit=row.unit, text=f"Thôi công khai “{row.title}”: {reason}")


@transaction.atomic
def retire(item: DisclosureItem, *, by: User) -> None:
    """The item is asked no more; what was made public stays to be read."""
    access.demand(by, Power.DIRECT, item.owner)
    item.retired_at = None if item.retired_at else timezone.now()
    item.save(update_fields=["retired_at"])
    verb = "Thôi yêu cầu" if item.retired_at else "Yêu cầu lại"
    record("disclosure_item_retired", by=by, on=item, unit=item.owner, text=f"{verb} công khai “{item.title}”")
