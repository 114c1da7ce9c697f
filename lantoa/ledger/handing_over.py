"""A page of the books (`ledger.books`): what a unit that ends still owes goes to its heirs, and back where that was a
mistake. Work is owed once, and no work is lost: where an heir was excused from its own share, it owes the ended unit's.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from lantoa.ledger import claims_ending, sharing
from lantoa.ledger.books import BATCH, EXCUSED, change, locked, remember
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation, ObligationEvent

_CARRIED = ("starts_on", "due_on", "rhythm", "expected")
_TAKEN_UP = "taken_up"  # the event of an heir's own excused line that the ended unit's work opened again


@transaction.atomic
def hand_over(from_unit_id: int, to_unit_ids: Iterable[int], *, reason: str, by: Any) -> int:
    """What a unit that ends still owes goes to its heirs; the old line leaves the denominator with the reason.

    An heir that owes or did the same keeps its line; one that was excused from it owes it again, as the ended unit did.
    How many lines the heirs owe more.
    """
    pending = locked(Obligation.objects.filter(unit_id=from_unit_id).pending())
    kept = sharing.led_by_others(pending)
    opened: list[Obligation] = []
    taken_up: list[Obligation] = []
    for heir in to_unit_ids:
        lines = {_key(row): row for row in locked(Obligation.objects.filter(unit_id=heir))} if pending else {}
        opened += [_copy_for(row, heir, kept.get(row.pk)) for row in pending if _key(row) not in lines]
        taken_up += [_as_with(row, lines[_key(row)]) for row in pending if _is_excused(lines.get(_key(row)))]
    Obligation.objects.bulk_create(opened, batch_size=BATCH)
    Obligation.objects.bulk_update(taken_up, [*_CARRIED, "state", "reason", "handed_from"], batch_size=BATCH)
    change(pending, state=ObligationState.EXCLUDED, reason=reason.strip()[:300])
    claims_ending.close_open(pending, reason.strip())
    remember(pending, what="handed_over", by=by, text=reason)
    remember(opened, what="taken_over", by=by, text=reason)
    remember(taken_up, what=_TAKEN_UP, by=by, text=f"Mở lại: {reason}")
    return len(opened) + len(taken_up)


@transaction.atomic
def take_back(from_unit_id: int, to_unit_ids: Iterable[int], *, by: Any) -> int:
    """Undo `hand_over`: the heirs' lines go, or are excused as before, the old ones are open again; how many were.

    Raises ValidationError where an heir has done or written something of it already: that would be lost.
    """
    originals = locked(Obligation.objects.filter(unit_id=from_unit_id).left_by_handing_over())
    held = Obligation.objects.filter(handed_from__in=originals, unit_id__in=list(to_unit_ids))
    if held.done().exists():
        raise ValidationError("Đơn vị nhận đã làm xong việc được chuyển giao nên không thể hoàn tác.")
    reopened = held.filter(events__what=_TAKEN_UP).distinct()
    copies = held.exclude(pk__in=reopened.values("pk"))
    if copies.filter(Q(served__isnull=False) | Q(claims__isnull=False) | Q(comments__isnull=False)).exists():
        raise ValidationError(
            "Đơn vị nhận đã ghi kết quả hoặc trao đổi về việc được chuyển giao nên không thể hoàn tác."
        )
    lines: dict[int | None, list[Obligation]] = {}
    for line in held.order_by("pk"):
        lines.setdefault(line.handed_from_id, []).append(line)
    for row in originals:
        _as_with_the_heirs(row, lines.get(row.pk, []))
    copies.delete()
    _excuse_again(list(reopened), by=by)
    Obligation.objects.bulk_update(originals, [*_CARRIED, "state", "reason"], batch_size=BATCH)
    remember(originals, what="restored", by=by, text="Nhận lại từ đơn vị đã chuyển giao")
    return len(originals)


def _as_with_the_heirs(row: Obligation, lines: list[Obligation]) -> None:
    """The line as it stands with those who carried it: its days as they were set meanwhile, excused where all were."""
    for name in _CARRIED if lines else ():
        setattr(row, name, getattr(lines[0], name))
    if lines and all(_is_excused(line) for line in lines):
        row.reason = lines[0].reason
    else:
        row.state = ObligationState.OPEN if row.due_on else ObligationState.WAITING
        row.reason = ""


def _excuse_again(lines: list[Obligation], *, by: Any) -> None:
    """The heirs' own lines, for the reason that each was excused for before the ended unit's work opened it."""
    before = _reasons_before(lines)
    for line in lines:
        if not _is_excused(line):
            line.state, line.reason = ObligationState.EXCLUDED, before[line.pk]
        line.handed_from = None
    Obligation.objects.bulk_update(lines, ["state", "reason", "handed_from"], batch_size=BATCH)
    claims_ending.close_open(lines, "Việc được trả lại đơn vị đã chuyển giao.")
    for reason in {line.reason for line in lines}:
        rows = [line for line in lines if line.reason == reason]
        remember(rows, what="excluded", by=by, text=f"{EXCUSED}{reason}")


def _reasons_before(lines: list[Obligation]) -> dict[int, str]:
    """Why each line was excused when it was taken up, as its history tells."""
    last: dict[int, str] = {}
    reasons: dict[int, str] = {}
    told = ObligationEvent.objects.filter(obligation__in=lines, what__in=["excluded", "handed_over", _TAKEN_UP])
    for event in told.order_by("pk"):
        if event.what == _TAKEN_UP:
            reasons[event.obligation_id] = last[event.obligation_id]
        else:
            last[event.obligation_id] = event.text.removeprefix(EXCUSED)
    return reasons


def _is_excused(line: Obligation | None) -> bool:
    return line is not None and line.state == ObligationState.EXCLUDED


def _key(row: Obligation) -> tuple[int, int, str, str]:
    return row.subject_type_id, row.subject_id, row.kind, row.part


def _as_with(row: Obligation, line: Obligation) -> Obligation:
    """The heir's own line, owed as the ended unit owed it."""
    for name in (*_CARRIED, "state"):
        setattr(line, name, getattr(row, name))
    line.reason, line.handed_from = "", row
    return line


def _copy_for(row: Obligation, unit_id: int, lead: int | None) -> Obligation:
    own = ("id", "unit_id", "handed_from_id", "met_with_id")
    copied = [field.attname for field in Obligation._meta.concrete_fields if field.attname not in own]
    return Obligation(
        unit_id=unit_id, handed_from=row, met_with_id=lead, **{name: getattr(row, name) for name in copied}
    )
