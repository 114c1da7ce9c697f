"""What a unit's place in the tree tells of the head of its documents: the name above its own and the place (Nghị định
30/2020/NĐ-CP, Phụ lục I, mục II.2 and II.4)."""

import datetime as dt
import re

from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit

COMMITTEES = frozenset({UnitKind.PROVINCE_COMMITTEE, UnitKind.COMMUNE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE})
_COMMITTEE = re.compile(r"^(?:Ủy ban|Uỷ ban) nhân dân\s+", re.IGNORECASE)
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|xã|phường|đặc khu|thị trấn|huyện|quận|thị xã)\s+(?=\D)", re.IGNORECASE)


def superior_on(unit: Unit, day: dt.date) -> str:
    """The name above the issuer's, in full; committees stand without one."""
    if unit.kind in COMMITTEES or unit.parent is None:
        return ""
    return unit.parent.name_on(day)


def place(unit: Unit) -> str:
    """The name of the place where the unit has its seat; those named by a number are written in full (Điều 8)."""
    if unit.kind in (UnitKind.SCHOOL, UnitKind.ATTACHED_UNIT) and unit.area:
        return _bare(unit.area)
    for one in [unit, *reversed(list(Unit.objects.above(unit)))]:
        if one.kind in COMMITTEES:
            return _bare(_COMMITTEE.sub("", one.name))
    return ""


def _bare(name: str) -> str:
    bare = _LEVEL.sub("", name.strip())
    return bare[:1].upper() + bare[1:]
