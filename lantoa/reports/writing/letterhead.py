"""What a unit's documents bear at head and foot: name, symbol, who signs (Nghị định 30/2020/NĐ-CP)."""

import datetime as dt
import re

from lantoa.documents.writing.wording import symbol_of
from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.letterhead import COMMITTEES
from lantoa.organisations.models import Unit

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


def symbol(unit: Unit, kind: str = "BC") -> str:
    """ "BC-SGDĐT": the unit's own symbol, failing that the initials of its name."""
    return f"{kind}-{unit.symbol}" if unit.symbol else symbol_of(unit.name, kind)


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
    if unit.kind in COMMITTEES:
        return "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
    if unit.school_level == SchoolLevel.CONTINUING:
        return "", "GIÁM ĐỐC"
    return "", _HEADS.get(UnitKind(unit.kind), "")
