"""A unit shows by a dated photo what hangs, or that something was taken down: one act for a whole board. It logs one
activity, and meets what the unit owed on these postings."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.displays.models import Confirmation, Confirmed, Display
from lantoa.displays.photo_days import demand_new
from lantoa.displays.required import present
from lantoa.ledger import books
from lantoa.ledger.activities import Deed, log
from lantoa.ledger.enums import ActivityKind, FileKind, ObligationKind
from lantoa.ledger.evidence import Evidence
from lantoa.ledger.models import ActivityFile, Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.vietnamese.text import squeeze

Photos = Sequence[tuple[uuid.UUID, Evidence]]


@transaction.atomic
def confirm(  # noqa: PLR0913 - what the form says
    unit: Unit,
    procedures: Sequence[Procedure],
    *,
    place: str,
    on: dt.date,
    photos: Photos,
    by: User,
    is_removal: bool = False,
    form_key: uuid.UUID | None = None,
) -> Confirmation:
    """What hangs at the place since `on` is what is in force today; or, with `is_removal`, hangs no more. The same
    `form_key` again gives the confirmation that is there. Raises ValidationError, PermissionDenied."""
    access.demand(by, Power.KEEP, unit)
    known = Confirmation.objects.filter(form_key=form_key, unit=unit).first() if form_key else None
    if known:
        return known
    _demand(procedures, photos, is_removal)
    held = present([procedure.pk for procedure in procedures], books.today())
    made = Confirmation(unit=unit, place=squeeze(place)[:150], on=on, is_removal=is_removal, by=by)
    made.form_key = form_key or made.form_key
    made.save()
    inherited = _inherited(unit, procedures)
    displays = [_place(made, procedure, inherited) for procedure in procedures]
    demand_new(made.on, [(one, None if is_removal else held[one.procedure_id][1]) for one in displays])
    for display in displays:
        _show(made, display, held[display.procedure_id][1])
    owed = _owed(unit, [*displays, *inherited])
    made.activity = log(unit, _deed(made, procedures), by=by, obligations=list(owed), files=photos, source=made)
    made.save(update_fields=["activity"])
    verb = "Gỡ" if is_removal else "Niêm yết"
    text = f"{verb} {len(procedures)} thủ tục tại {made.place}, ảnh ngày {on:%d/%m/%Y}"
    record("posting_confirmed", by=by, on=made, unit=unit, text=text)
    books.meet(owed, on=on, by=by, text=text)
    return made


def _demand(procedures: Sequence[Procedure], photos: Photos, is_removal: bool) -> None:
    if not procedures:
        raise ValidationError("Chọn ít nhất một thủ tục.")
    if not any(evidence.kind == FileKind.PHOTO for _, evidence in photos):
        what = "chỗ đã gỡ" if is_removal else "bản đang treo"
        raise ValidationError(f"Gửi ít nhất một ảnh chụp {what}: ảnh là bằng chứng cho cấp trên và người dân.")
    if is_removal:
        return
    held = present([procedure.pk for procedure in procedures], books.today())
    gone = [one.label for one, version in held.values() if version is None or version.is_abolition]
    if gone:
        raise ValidationError(f"Thủ tục không còn hiệu lực, không niêm yết nữa: {'; '.join(gone)}. Hãy xác nhận gỡ.")


def _inherited(unit: Unit, procedures: Sequence[Procedure]) -> list[Display]:
    """What units that have ended left hanging and this one has to see to: their work was handed on to it."""
    pending = Obligation.objects.pending().filter(unit=unit, kind=ObligationKind.POSTING, subject_type=_kind())
    left = Display.objects.filter(pk__in=pending.values("subject_id"), procedure__in=procedures)
    return list(left.exclude(unit=unit).select_for_update())


def _place(made: Confirmation, procedure: Procedure, inherited: Sequence[Display]) -> Display:
    """Where the procedure hangs, or will."""
    rows = Display.objects.select_for_update().select_related("procedure")
    if not made.is_removal:
        return rows.get_or_create(unit=made.unit, procedure=procedure, place=made.place)[0]
    rows = rows.filter(unit=made.unit, procedure=procedure)
    display = rows.filter(place=made.place).first() or rows.hanging().first()
    display = display or next((one for one in inherited if one.procedure_id == procedure.pk), None)
    if display is None:
        raise ValidationError(f"{procedure.label} không treo ở đơn vị này nên không có gì để gỡ.")
    return display


def _show(made: Confirmation, display: Display, version: ProcedureVersion | None) -> None:
    if made.is_removal:
        display.taken_down_on = made.on
    else:
        if display.posted_on is None or display.version_id != (version.pk if version else None):
            display.posted_on = made.on
        display.version, display.taken_down_on = version, None
    display.save()
    Confirmed.objects.create(confirmation=made, display=display, version=version)


def _kind() -> ContentType:
    return ContentType.objects.get_for_model(Display)


def _owed(unit: Unit, displays: Sequence[Display]) -> ObligationQuerySet:
    """What is pending on these postings."""
    mine = Obligation.objects.pending().filter(unit=unit, kind=ObligationKind.POSTING, subject_type=_kind())
    return mine.filter(subject_id__in=[display.pk for display in displays])


def _deed(made: Confirmation, procedures: Sequence[Procedure]) -> Deed:
    verb = "Gỡ niêm yết" if made.is_removal else "Niêm yết"
    what = procedures[0].name if len(procedures) == 1 else f"{len(procedures)} thủ tục hành chính"
    text = "\n".join(procedure.label for procedure in procedures)
    more = {"place": made.place, "text": text, "details": {"sheets": len(procedures)}}
    return Deed(ActivityKind.NOTICE_BOARD, f"{verb} {what}"[:300], made.on, more)


def why_photo_stays(row: ActivityFile) -> str:
    """The last photo of a confirmation is its proof, by which obligations are met: it goes only once another is there.
    Registered with `ledger.proofs`."""
    if row.kind != FileKind.PHOTO or not Confirmation.objects.filter(activity=row.activity_id).exists():
        return ""
    if ActivityFile.objects.filter(activity=row.activity_id, kind=FileKind.PHOTO).exclude(pk=row.pk).exists():
        return ""
    return "Đây là ảnh cuối cùng chứng minh việc niêm yết. Thêm ảnh khác vào hoạt động này trước, rồi mới bỏ được."
