"""What hangs at An Bình: communes post what is settled there, the department its own, upper schools how pupils change
and come back; one board shows an old version, one still has a procedure that was abolished."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile

from lantoa.accounts.models import User
from lantoa.displays import confirming, replacing
from lantoa.displays.models import Display, PostingRule
from lantoa.ledger import evidence
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.procedures.enums import DecisionKind, Level
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.workspace.demo.drawings import photo

_POSTED = {"xa1": 40, "xa2": 38, "xa3": 20, "so": 20}  # how many days ago each showed its board
_PLACE = "Bảng tin bộ phận một cửa"
_AT_SCHOOLS = ("2.002478", "1.001088")


def make_displays(units: Mapping[str, Unit], people: Mapping[str, User], today: dt.date) -> None:
    """Rules, boards that were shown by photo, and what two changed procedures ask."""
    department = units["so"]
    _rules(department)
    amended = _amended(today)
    for number, (code, days) in enumerate(_POSTED.items()):
        unit = units.get(code)
        level = Level.PROVINCE if code == "so" else Level.COMMUNE
        held = list(Procedure.objects.in_force().filter(level=level))
        if unit is None or not held:
            continue
        shown = today - dt.timedelta(days=days)
        kept = [one for one in held[: len(held) - number] if not _is_newer(amended, one, shown)]
        photos = [(uuid.uuid4(), _photo(number))]
        by = people["vanphong"]
        confirming.confirm(unit, kept, place=_PLACE, on=shown, photos=photos, by=by)
    _at_schools(department, units.get("thpt-ntn"), people["truong1"], today - dt.timedelta(days=40))
    _grow_old(units, today)


def _amended(today: dt.date) -> ProcedureVersion | None:
    """The newest decision by which a procedure of communes changed."""
    rows = ProcedureVersion.objects.filter(decision_kind=DecisionKind.AMENDED, in_force_from__lte=today)
    return rows.filter(procedure__level=Level.COMMUNE).select_related("procedure").first()


def _is_newer(amended: ProcedureVersion | None, procedure: Procedure, shown: dt.date) -> bool:
    """Whether it holds as it is only since the board was shown."""
    return amended is not None and amended.procedure_id == procedure.pk and shown < amended.in_force_from


def _at_schools(department: Unit, school: Unit | None, by: User, shown: dt.date) -> None:
    """Upper schools post what is handed in at their office; the one shows a board with the first of it."""
    held = list(Procedure.objects.in_force().filter(code__in=_AT_SCHOOLS).order_by("-code"))
    group = UnitGroup.objects.create(
        owner=department,
        name="Các trường trung học phổ thông (niêm yết)",
        kinds=[UnitKind.SCHOOL.value],
        school_levels=[SchoolLevel.UPPER_SECONDARY.value],
    )
    name = "Trường trung học phổ thông niêm yết thủ tục về học sinh"
    PostingRule.objects.create(owner=department, name=name, group=group).procedures.set(held)
    if school and held:
        photos = [(uuid.uuid4(), _photo(len(_POSTED)))]
        confirming.confirm(school, held[:1], place="Bảng tin cạnh phòng văn thư", on=shown, photos=photos, by=by)


def _rules(department: Unit) -> None:
    communes = _group(department, "Các xã, phường", [UnitKind.COMMUNE_COMMITTEE])
    own = UnitGroup.objects.create(owner=department, name="Cơ quan Sở", reach=GroupReach.LISTED)
    own.units.add(department)
    for name, group, level in (
        ("Xã, phường niêm yết thủ tục cấp xã", communes, Level.COMMUNE),
        ("Sở niêm yết thủ tục cấp tỉnh", own, Level.PROVINCE),
    ):
        PostingRule.objects.create(owner=department, name=name, group=group, level=level)


def _group(owner: Unit, name: str, kinds: Sequence[UnitKind]) -> UnitGroup:
    found = UnitGroup.objects.filter(owner=owner, name=name).first()
    return found or UnitGroup.objects.create(owner=owner, name=name, kinds=[kind.value for kind in kinds])


def _grow_old(units: Mapping[str, Unit], today: dt.date) -> None:
    """Procedures that changed since they were hung up: the boards of two communes show what held before."""
    amended = _amended(today)
    gone = ProcedureVersion.objects.filter(decision_kind=DecisionKind.ABOLISHED, in_force_from__lte=today).first()
    posted = today - dt.timedelta(days=200)
    if amended:
        for code in ("xa1", "xa2"):
            _hang_before(amended, units[code], posted)
        replacing.changed(amended.procedure, amended)
    if gone:
        _hang_before(gone, units["so"], posted)
        replacing.abolished(gone.procedure, gone)


def _hang_before(version: ProcedureVersion, unit: Unit, posted: dt.date) -> None:
    """What held before the version hangs at the unit."""
    before = version.procedure.versions.filter(number__lt=version.number).first()
    Display.objects.create(unit=unit, procedure=version.procedure, version=before, posted_on=posted, place=_PLACE)


def _photo(number: int) -> evidence.Evidence:
    return evidence.take(SimpleUploadedFile("bang-tin.jpg", photo(ActivityKind.NOTICE_BOARD, number)))
