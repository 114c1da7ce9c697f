"""Taking a mistaken change of organisation back, as long as nothing rests on it."""

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError

from lantoa.organisations import events
from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.models import Placement, Succession, Unit
from lantoa.organisations.succession import sentence

if TYPE_CHECKING:
    from lantoa.accounts.models import User


def undo(act: uuid.UUID, *, by: "User | None") -> None:
    """Put units back as they stood before the act.

    Refused (ValidationError) where a unit of the act has changed again since, or where something already belongs to a
    unit that the act made: that would be lost.
    """
    with transaction.atomic():
        rows = list(Succession.objects.filter(act=act).select_related("from_unit", "to_unit").order_by("-pk"))
        if not rows:
            raise ValidationError("Thay đổi này đã được hoàn tác.")
        _check_nothing_since(rows)
        events.tell_undo(events.Act(act, rows[-1].kind, rows[0].on, rows, by))
        for row in rows:
            text = f"Hoàn tác: {sentence(row)}"
            events.tell(events.Change("succession_undone", text, by, row.from_unit, row.from_unit))
        _reopen(rows)
        for row in rows:
            _take_back(row)
        Succession.objects.filter(act=act).delete()
        _remove_new_units(rows)


def can_undo(act: uuid.UUID) -> bool:
    """Whether no unit of the act has changed since (something may still hold a new unit back)."""
    rows = list(Succession.objects.filter(act=act))
    try:
        _check_nothing_since(rows)
    except ValidationError:
        return False
    return bool(rows)


def _units(rows: list[Succession]) -> set[int]:
    return {pk for row in rows for pk in (row.from_unit_id, row.to_unit_id) if pk is not None}


def _check_nothing_since(rows: list[Succession]) -> None:
    units, last = _units(rows), max((row.pk for row in rows), default=0)
    touching = Q(from_unit__in=units) | Q(to_unit__in=units)
    later = Succession.objects.filter(touching, pk__gt=last).select_related("from_unit").first()
    if later:
        raise ValidationError(f"Sau đó đã có thay đổi khác: {sentence(later)}. Hoàn tác thay đổi ấy trước.")


def _reopen(rows: list[Succession]) -> None:
    for unit in {row.from_unit for row in rows}:
        unit.refresh_from_db()
        if unit.valid_to == rows[0].on:
            unit.reopen()


def _take_back(row: Succession) -> None:
    unit = Unit.objects.get(pk=row.from_unit_id)
    match row.kind:
        case SuccessionKind.MOVE:
            before = Placement.objects.filter(unit=unit, valid_to=row.on).select_related("parent").first()
            if before is not None:
                unit.move_to(before.parent, on=row.on)
        case SuccessionKind.RENAME:
            unit.names.filter(valid_from=row.on).delete()
            earlier = unit.names.order_by("-valid_from").first()
            if earlier is not None:
                unit.name, unit.short_name = earlier.name, earlier.short_name
                unit.save(update_fields=["name", "short_name"])


def _remove_new_units(rows: list[Succession]) -> None:
    begun = {SuccessionKind.CONSOLIDATE, SuccessionKind.SPLIT}
    for unit in {row.to_unit for row in rows if row.kind in begun and row.to_unit is not None}:
        try:
            unit.delete()
        except (ProtectedError, RestrictedError) as held:
            raise ValidationError(
                f"Đã có dữ liệu của {unit.name} (người dùng, kế hoạch, việc phải làm …), nên không hoàn tác được nữa. "
                "Ghi một thay đổi mới để sửa."
            ) from held
