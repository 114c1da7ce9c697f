"""What a unit's documents bear at head and foot: names, symbol, place, who signs (Nghị định 30/2020/NĐ-CP)."""

import datetime as dt
import re

from lantoa.documents.writing.wording import symbol_of
from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.models import Unit

_COMMITTEES = frozenset({UnitKind.PROVINCE_COMMITTEE, UnitKind.COMMUNE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE})
_COMMITTEE = re.compile(r"^(?:Ủy ban|Uỷ ban) nhân dân\s+", re.IGNORECASE)
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|xã|phường|đặc khu|thị trấn|huyện|quận|thị xã)\s+(?=\D)", re.IGNORECASE)
_ON_BEHALF = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.", re.IGNORECASE)
# Who heads a unit of a kind; where kinds differ in it, the role is left to be filled in.
_HEADS = {
    UnitKind.DEPARTMENT: "GIÁM ĐỐC",
    UnitKind.DIVISION: "TRƯỞNG PHÒNG",
    UnitKind.COMMUNE_DIVISION: "TRƯỞNG PHÒNG",
    UnitKind.DISTRICT_DIVISION: "TRƯỞNG PHÒNG",
    UnitKind.SCHOOL: "HIỆU TRƯỞNG",
}


def issuer_on(unit: Unit, day: dt.date) -> str:
    """The unit's full name as it was on the day of the document."""
    return unit.name_on(day)


def superior_on(unit: Unit, day: dt.date) -> str:
    """The name above the issuer's; committees stand without one (Phụ lục I, mục II.2)."""
    if unit.kind in _COMMITTEES or unit.parent is None:
        return ""
    return _COMMITTEE.sub("UBND ", unit.parent.name_on(day))


def symbol(unit: Unit, kind: str = "BC") -> str:
    """ "BC-SGDĐT": the unit's own symbol, failing that the initials of its name."""
    return f"{kind}-{unit.symbol}" if unit.symbol else symbol_of(unit.name, kind)


def place(unit: Unit) -> str:
    """The name of the place where the unit has its seat; those named by a number are written in full (Điều 8)."""
    if unit.kind in (UnitKind.SCHOOL, UnitKind.ATTACHED_UNIT) and unit.area:
        return _bare(unit.area)
    for one in [unit, *reversed(list(Unit.objects.above(unit)))]:
        if one.kind in _COMMITTEES:
            return _bare(_COMMITTEE.sub("", one.name))
    return ""


def signer(unit: Unit, role: str) -> tuple[str, str]:
    """On whose behalf, and the role: as the report says, failing that the head of such a unit."""
    lines = [line.strip() for line in role.splitlines() if line.strip()]
    if lines:
        first = lines[0].upper()
        return (
            (first, " ".join(lines[1:]).upper())
            if _ON_BEHALF.match(first) and lines[1:]
            else ("", " ".join(lines).upper())
        )
    if unit.kind in _COMMITTEES:
        return "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
    if unit.school_level == SchoolLevel.CONTINUING:
        return "", "GIÁM ĐỐC"
    return "", _HEADS.get(UnitKind(unit.kind), "")


def _bare(name: str) -> str:
    bare = _LEVEL.sub("", name.strip())
    return bare[:1].upper() + bare[1:]
