"""Versions of a procedure: bringing one in, abolishing, and what happens on the day from which it holds."""

import datetime as dt
import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.procedures import events, finding
from lantoa.procedures.content import Content
from lantoa.procedures.enums import DecisionKind
from lantoa.procedures.keeping import demand_keeping
from lantoa.procedures.models import Procedure, ProcedureVersion

logger = logging.getLogger(__name__)


@transaction.atomic
def add_version(procedure: Procedure, content: Content, *, by: User) -> ProcedureVersion:
    """Keep what a decision made of the procedure; it takes effect at once where its day has come.

    Raises PermissionDenied, or ValidationError where its day lies before that of the version in force.
    """
    demand_keeping(by, procedure.level)
    _lock(procedure)
    version = content.version(procedure)
    _check_day(procedure, version)
    version.number = (procedure.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version.added_by = by
    version.save()
    content.save_rows(version)
    text = f"{version.get_decision_kind_display().capitalize()} {procedure.label}: {version.decision}"
    record("procedure_version_added", by=by, on=procedure, text=text)
    take_effect(version)
    return version


def _lock(procedure: Procedure) -> None:
    """Two people who bring in a version at once do so one after the other."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)


def _check_day(procedure: Procedure, version: ProcedureVersion) -> None:
    newest = procedure.newest()
    if newest is None:
        if version.is_abolition:
            raise ValidationError("Thủ tục chưa có nội dung nào để bãi bỏ.")
        return
    if version.in_force_from < newest.in_force_from:
        day = f"{newest.in_force_from:%d/%m/%Y}"
        raise ValidationError({"in_force_from": f"Phiên bản trước có hiệu lực từ {day}; ngày này không thể sớm hơn."})
    if version.is_abolition and newest.is_abolition:
        raise ValidationError("Thủ tục này đã bị bãi bỏ rồi.")
    procedure.refuse_twin(version.name)


@transaction.atomic
def change_version(version: ProcedureVersion, content: Content, *, by: User) -> None:
    """Put right what was written down wrongly; the decision is the same, so nobody is owed a new posting.

    Raises PermissionDenied, or ValidationError where the day does not fit between the other versions.
    """
    demand_keeping(by, version.procedure.level)
    content.fill(version)
    version.unsure = {}
    _check_order(version)
    version.procedure.refuse_twin(version.name)
    version.save()
    content.save_rows(version)
    procedure = version.procedure
    record(
        "procedure_version_corrected", by=by, on=procedure, text=f"Sửa lỗi ghi: {procedure.label}, {version.decision}"
    )
    _show_present(procedure)


def _check_order(version: ProcedureVersion) -> None:
    day, others = version.in_force_from, version.procedure.versions
    if version.took_effect_at and not version.has_begun:
        raise ValidationError({"in_force_from": "Phiên bản này đã có hiệu lực; không lùi sang ngày sau hôm nay được."})
    before = others.filter(number__lt=version.number, in_force_from__gt=day).first()
    after = others.filter(number__gt=version.number, in_force_from__lt=day).last()
    if before or after:
        other = f"{(before or after).in_force_from:%d/%m/%Y}"  # type: ignore[union-attr]
        raise ValidationError({"in_force_from": f"Ngày này vượt qua phiên bản có hiệu lực từ {other}."})


@transaction.atomic
def abolish(
    procedure: Procedure,
    *,
    decision_number: str,
    decision_issuer: str,
    decided_on: dt.date | None,
    in_force_from: dt.date,
    by: User,
    replaced_by: Procedure | None = None,
) -> ProcedureVersion:
    """Say that the procedure no longer holds from a day on. Raises as `add_version`."""
    if replaced_by == procedure:
        raise ValidationError({"replaced_by": "Thủ tục không thể thay thế chính nó."})
    said: dict[str, object] = {
        "decision_kind": DecisionKind.ABOLISHED,
        "decision_number": decision_number,
        "decision_issuer": decision_issuer,
        "decided_on": decided_on,
        "in_force_from": in_force_from,
        "replaced_by": replaced_by,
        "name": procedure.name,
        "field": procedure.field,
    }
    return add_version(procedure, Content(said), by=by)


@transaction.atomic
def withdraw(version: ProcedureVersion, *, by: User) -> None:
    """Take back a version that holds from a later day and was brought in by mistake."""
    demand_keeping(by, version.procedure.level)
    if version.took_effect_at or version.has_begun:
        raise ValidationError("Phiên bản đã có hiệu lực thì không bỏ được; ghi phiên bản mới.")
    procedure, decision = version.procedure, version.decision
    version.delete()
    record("procedure_version_withdrawn", by=by, on=procedure, text=f"Bỏ phiên bản chờ: {procedure.label}, {decision}")


@transaction.atomic
def take_effect(version: ProcedureVersion) -> bool:
    """Let a version whose day has come hold: what is shown and found is its, and rooms above hear of it. Whether it
    took effect now; each does so once."""
    if not version.has_begun:
        return False
    waiting = ProcedureVersion.objects.filter(pk=version.pk, took_effect_at__isnull=True)
    if not waiting.update(took_effect_at=timezone.now()):
        return False
    version.refresh_from_db(fields=["took_effect_at"])
    procedure = version.procedure
    _show_present(procedure)
    is_first = not procedure.versions.filter(number__lt=version.number).exists()
    listeners = events.on_abolished if version.is_abolition else [] if is_first else events.on_changed
    for tell in listeners:
        tell(procedure, version)
    return True


def _show_present(procedure: Procedure) -> None:
    """The identity bears the name and field of what holds; the search knows it."""
    present = procedure.version_on()
    if present is not None and not present.is_abolition:
        procedure.field = present.field
        if not procedure.has_twin(present.name):  # one that came in after this version was written
            procedure.name = present.name
        procedure.save()
    finding.keep(procedure)


def take_effect_due(day: dt.date | None = None) -> int:
    """The daily duty: versions whose day has come; how many. One that fails keeps no other from its day; its fault is
    raised at the end."""
    number, faults = 0, []
    for version in list(ProcedureVersion.objects.due(day).select_related("procedure")):
        try:
            number += take_effect(version)
        except Exception as fault:
            logger.exception("Version %s did not take effect", version.pk)
            faults.append(fault)
    if faults:
        raise faults[0]
    return number
