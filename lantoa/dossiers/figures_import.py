"""Figures of many units and months from a spreadsheet: what it would change, and the change itself once confirmed."""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from typing import cast

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.edits import EditConflict
from lantoa.dossiers import checking, entering, months
from lantoa.dossiers.models import FIGURES, DossierFigures
from lantoa.dossiers.sheet import BLANKS, IMPORT_COLUMNS
from lantoa.organisations.finding import find_unit
from lantoa.organisations.models import Unit
from lantoa.tabular.pages import ImportPages
from lantoa.tabular.plan import Change, Fault, FieldChange, ImportPlan, Kind
from lantoa.tabular.sheets import Row
from lantoa.vietnamese.numbers import NumberError, parse_number
from lantoa.vietnamese.text import fold

_TITLES = {column.key: column.title for column in IMPORT_COLUMNS}
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})(?:-\d{1,2})?(?: .*)?", re.IGNORECASE)
_YES = {"co", "x", "1", "dung"}
Key = tuple[int, dt.date, str]


@dataclasses.dataclass(slots=True)
class Line:
    """A row as it is understood; `old` is what is on record."""

    row: Row
    unit: Unit | None = None
    month: dt.date | None = None
    field: str = ""
    is_nil: bool = False
    values: dict[str, int] = dataclasses.field(default_factory=dict)
    old: DossierFigures | None = None
    faults: list[Fault] = dataclasses.field(default_factory=list)

    def bad(self, column: str, reason: str) -> None:
        self.faults.append(Fault(self.row.number, _TITLES[column], self.row.get(column), reason))

    @property
    def key(self) -> Key | None:
        return (self.unit.pk, self.month, self.field) if self.unit and self.month else None

    @property
    def changed(self) -> list[str]:
        if self.old is None:
            return list(FIGURES)
        before = self.old.values()
        return [name for name in FIGURES if before[name] != self.values[name]]

    @property
    def is_same(self) -> bool:
        return self.old is not None and not self.changed and self.old.is_nil == self.is_nil


class FiguresImporter:
    """For whoever keeps the figures of units: rows of other units are refused."""

    kind = "dossier_figures"
    columns = IMPORT_COLUMNS

    def __init__(self, by: User) -> None:
        self.by = by

    def plan(self, rows: Sequence[Row]) -> ImportPlan:
        units = Unit.objects.filter(access.within(self.by, Power.KEEP))
        known: dict[str, Unit | str] = {}
        lines = [_named(row, known, units) for row in rows]
        _find_old(lines)
        for line in lines:
            _read_figures(line)
            _check_against_old(line)
        _check_together(lines)
        faults = sorted((fault for line in lines for fault in line.faults), key=lambda one: one.row)
        return ImportPlan(tuple(_change(line) for line in lines if line.key), tuple(faults))

    def apply(self, plan: ImportPlan, *, by: Model) -> None:
        """Enter and correct, the earlier months first."""
        lines = [cast("Line", one.payload) for one in plan.changes if one.kind is not Kind.UNCHANGED]
        for line in sorted(lines, key=lambda one: one.month or dt.date.min):
            assert line.unit
            assert line.month
            if line.old is not None:
                self._correct(line, line.old)
            elif line.is_nil:
                entering.say_nil(line.unit, line.month, by=self.by)
            else:
                entering.enter(line.unit, line.month, line.values, by=self.by, field=line.field, is_imported=True)

    def _correct(self, line: Line, old: DossierFigures) -> None:
        try:
            entering.correct(old, line.values, version=old.version, reason=line.row.get("reason"), by=self.by)
        except EditConflict as conflict:
            raise ValidationError(str(conflict)) from conflict


def _named(row: Row, known: dict[str, Unit | str], units: object) -> Line:
    """Which unit, month and field the row is about."""
    line = Line(row, field=row.get("field")[:150], is_nil=fold(row.get("nil")) in _YES)
    _read_unit(line, known, units)
    _read_month(line)
    return line


def _read_figures(line: Line) -> None:
    """Its figures: a cell left empty keeps what is on record, and is 0 where nothing is."""
    if line.old and line.old.is_nil and not any(line.row.get(name) for name in FIGURES):
        line.is_nil = True
    kept = line.old.values() if line.old and not line.is_nil else entering.NOTHING
    line.values = {name: _number(line, name, kept[name]) for name in FIGURES}
    if line.is_nil and any(line.values.values()):
        line.bad("nil", "Ghi “Không phát sinh” nhưng vẫn có số. Bỏ chữ “có”, hoặc xóa các số của dòng này.")
    elif not line.is_nil and line.old is None and not line.row.get("received"):
        line.bad("received", "Ghi số hồ sơ tiếp nhận; nếu tháng không có hồ sơ, ghi “có” ở cột Không phát sinh.")
    if not line.faults:
        for name, sentence in checking.faults_of(line.values):
            line.bad(name, sentence)


def _read_unit(line: Line, known: dict[str, Unit | str], units: object) -> None:
    typed = line.row.get("unit")
    if typed not in known:
        try:
            known[typed] = find_unit(typed, units) if typed else "Ghi mã đơn vị."  # type: ignore[arg-type]
        except ValidationError as fault:
            known[typed] = f"{fault.messages[0]} Chỉ nhập được cho đơn vị mình và đơn vị bên dưới."
    found = known[typed]
    if isinstance(found, str):
        line.bad("unit", found)
    else:
        line.unit = found


