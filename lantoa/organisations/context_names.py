"""Names that only the issuing unit makes plain: "Sở", "Ban Giám hiệu", "Văn phòng", "Phòng KHTC Sở"."""

import re
from collections.abc import Iterator

from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.organisations.name_index import NameIndex
from lantoa.vietnamese.names import name_key

K = UnitKind
# What each phrase calls: a unit of that kind, the issuer itself or the nearest above it.
_ROLES: tuple[tuple[str, frozenset[UnitKind]], ...] = (
    (r"(?:co quan |lanh dao )?so|(?:ban )?giam doc so", frozenset({K.DEPARTMENT})),
    (r"(?:lanh dao )?(?:uy ban nhan dan )?(?:xa|phuong|dac khu)", frozenset({K.COMMUNE_COMMITTEE})),
    (r"(?:lanh dao )?uy ban nhan dan (?:tinh|thanh pho)", frozenset({K.PROVINCE_COMMITTEE})),
)
# The same, but only of the issuer itself.
_OWN_ROLES: tuple[tuple[str, frozenset[UnitKind]], ...] = (
    (r"don vi|co quan don vi", frozenset({K.SCHOOL, K.ATTACHED_UNIT})),
    (
        r"(?:nha )?truong|toan truong|(?:ban giam hieu|hieu truong|lanh dao)(?: nha truong| truong| don vi)?",
        frozenset({K.SCHOOL}),
    ),
    (r"(?:ban )?giam doc(?: trung tam)?|lanh dao(?: trung tam| don vi)|trung tam", frozenset({K.ATTACHED_UNIT})),
    (r"(?:ban )?giam doc", frozenset({K.DEPARTMENT})),
)
_OFFICE = "van phong"
_PLACE = re.compile(r"^(?P<name>.+?) (?P<place>(?:xa|phuong|dac khu|thi tran) .+)$")


def by_role(key: str, index: NameIndex) -> Unit | None:
    """The issuer or a unit above it, named by what it is."""
    for pattern, kinds in _OWN_ROLES:
        if index.owner.kind in kinds and re.fullmatch(pattern, key):
            return index.owner
    for pattern, kinds in _ROLES:
        if re.fullmatch(pattern, key):
            return next((unit for unit in index.line if unit.kind in kinds), None)
    return None


def divisions_named(key: str, index: NameIndex) -> list[Unit]:
    """Units directly under the issuer, or under the one that the name adds ("Văn phòng Sở"), by a shortened name."""
    for above, name in _readings(key, index):
        children = index.children(above)
        exact = [unit for unit in children if name in index.keys_of(unit)]
        office = [unit for unit in children if name == _OFFICE and unit.name_key.startswith(f"{_OFFICE} ")]
        longer = [unit for unit in children if unit.name_key in {f"{name} {tail}" for tail in _tails(above, index)}]
        if found := exact or office or longer:
            return found
    return []


def _readings(key: str, index: NameIndex) -> Iterator[tuple[Unit, str]]:
    yield index.owner, key
    for unit in index.line:
        for tail in sorted(_tails(unit, index), key=len, reverse=True):
            if key.endswith(f" {tail}"):
                rest = key.removesuffix(f" {tail}")
                yield unit, re.sub(r" (?:truc )?(?:thuoc|cua|co quan)$", "", rest)
                break


def _tails(unit: Unit, index: NameIndex) -> set[str]:
    """How a unit is named after its divisions ("… Sở", "… UBND xã")."""
    kinds: dict[str, set[str]] = {
        K.DEPARTMENT: {"so"},
        K.COMMUNE_COMMITTEE: {"uy ban nhan dan xa", "uy ban nhan dan phuong", "uy ban nhan dan", "xa", "phuong"},
        K.SCHOOL: {"truong", "nha truong"},
        K.ATTACHED_UNIT: {"trung tam"},
    }
    return index.keys_of(unit) | kinds.get(unit.kind, set())


def with_place(key: str, index: NameIndex) -> list[Unit]:
    """Units of a name that the text ties to a commune ("Trường Mầm non Hoa Sen, xã Đông An")."""
    found = _PLACE.match(key)
    if not found:
        return []
    place = found["place"]
    return [unit for unit in index.valid(found["name"]) if _lies_in(unit, place, index)]


def _lies_in(unit: Unit, place: str, index: NameIndex) -> bool:
    above = (index.units.get(pk) for pk in unit.ancestor_ids())
    names = [one.name_key for one in above if one is not None and one.kind == K.COMMUNE_COMMITTEE]
    return name_key(unit.area) == place or any(name.endswith(f" {place}") for name in names)
