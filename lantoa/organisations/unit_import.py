"""Units from a spreadsheet: what it would change, and the change itself once confirmed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Model, TextChoices
from django.db.models.functions import Upper
from django.http import HttpRequest
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.organisations import events
from lantoa.organisations.calling import demand_callable
from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.founding import found
from lantoa.organisations.models import Unit
from lantoa.organisations.sheet import COLUMNS
from lantoa.tabular.pages import ImportPages
from lantoa.tabular.plan import Change, Fault, FieldChange, ImportPlan, Kind
from lantoa.tabular.sheets import Row
from lantoa.vietnamese.dates import parse_date, short_date
from lantoa.vietnamese.text import fold

if TYPE_CHECKING:
    from lantoa.accounts.models import User

_TITLES = {column.key: column.title for column in COLUMNS}
_TEXTS = ("name", "short_name", "area", "symbol", "hotline", "email", "address", "portal_url")
_CHOICES: dict[str, type[TextChoices]] = {"kind": UnitKind, "school_level": SchoolLevel}


@dataclass
class Line:
    """A row understood: `unit` carries the new values, `before` what stood (None: the unit is new)."""

    row: Row
    unit: Unit
    before: Unit | None
    fields: tuple[FieldChange, ...] = ()


class UnitImporter:
    """For one administrator: they can bring in only what they could do by hand. A move or a legal change of name is
    a change of organisation with a day and a decision, so the file cannot do it."""

    kind = "units"
    columns = COLUMNS

    def __init__(self, by: "User") -> None:
        self.by = by

    def plan(self, rows: Sequence[Row]) -> ImportPlan:
        self.faults: list[Fault] = []
        codes = {row.get(key).upper() for row in rows for key in ("code", "parent")}
        known = Unit.objects.alias(plain_code=Upper("code")).filter(plain_code__in=codes).select_related("parent")
        self.known = {unit.code.lower(): unit for unit in known}
        self.editable = Unit.objects.in_bulk([unit.pk for unit in self.known.values()])
        self.fresh: dict[str, Unit] = {}
        lines = [line for row in rows if (line := self._line(row))]
        for line in lines:
            self._place(line)
        self._check_rings(lines)
        return ImportPlan(tuple(map(_change, lines)), tuple(sorted(self.faults, key=lambda one: one.row)))

    def apply(self, plan: ImportPlan, *, by: Model) -> None:
        """Found the new units at once, save the changed ones, put each on record."""
        lines: list[Line] = [change.payload for change in plan.changes if change.kind is not Kind.UNCHANGED]
        found([line.unit for line in lines if line.before is None])
        for line in lines:
            if line.before is not None:
                line.unit.correct_name(line.unit.name)
                line.unit.save()
            verb = "Thêm" if line.before is None else "Sửa"
            text = f"{verb} {line.unit.name} từ bảng tính"
            events.tell(events.Change("unit_imported", text, self.by, line.unit, line.unit))

    def _fault(self, row: Row, key: str, reason: str) -> None:
        self.faults.append(Fault(row.number, _TITLES[key], row.get(key), reason))

    def _line(self, row: Row) -> Line | None:
        code = row.get("code").lower()
        if not code:
            self._fault(row, "code", "Ghi mã đơn vị.")
            return None
        if code in self.fresh:
            self._fault(row, "code", "Mã này đã có ở dòng trên; giữ lại một dòng.")
            return None
        before = self.known.get(code)
        unit = self.editable[before.pk] if before else Unit(code=row.get("code"))
        self.fresh[code] = unit
        self._fill(row, unit, before)
        self._check(row, unit)
        if before is None or unit.hotline != before.hotline:
            self._check_hotline(row, unit)
        return Line(row, unit, before, _differences(before, unit))

    def _fill(self, row: Row, unit: Unit, before: Unit | None) -> None:
        for key in _TEXTS:
            setattr(unit, key, row.instead_of(key, getattr(unit, key)))
        for key, choices in _CHOICES.items():
            typed = row.instead_of(key, "")
            labels = {fold(str(label)): value for value, label in choices.choices}
            value = labels.get(fold(typed))
            if typed and value is None:
                self._fault(row, key, f"Ghi một trong: {'; '.join(map(str, choices.labels))}.")
            elif typed:
                setattr(unit, key, value)
        if before is None:
            unit.valid_from = self._begin(row)

    def _begin(self, row: Row) -> dt.date:
        try:
            return parse_date(row.get("valid_from")) if row.get("valid_from") else timezone.localdate()
        except ValueError as fault:
            self._fault(row, "valid_from", str(fault))
            return timezone.localdate()

    def _check(self, row: Row, unit: Unit) -> None:
        try:
            unit.clean_fields(exclude=["parent", "path", "folded", "name_key", "sort_key"])
        except ValidationError as fault:
            for key, reasons in fault.message_dict.items():
                self._fault(row, key if key in _TITLES else "code", " ".join(reasons))

    def _check_hotline(self, row: Row, unit: Unit) -> None:
        try:
            demand_callable(unit.hotline)
        except ValidationError as fault:
            self._fault(row, "hotline", fault.messages[0])

    def _place(self, line: Line) -> None:
        """The unit above: it stands already, or stands in the file; the person administers it."""
        typed = line.row.get("parent").lower()
        above = self.fresh.get(typed) or self.known.get(typed) if typed else None
        if typed and above is None:
            self._fault(line.row, "parent", "Không có đơn vị mang mã này; thêm đơn vị đó vào bảng hoặc sửa mã.")
        elif line.before is not None:
            self._check_same_place(line, above)
        elif above is None:
            self._fault(line.row, "parent", "Đơn vị mới cần mã đơn vị cấp trên.")
        else:
            line.unit.parent = above
            if above.pk and not access.may(self.by, Power.ADMINISTER, above):
                self._fault(line.row, "parent", "Đơn vị cấp trên này ở ngoài phạm vi quản trị.")

    def _check_same_place(self, line: Line, above: Unit | None) -> None:
        assert line.before is not None
        if not access.may(self.by, Power.ADMINISTER, line.before.parent or line.before):
            self._fault(line.row, "code", "Đơn vị này ở ngoài phạm vi quản trị.")
        if above is not None and above.pk != line.before.parent_id:
            reason = "Chuyển đơn vị cấp trên cần ngày và quyết định: dùng “Thay đổi tổ chức” ở trang đơn vị."
            self._fault(line.row, "parent", reason)

    def _check_rings(self, lines: list[Line]) -> None:
        for line in lines:
            seen, above = {id(line.unit)}, line.unit.parent
            while above is not None and id(above) not in seen:
                seen.add(id(above))
                above = above.parent if above.pk is None else None
            if above is not None:
                line.unit.parent = None
                self._fault(line.row, "parent", "Các đơn vị mới này là cấp trên của nhau; sửa mã đơn vị cấp trên.")


def _differences(before: Unit | None, unit: Unit) -> tuple[FieldChange, ...]:
    keys = (*_TEXTS, *_CHOICES)
    pairs = [(key, _shown(before, key) if before else "", _shown(unit, key)) for key in keys]
    return tuple(FieldChange(_TITLES[key], old, new) for key, old, new in pairs if old != new)


def _shown(unit: Unit, key: str) -> str:
    value = str(getattr(unit, key))
    return str(_CHOICES[key](value).label) if key in _CHOICES and value in _CHOICES[key].values else value


def _change(line: Line) -> Change:
    above = line.unit.parent
    notes = (f"Thuộc {above.name}, từ {short_date(line.unit.valid_from)}",) if above and line.before is None else ()
    kind = Kind.NEW if line.before is None else Kind.CHANGED if line.fields else Kind.UNCHANGED
    return Change(line.row.number, f"{line.unit.name} ({line.unit.code})", kind, line.fields, notes, payload=line)


def _importer(request: HttpRequest) -> UnitImporter:
    access.demand_somewhere(request.user, Power.ADMINISTER)  # type: ignore[arg-type]  # nobody else comes here
    return UnitImporter(request.user)  # type: ignore[arg-type]


PAGES = ImportPages(
    importer=_importer,
    app="organisations",
    name="unit_import",
    title="Nhập đơn vị từ bảng tính",
    noun="đơn vị",
    lead="Thêm đơn vị hoặc sửa thông tin nhiều đơn vị một lần.",
    back="organisations:list",
    back_label="Về danh sách đơn vị",
)