def _read_month(line: Line) -> None:
    found = _MONTH.fullmatch(line.row.get("month").strip())
    month, year = (found[1] or found[4], found[2] or found[3]) if found else ("0", "0")
    line.month = months.month_of(int(year), int(month))
    if line.month is None:
        line.bad("month", "Ghi tháng và năm, ví dụ 10/2026.")
    elif line.unit and (said := entering.day_fault(line.unit, line.month, timezone.localdate())):
        line.bad("month", said)


def _number(line: Line, name: str, kept: int) -> int:
    typed = line.row.get(name)
    if not typed:
        return kept
    try:
        number = parse_number(typed)
    except NumberError as fault:
        line.bad(name, str(fault))
        return 0
    if number != int(number) or not 0 <= number <= 9_999_999:
        line.bad(name, "Ghi một số nguyên không âm.")
        return 0
    return int(number)


def _find_old(lines: Sequence[Line]) -> None:
    """What is on record for the rows, in one query."""
    keys = {line.key for line in lines if line.key}
    units, wanted = {key[0] for key in keys}, {key[1] for key in keys}
    rows = DossierFigures.objects.filter(unit__in=units, month__in=wanted).select_related("unit")
    found = {(row.unit_id, row.month, row.field): row for row in rows}
    for line in lines:
        line.old = found.get(line.key) if line.key else None


def _check_against_old(line: Line) -> None:
    if line.old is None:
        return
    if not line.faults and not line.is_same and not line.row.get("reason"):
        line.bad("reason", "Tháng này đã có số liệu khác. Ghi lý do đính chính, hoặc bỏ dòng này.")
    if line.is_nil and not line.old.is_nil:
        line.bad("nil", "Tháng này đã nhập số. Xóa số liệu đó trên trang của tháng trước khi ghi không phát sinh.")


def _check_together(lines: Sequence[Line]) -> None:
    """Twins in the file, whole beside fields, and what months carry over to each other."""
    seen: dict[Key, Line] = {}
    for line in lines:
        if line.key is None:
            continue
        first = seen.setdefault(line.key, line)
        if first is not line:
            line.bad("month", f"Trùng đơn vị, tháng, lĩnh vực với dòng {first.row.number}; giữ lại một dòng.")
    before = _open_on_record(seen)
    fields = _fields_on_record(seen)
    for key, line in seen.items():
        unit_id, month, name = key
        others = fields.get((unit_id, month), set()) | {one[2] for one in seen if one[:2] == key[:2]}
        if len({bool(one) for one in others | {name}}) > 1:
            line.bad("field", "Một tháng nhập số chung hoặc nhập theo từng lĩnh vực, không nhập cả hai.")
        last = (unit_id, months.previous_month(month), name)
        other = seen.get(last)
        left = _pending(other.values) if other else before.get(last)
        if said := checking.carry_fault(line.values["carried"], left, f"{last[1]:%m/%Y}"):
            line.bad("carried", said)


def _pending(values: dict[str, int]) -> int:
    return values["pending_in_time"] + values["pending_late"]


def _open_on_record(seen: dict[Key, Line]) -> dict[Key, int]:
    wanted = {months.previous_month(key[1]) for key in seen}
    rows = DossierFigures.objects.filter(unit__in={key[0] for key in seen}, month__in=wanted)
    return {(row.unit_id, row.month, row.field): row.pending for row in rows}


def _fields_on_record(seen: dict[Key, Line]) -> dict[tuple[int, dt.date], set[str]]:
    found: dict[tuple[int, dt.date], set[str]] = {}
    rows = DossierFigures.objects.filter(unit__in={key[0] for key in seen}, month__in={key[1] for key in seen})
    for unit_id, month, name in rows.values_list("unit_id", "month", "field"):
        found.setdefault((unit_id, month), set()).add(name)
    return found


def _change(line: Line) -> Change:
    assert line.unit
    assert line.month
    label = f"{line.unit.label}, tháng {line.month:%m/%Y}{f', {line.field}' if line.field else ''}"
    notes = ("Không phát sinh",) if line.is_nil else ()
    if line.is_same:
        return Change(line.row.number, label, Kind.UNCHANGED, payload=line)
    before = line.old.values() if line.old else None
    fields = tuple(
        FieldChange(_TITLES[name], str(before[name]) if before else "", str(line.values[name]))
        for name in line.changed
        if before or line.values[name]
    )
    return Change(line.row.number, label, Kind.CHANGED if line.old else Kind.NEW, fields, notes, payload=line)


def _importer(request: HttpRequest) -> FiguresImporter:
    assert isinstance(request.user, User)
    access.demand_somewhere(request.user, Power.KEEP)
    return FiguresImporter(request.user)


PAGES = ImportPages(
    importer=_importer,
    app="dossiers",
    name="figures_import",
    title="Nhập số liệu hồ sơ từ bảng tính",
    noun="số liệu hồ sơ",
    lead="Nhập nhiều tháng, nhiều đơn vị một lần; sai một dòng thì chưa ghi dòng nào.",
    back="dossiers:list",
    back_label="Về bảng số liệu hồ sơ",
    blanks=BLANKS,
)
