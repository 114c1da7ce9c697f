"""Entering a month, saying that nothing came, putting right, taking out: each on record with who and why."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.dossiers import checking, months
from lantoa.dossiers.models import FIGURES, DossierFigures
from lantoa.organisations.models import Unit

NOTHING: Mapping[str, int] = dict.fromkeys(FIGURES, 0)
REASON_MISSING = "Ghi lý do đính chính để người xem báo cáo hiểu vì sao số thay đổi."
TAKEN = "Tháng này vừa có người nhập. Mở lại trang để xem rồi đính chính nếu cần."
_LABELS = {name: str(DossierFigures._meta.get_field(name).verbose_name) for name in FIGURES}  # type: ignore[union-attr]


def day_fault(unit: Unit, month: dt.date, today: dt.date) -> str:
    """Why the month cannot be entered for the unit; empty: it can."""
    if month > months.latest(today):
        opens = month.replace(day=months.CUT_OFF)
        return f"Tháng {month:%m/%Y} chưa chốt số liệu; nhập từ ngày {opens:%d/%m/%Y}."
    if months.next_month(month) <= unit.valid_from:
        return f"{unit.label} hoạt động từ ngày {unit.valid_from:%d/%m/%Y}, sau tháng {month:%m/%Y}."
    if unit.valid_to and month >= unit.valid_to:
        return f"{unit.label} đã thôi hoạt động từ ngày {unit.valid_to:%d/%m/%Y}."
    return ""


def field_fault(unit: Unit, month: dt.date, field: str) -> str:
    """A month is entered whole or by field, never both: the sum would count dossiers twice."""
    others = DossierFigures.objects.filter(unit=unit, month=month)
    if field and others.filter(field="").exists():
        return "Tháng này đã nhập số chung cho mọi lĩnh vực. Xóa số chung trước khi nhập theo từng lĩnh vực."
    if not field and others.exclude(field="").exists():
        return "Tháng này đã nhập theo từng lĩnh vực. Ghi tên lĩnh vực, hoặc xóa các dòng theo lĩnh vực trước."
    return ""


def open_before(unit: Unit, month: dt.date, field: str) -> int | None:
    """How many dossiers were open at the end of the month before; None where that month was not entered."""
    rows = DossierFigures.objects.filter(unit=unit, month=months.previous_month(month), field=field)
    row = rows.first()
    return row.pending if row else None


def faults_of(unit: Unit, month: dt.date, field: str, values: Mapping[str, int]) -> list[checking.Fault]:
    """Everything that keeps the figures from being entered."""
    found = list(checking.faults_of(values))
    before = open_before(unit, month, field)
    if said := checking.carry_fault(values["carried"], before, f"{months.previous_month(month):%m/%Y}"):
        found.append(("carried", said))
    return found


@transaction.atomic
def enter(
    unit: Unit, month: dt.date, values: Mapping[str, int], *, by: User, field: str = "", is_imported: bool = False
) -> DossierFigures:
    """Put a month on record for the first time. Raises ValidationError, PermissionDenied."""
    access.demand(by, Power.KEEP, unit)
    _demand(unit, month, field)
    faults = faults_of(unit, month, field, values)
    if faults:
        raise ValidationError([sentence for _, sentence in faults])
    return _create(unit, month, field, values, by, is_imported=is_imported)


@transaction.atomic
def say_nil(unit: Unit, month: dt.date, *, by: User) -> DossierFigures:
    """The unit says that nothing came in that month. Raises ValidationError where dossiers were still open."""
    access.demand(by, Power.KEEP, unit)
    _demand(unit, month, "")
    open_number = open_before(unit, month, "")
    if open_number:
        before = months.previous_month(month)
        raise ValidationError(
            f"Cuối tháng {before:%m/%Y} còn {open_number} hồ sơ đang giải quyết nên tháng này không thể ghi không phát "
            "sinh. Nhập số liệu của tháng."
        )
    return _create(unit, month, "", NOTHING, by, is_nil=True)


def _demand(unit: Unit, month: dt.date, field: str) -> None:
    fault = day_fault(unit, month, timezone.localdate()) or field_fault(unit, month, field)
    if fault:
        raise ValidationError(fault)


def _create(unit: Unit, month: dt.date, field: str, values: Mapping[str, int], by: User, **more: Any) -> DossierFigures:
    try:
        with transaction.atomic():
            row = DossierFigures.objects.create(unit=unit, month=month, field=field, entered_by=by, **values, **more)
    except IntegrityError as error:
        raise ValidationError(TAKEN) from error
    said = "không phát sinh" if row.is_nil else f"tiếp nhận {row.received}, đã giải quyết {row.settled}"
    text = f"Nhập {_named(row)}: {said}"
    record("dossiers_entered", by=by, on=row, unit=unit, text=text, detail={"values": dict(values)})
    return row


@transaction.atomic
def correct(row: DossierFigures, values: Mapping[str, int], *, version: int, reason: str, by: User) -> None:
    """Put a month right, with a reason. Raises ValidationError, EditConflict, PermissionDenied."""
    access.demand(by, Power.KEEP, row.unit)
    reason = _reason(reason, REASON_MISSING)
    faults = faults_of(row.unit, row.month, row.field, values)
    if faults:
        raise ValidationError([sentence for _, sentence in faults])
    before = row.values()
    changed = [name for name in FIGURES if before[name] != values[name]]
    if not changed and not row.is_nil:
        raise ValidationError("Chưa có số nào thay đổi.")
    for name in FIGURES:
        setattr(row, name, values[name])
    row.is_nil = False
    row.save_from(version)
    said = "; ".join(f"{_LABELS[name]} {before[name]} → {values[name]}" for name in changed)
    text = f"Đính chính {_named(row)} ({reason}): {said}"
    detail = {"before": before, "after": dict(values), "reason": reason}
    record("dossiers_corrected", by=by, on=row, unit=row.unit, text=text, detail=detail)


@transaction.atomic
def take_out(row: DossierFigures, *, reason: str, by: User) -> None:
    """Take a month that was entered by mistake off the record; what it said stays in the log."""
    access.demand(by, Power.KEEP, row.unit)
    reason = _reason(reason, "Ghi lý do xóa để người xem sau này hiểu.")
    detail = {"before": row.values(), "reason": reason}
    record("dossiers_removed", by=by, on=row.unit, unit=row.unit, text=f"Xóa {_named(row)}: {reason}", detail=detail)
    row.delete()


def follows_wrongly(row: DossierFigures) -> DossierFigures | None:
    """The month after, where it carried over another number than this one left open."""
    later = DossierFigures.objects.filter(unit=row.unit_id, month=months.next_month(row.month), field=row.field).first()
    return later if later is not None and later.carried != row.pending else None


def _reason(reason: str, missing: str) -> str:
    kept = reason.replace("\0", " ").strip()[:300]
    if not kept:
        raise ValidationError({"reason": missing})
    return kept


def _named(row: DossierFigures) -> str:
    field = f", lĩnh vực {row.field}" if row.field else ""
    return f"số liệu hồ sơ tháng {row.month:%m/%Y}{field}"
