"""Changes of organisation: sáp nhập, hợp nhất, chia, tách, đổi tên, chuyển, giải thể.

Each act is one transaction: it checks, changes units and places, writes `Succession` rows and tells `events`. Rules:
a change is recorded once its day has come, in the order of days; a unit ends once; the units under one that ends must
be placed somewhere, which is asked, never guessed. ValidationError carries one Vietnamese sentence a fault.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.organisations import events
from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.models import Succession, Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User

# For each child of an ending unit the unit it goes to, or None: it ends too. A single unit takes all of them.
Placing = Mapping[int, Unit | None] | Unit | None


class Recorder:
    """Collects the rows of one act and, at its end, tells the rooms above."""

    def __init__(self, kind: SuccessionKind, on: dt.date, decision: str, by: "User | None") -> None:
        self.kind, self.on, self.decision, self.by = kind, on, decision.strip(), by
        self.act = uuid.uuid4()
        self.rows: list[Succession] = []

    def add(self, unit: Unit, to: Unit | None, kind: SuccessionKind | None = None, note: str = "") -> None:
        self.rows.append(
            Succession.objects.create(
                from_unit=unit,
                to_unit=to,
                kind=kind or self.kind,
                on=self.on,
                decision=self.decision,
                note=note[:300],
                act=self.act,
                recorded_by=self.by,
            )
        )

    def done(self) -> list[Succession]:
        act = events.Act(self.act, self.kind, self.on, self.rows, self.by)
        events.tell_act(act)
        for row in self.rows:
            events.tell(events.Change(f"unit_{row.kind}", sentence(row), self.by, row.from_unit, row.from_unit))
        return self.rows


def merge_into(
    units: Sequence[Unit],
    into: Unit,
    *,
    on: dt.date,
    decision: str,
    by: "User | None",
    children: Placing = None,
) -> list[Succession]:
    """`units` end and `into`, which goes on, carries their work (sáp nhập)."""
    with transaction.atomic():
        _check_day(on)
        _check_ending(units, on, children)
        _check_heir(into, units, on)
        recorder = Recorder(SuccessionKind.MERGE_INTO, on, decision, by)
        _end(units, [into], recorder, children)
        return recorder.done()


def consolidate(
    units: Sequence[Unit],
    new: Unit,
    *,
    on: dt.date,
    decision: str,
    by: "User | None",
    children: Placing = None,
) -> list[Succession]:
    """`units` end and become one new unit, given unsaved (hợp nhất). `children` may name `new`."""
    with transaction.atomic():
        _check_day(on)
        if len(units) < 2:
            raise ValidationError("Hợp nhất cần ít nhất hai đơn vị. Một đơn vị đổi thành tên khác là đổi tên.")
        _check_ending(units, on, children)
        _begin(new, on, ending=units)
        recorder = Recorder(SuccessionKind.CONSOLIDATE, on, decision, by)
        _end(units, [new], recorder, children)
        return recorder.done()


def split(
    unit: Unit,
    parts: Sequence[Unit],
    *,
    on: dt.date,
    decision: str,
    by: "User | None",
    children: Placing = None,
    stays: bool = False,
) -> list[Succession]:
    """New units, given unsaved, come out of `unit`, which ends (chia) or goes on beside them (tách: `stays`)."""
    with transaction.atomic():
        _check_day(on)
        if len(parts) < (1 if stays else 2):
            raise ValidationError("Chia cần ít nhất hai đơn vị mới; tách cần ít nhất một đơn vị mới.")
        _check_ending([unit], on, children, stays=stays)
        for part in parts:
            _begin(part, on, ending=() if stays else [unit])
        recorder = Recorder(SuccessionKind.SPLIT, on, decision, by)
        if stays:
            for part in parts:
                recorder.add(unit, part)
            _place_children(unit, [], recorder, children)
        else:
            _end([unit], parts, recorder, children)
        return recorder.done()


def rename(
    unit: Unit, name: str, *, on: dt.date, decision: str, by: "User | None", short_name: str | None = None
) -> list[Succession]:
    """`unit` bears another name from `on`; it stays the same unit."""
    with transaction.atomic():
        _check_day(on)
        _check_alive([unit], on)
        if not name.strip():
            raise ValidationError("Nhập tên mới của đơn vị.")
        if name.strip() == unit.name:
            raise ValidationError("Tên mới giống tên đang dùng.")
        old = unit.name
        unit.rename(name, on=on, short_name=short_name)
        recorder = Recorder(SuccessionKind.RENAME, on, decision, by)
        recorder.add(unit, unit, note=f"{old} → {unit.name}")
        return recorder.done()


def move(unit: Unit, parent: Unit, *, on: dt.date, decision: str, by: "User | None") -> list[Succession]:
    """`unit`, with everything below it, stands under `parent` from `on`."""
    with transaction.atomic():
        _check_day(on)
        _check_alive([unit], on)
        if unit.parent_id == parent.pk:
            raise ValidationError(f"{unit.name} đang thuộc {parent.name}. Chọn đơn vị cấp trên khác.")
        recorder = Recorder(SuccessionKind.MOVE, on, decision, by)
        _move(unit, parent, recorder)
        return recorder.done()


def dissolve(
    units: Sequence[Unit], *, on: dt.date, decision: str, by: "User | None", children: Placing = None
) -> list[Succession]:
    """`units` end and nobody carries their work on (giải thể)."""
    with transaction.atomic():
        _check_day(on)
        _check_ending(units, on, children)
        recorder = Recorder(SuccessionKind.DISSOLVE, on, decision, by)
        _end(units, [], recorder, children)
        return recorder.done()


def unplaced_children(units: Iterable[Unit], on: dt.date) -> list[Unit]:
    """The units that stand directly under `units` on `on` and do not end with them: someone must say where they go."""
    ending = {unit.pk for unit in units}
    below = Unit.objects.valid_on(on).filter(parent__in=ending).exclude(pk__in=ending)
    return list(below.select_related("parent"))


def sentence(row: Succession) -> str:
    """The step in words, for the record and the screen."""
    day = f"từ ngày {row.on:%d/%m/%Y}"
    match row.kind:
        case SuccessionKind.DISSOLVE:
            return f"{row.from_unit.name} giải thể {day}"
        case SuccessionKind.RENAME:
            return f"Đổi tên {day}: {row.note}"
        case SuccessionKind.MOVE:
            return f"{row.from_unit.name} chuyển đơn vị quản lý {day}: {row.note}"
        case SuccessionKind.SPLIT:
            return f"{row.to_unit} được chia, tách từ {row.from_unit.name} {day}"
        case _:
            return f"{row.from_unit.name} {row.get_kind_display()} vào {row.to_unit} {day}"


def _check_day(on: dt.date) -> None:
    if on > timezone.localdate():
        raise ValidationError(
            f"Ngày {on:%d/%m/%Y} chưa đến. Ghi thay đổi này từ ngày có hiệu lực trở đi, để cây đơn vị hôm nay vẫn đúng."
        )


def _check_alive(units: Sequence[Unit], on: dt.date) -> None:
    """Refuse units that ended, began on or after `on`, or changed after it."""
    if not units:
        raise ValidationError("Chọn ít nhất một đơn vị.")
    for unit in units:
        unit.refresh_from_db(fields=["valid_from", "valid_to"])
        if unit.valid_to is not None:
            raise ValidationError(f"{unit.name} đã thôi hoạt động từ ngày {unit.valid_to:%d/%m/%Y}.")
        if unit.valid_from >= on:
            raise ValidationError(f"{unit.name} hoạt động từ {unit.valid_from:%d/%m/%Y}. Chọn ngày sau đó.")
    later = Succession.objects.filter(from_unit__in=units, on__gt=on).select_related("from_unit").first()
    if later:
        raise ValidationError(
            f"{later.from_unit.name} đã có thay đổi ngày {later.on:%d/%m/%Y}. Ghi các thay đổi theo thứ tự ngày."
        )


def _check_ending(units: Sequence[Unit], on: dt.date, children: Placing, *, stays: bool = False) -> None:
    if len({unit.pk for unit in units}) < len(units):
        raise ValidationError("Một đơn vị được chọn hai lần.")
    _check_alive(units, on)
    if stays or isinstance(children, Unit):
        return
    placed = children or {}
    lost = [child.name for child in unplaced_children(units, on) if child.pk not in placed]
    if lost:
        named = ", ".join(lost[:5]) + (f" và {len(lost) - 5} đơn vị khác" if len(lost) > 5 else "")
        raise ValidationError(f"Cần nói các đơn vị cấp dưới sau đây về đâu: {named}.")


def _check_heir(into: Unit, units: Sequence[Unit], on: dt.date) -> None:
    if into.pk in {unit.pk for unit in units}:
        raise ValidationError(f"{into.name} không thể sáp nhập vào chính nó.")
    if not into.is_valid_on(on):
        raise ValidationError(f"{into.name} không hoạt động vào ngày {on:%d/%m/%Y}.")
    above = next((unit for unit in units if into.is_under(unit)), None)
    if above:
        raise ValidationError(f"{into.name} đang thuộc {above.name}. Chuyển đơn vị nhận ra ngoài trước khi sáp nhập.")


def _begin(new: Unit, on: dt.date, ending: Sequence[Unit]) -> None:
    if new.parent is not None and any(new.parent.is_under(unit) for unit in ending):
        raise ValidationError(f"{new.name} không thể đặt dưới đơn vị sắp thôi hoạt động.")
    if new.parent is not None and not new.parent.is_valid_on(on):
        raise ValidationError(f"{new.parent.name} không hoạt động vào ngày {on:%d/%m/%Y}.")
    new.valid_from = on
    new.full_clean(exclude=["path", "folded", "name_key", "sort_key"])
    new.save()


def _end(units: Sequence[Unit], heirs: Sequence[Unit], recorder: Recorder, children: Placing) -> None:
    """Place the children, write the rows, close the units, the deepest first."""
    for unit in sorted(units, key=lambda one: len(one.ancestor_ids()), reverse=True):
        _place_children(unit, units, recorder, children)
        for heir in heirs:
            recorder.add(unit, heir)
        if not heirs:
            recorder.add(unit, None)
        unit.close(on=recorder.on)


def _place_children(unit: Unit, ending: Sequence[Unit], recorder: Recorder, children: Placing) -> None:
    """Move the units under `unit` as asked; where it stays, those not named stay with it."""
    ends = {one.pk for one in ending}
    for child in Unit.objects.valid_on(recorder.on).filter(parent=unit).exclude(pk__in=ends):
        if isinstance(children, Unit):
            target: Unit | None = children
        elif children is not None and child.pk in children:
            target = children[child.pk]
        else:
            continue
        if target is None:
            _end_childless(child, recorder)
        elif target.pk != unit.pk:
            _move(child, target, recorder)


def _end_childless(child: Unit, recorder: Recorder) -> None:
    _check_alive([child], recorder.on)
    if unplaced_children([child], recorder.on):
        raise ValidationError(f"{child.name} còn đơn vị cấp dưới: ghi riêng việc giải thể đơn vị này trước.")
    recorder.add(child, None, SuccessionKind.DISSOLVE)
    child.close(on=recorder.on)


def _move(unit: Unit, parent: Unit, recorder: Recorder) -> None:
    was = unit.parent.name if unit.parent else "cấp cao nhất"
    unit.move_to(parent, on=recorder.on)
    recorder.add(unit, unit, SuccessionKind.MOVE, note=f"{was} → {parent.name}")
