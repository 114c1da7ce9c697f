"""Newspapers and stations from a spreadsheet, for one unit: a row is known by its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.http import HttpRequest

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels.enums import OutletKind
from lantoa.channels.models import PressOutlet
from lantoa.channels.outlet_form import writing_units
from lantoa.organisations.models import Unit
from lantoa.tabular.pages import ImportPages
from lantoa.tabular.plan import Change, Fault, FieldChange, ImportPlan, Kind
from lantoa.tabular.sheets import Column, Row
from lantoa.vietnamese.text import fold, nfc, squeeze

COLUMNS = (
    Column("name", "Tên báo, đài", "Viết đầy đủ.", "Báo An Bình", is_required=True),
    Column(
        "kind", "Loại", f"{'; '.join(map(str, OutletKind.labels))}. Mục đã có: để trống là giữ nguyên.", "Báo, tạp chí"
    ),
    Column("email", "Thư điện tử", "Nơi nhận thông cáo.", "toasoan@bao.example.vn", also=("email",)),
    Column("contact", "Người liên hệ", "", "Nguyễn Văn An"),
    Column("phone", "Điện thoại", "", "0203 3825 111"),
    Column("note", "Ghi chú", "", ""),
)
_TITLES = {column.key: column.title for column in COLUMNS}
_LENGTHS = {"name": 160, "email": 254, "contact": 120, "phone": 30, "note": 250}


@dataclass
class Line:
    outlet: PressOutlet
    is_new: bool


class OutletImporter:
    kind = "press_outlets"
    columns = COLUMNS

    def __init__(self, by: User, unit: Unit) -> None:
        self.by, self.unit = by, unit

    def plan(self, rows: Sequence[Row]) -> ImportPlan:
        known = {fold(one.name): one for one in PressOutlet.objects.filter(unit=self.unit)}
        changes: list[Change] = []
        faults: list[Fault] = []
        seen: set[str] = set()
        for row in rows:
            key = fold(squeeze(row.get("name")))
            found = [
                *_faults(row, is_new=key not in known),
                *([Fault(row.number, _TITLES["name"], row.get("name"), _TWICE)] if key in seen else []),
            ]
            seen.add(key)
            faults.extend(found)
            if not found:
                changes.append(self._change(row, known.get(key)))
        return ImportPlan(tuple(changes), tuple(faults))

    def _change(self, row: Row, known: PressOutlet | None) -> Change:
        outlet = known or PressOutlet(unit=self.unit, name=nfc(squeeze(row.get("name"))))
        before = _shown(outlet) if known else {}
        for key in ("email", "contact", "phone", "note"):
            setattr(outlet, key, row.instead_of(key, getattr(outlet, key)))
        if row.get("kind"):
            outlet.kind = _kinds()[fold(row.get("kind"))]
        after = _shown(outlet)
        fields = [
            FieldChange(_TITLES[key], before.get(key, ""), value)
            for key, value in after.items()
            if before.get(key, "") != value
        ]
        kind = Kind.NEW if known is None else Kind.CHANGED if fields else Kind.UNCHANGED
        return Change(row.number, outlet.name, kind, tuple(fields), payload=Line(outlet, known is None))

    def apply(self, plan: ImportPlan, *, by: Model) -> None:
        lines: list[Line] = [one.payload for one in plan.changes if one.kind is not Kind.UNCHANGED]
        for line in lines:
            line.outlet.save()
        text = f"Nhập {len(lines)} báo, đài từ bảng tính"
        record("press_outlets_imported", by=self.by, on=self.unit, unit=self.unit, text=text)


_TWICE = "Tên này đã có ở dòng trên; giữ lại một dòng."


def _kinds() -> dict[str, str]:
    return {fold(str(label)): value for value, label in OutletKind.choices}


def _faults(row: Row, *, is_new: bool) -> list[Fault]:
    found = []
    if not row.get("name"):
        found.append(Fault(row.number, _TITLES["name"], "", "Ghi tên báo, đài."))
    asks_kind = bool(row.get("kind")) or (is_new and bool(row.get("name")))
    if asks_kind and fold(row.get("kind")) not in _kinds():
        reason = f"Ghi một trong: {'; '.join(map(str, OutletKind.labels))}."
        found.append(Fault(row.number, _TITLES["kind"], row.get("kind"), reason))
    email = row.instead_of("email", "")
    try:
        if email:
            validate_email(email)
    except ValidationError:
        found.append(Fault(row.number, _TITLES["email"], email, "Ghi địa chỉ thư đúng dạng ten@noi.vn."))
    for key, most in _LENGTHS.items():
        if len(row.get(key)) > most:
            found.append(Fault(row.number, _TITLES[key], row.get(key)[:40], f"Dài quá {most} ký tự. Rút ngắn."))
    return found


def _shown(outlet: PressOutlet) -> dict[str, str]:
    return {
        "name": outlet.name,
        "kind": str(outlet.get_kind_display()),
        **{key: getattr(outlet, key) for key in ("email", "contact", "phone", "note")},
    }


def _importer(request: HttpRequest) -> OutletImporter:
    assert isinstance(request.user, User)
    access.demand_somewhere(request.user, Power.WRITE)
    home, units = access.home_unit(request.user), writing_units(request.user)
    if not units:
        raise PermissionDenied("Vai trò hiện tại không thêm được báo, đài.")
    return OutletImporter(request.user, home if home in units and home else units[0])


PAGES = ImportPages(
    importer=_importer,
    app="channels",
    name="outlet_import",
    title="Nhập báo, đài từ bảng tính",
    noun="báo, đài",
    lead="Thêm nhiều báo, đài một lần vào danh sách của đơn vị.",
    back="channels:outlets",
    back_label="Về danh sách báo, đài",
)
