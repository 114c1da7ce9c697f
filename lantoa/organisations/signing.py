"""Who signs a unit's documents and on whose behalf (Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, mục II.7)."""

import re

from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.letterhead import COMMITTEES
from lantoa.organisations.models import Unit

# Who heads a unit of a kind; where kinds differ in it, the role is left to be filled in.
_HEADS = {
    UnitKind.DEPARTMENT: "GIÁM ĐỐC",
    UnitKind.DIVISION: "TRƯỞNG PHÒNG",
    UnitKind.COMMUNE_DIVISION: "TRƯỞNG PHÒNG",
    UnitKind.DISTRICT_DIVISION: "TRƯỞNG PHÒNG",
    UnitKind.SCHOOL: "HIỆU TRƯỞNG",
}
_BODY = "TM. ỦY BAN NHÂN DÂN"
_PREFIX = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.")
# "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" on one line: where the signer's own title begins.
_OWN_TITLE = re.compile(r"\s+(?=PHÓ\s|CHÁNH\s|TRƯỞNG\s(?:PHÒNG|BAN|KHOA)\b)|(?<=ỦY BAN NHÂN DÂN)\s+(?=CHỦ TỊCH)")


def head_role(unit: Unit) -> str:
    """The title, in capitals, of who heads such a unit; empty where units of the kind differ in it."""
    if unit.kind in COMMITTEES:
        return "CHỦ TỊCH"
    if unit.school_level == SchoolLevel.CONTINUING:
        return "GIÁM ĐỐC"
    return _HEADS.get(UnitKind(unit.kind), "")


def signer(unit: Unit, role: str = "") -> tuple[str, str]:
    """On whose behalf ("KT. GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", empty) and the title of the signer, both in
    capitals: `role` as typed, on one line or several, failing that the head of such a unit.

    A committee signs as a body, a head's deputy in the head's place (Điều 13, khoản 1 and 2).
    """
    behalf, title = _parted(" ".join(role.upper().split())) if role.strip() else ("", head_role(unit))
    if not behalf and title.startswith("PHÓ ") and title.removeprefix("PHÓ ") == head_role(unit):
        behalf = f"KT. {head_role(unit)}"
    if unit.kind in COMMITTEES and not behalf.startswith(("TM.", "TL.", "TUQ.")):
        behalf = f"{_BODY} {behalf}".strip()
    return behalf, title


def _parted(role: str) -> tuple[str, str]:
    if not _PREFIX.match(role):
        return "", role
    behalf, *rest = _OWN_TITLE.split(role, maxsplit=1)
    return (behalf, rest[0]) if rest else ("", role)
