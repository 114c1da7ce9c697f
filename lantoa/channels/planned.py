"""What is to come on channels that no machine serves: planned, changed, cancelled; afterwards logged in the ledger."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels.models import PlannedEvent
from lantoa.ledger.models import Obligation


@transaction.atomic
def save(
    event: PlannedEvent, *, by: User, version: int | None = None, serves: Iterable[Obligation] = ()
) -> PlannedEvent:
    """Plan it for the work that it serves, or change it from the version that the form showed; planned once more with
    the same key, it is the one that is there. Raises EditConflict, PermissionDenied, ValidationError where it was held
    or cancelled meanwhile."""
    access.demand(by, Power.WRITE, event.unit)
    if not event._state.adding:
        _open(event)
        event.save_from(version or 0)
    elif known := _planned_already(event, by):
        return known
    event.obligations.set(serves)
    day = f"{event.on:%d/%m/%Y}"
    record("event_planned", by=by, on=event, unit=event.unit, text=f"Hẹn hoạt động ngày {day}: {event}")
    return event


def _planned_already(event: PlannedEvent, by: User) -> PlannedEvent | None:
    """Keep the new event; or the one that the same form has made."""
    event.created_by = by
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError:
        known = PlannedEvent.objects.filter(key=event.key).first()
        if known is None:
            raise
        if known.unit_id != event.unit_id:
            raise ValidationError("Biểu này đã gửi cho đơn vị khác. Mở biểu mới để thêm tiếp.") from None
        return known
    return None


@transaction.atomic
def cancel(event: PlannedEvent, *, reason: str, by: User) -> None:
    """It does not take place, and why. Raises PermissionDenied, ValidationError where it was held or is cancelled."""
    access.demand(by, Power.WRITE, event.unit)
    if not reason.strip():
        raise ValidationError("Ghi lý do hủy để mọi người biết.")
    _open(event)
    _stand(event, timezone.now(), by, reason.strip())
    text = f"Hủy hoạt động sắp tới: {event}"
    record("event_cancelled", by=by, on=event, unit=event.unit, text=text, detail={"reason": event.cancel_reason})


@transaction.atomic
def restore(event: PlannedEvent, *, by: User) -> None:
    """It takes place after all; nothing where it was not cancelled."""
    access.demand(by, Power.WRITE, event.unit)
    stored = PlannedEvent.objects.select_for_update().get(pk=event.pk)
    if stored.cancelled_at is None:
        return
    _stand(event, None, None, "")
    record("event_restored", by=by, on=event, unit=event.unit, text=f"Khôi phục hoạt động sắp tới: {event}")


def _stand(event: PlannedEvent, at: dt.datetime | None, by: User | None, reason: str) -> None:
    event.cancelled_at, event.cancelled_by, event.cancel_reason = at, by, reason
    event.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])


def log_address(event: PlannedEvent) -> str:
    """The ledger's form with everything that is known of the event; what it logs bears the event's key."""
    audience = f"Đối tượng: {event.audience}" if event.audience else ""
    known = {
        "loai": event.kind,
        "form_key": event.key,
        "unit": event.unit_id,
        "title": event.title,
        "on": f"{event.on:%d/%m/%Y}",
        "people": event.people,
        "place": event.place,
        "text": "\n".join(filter(None, (audience, event.text))),
        "obligations": [row.pk for row in event.obligations.all()],
    }
    told = urlencode({name: value for name, value in known.items() if value}, doseq=True)
    return f"{reverse('activities:new')}?{told}"


def state_of(event: PlannedEvent) -> tuple[str, str]:
    """Its word and tone; of a row `with_held`."""
    if event.cancelled_at:
        return "Đã hủy", "neutral"
    if event.held_id:
        return "Đã tổ chức", "positive"
    return ("Sắp tới", "info") if event.on >= timezone.localdate() else ("Chưa ghi kết quả", "warning")


def _open(event: PlannedEvent) -> None:
    """Hold the stored row. Raises ValidationError unless it is still to be held."""
    row = PlannedEvent.objects.select_for_update(of=("self",)).with_held().get(pk=event.pk)
    if row.held_id:
        raise ValidationError("Hoạt động này đã tổ chức và đã ghi. Sửa ở hoạt động đã ghi.")
    if row.cancelled_at:
        raise ValidationError("Hoạt động này đã hủy. Khôi phục trước khi sửa.")
