"""Groups of units as plans write them ("các trường mầm non, phổ thông", "các đơn vị trực thuộc Sở"), as rules.

A phrase is read on its name key, word group after word group; one that is left over means that the phrase is no usual
group and nothing is guessed. A standard key names a rule: `children/divisions`, `subtree/levels:preschool+primary`.
"""

import re
from dataclasses import dataclass

from django.db import transaction

from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import fold, squeeze

L = SchoolLevel
_PRIMARY = (L.PRIMARY, L.PRIMARY_LOWER, L.PRIMARY_UPPER)
_LOWER = (L.LOWER_SECONDARY, L.PRIMARY_LOWER, L.LOWER_UPPER, L.PRIMARY_UPPER)
_UPPER = (L.UPPER_SECONDARY, L.LOWER_UPPER, L.PRIMARY_UPPER)
_GENERAL = tuple(dict.fromkeys((*_PRIMARY, *_LOWER, *_UPPER)))

# Words for levels, the longer first, with the levels of schools that have such classes.
_LEVEL_WORDS: tuple[tuple[str, tuple[SchoolLevel, ...]], ...] = (
    (r"(?:trung tam )?giao duc nghe nghiep(?: giao duc thuong xuyen)?", (L.CONTINUING, L.VOCATIONAL)),
    (r"(?:trung tam )?giao duc thuong xuyen", (L.CONTINUING,)),
    (r"thuong xuyen", (L.CONTINUING,)),
    (r"trung hoc nghe", (L.VOCATIONAL,)),
    (r"trung hoc pho thong", _UPPER),
    (r"trung hoc co so", _LOWER),
    (r"trung hoc", tuple(dict.fromkeys((*_LOWER, *_UPPER)))),
    (r"tieu hoc", _PRIMARY),
    (r"pho thong", _GENERAL),
    (r"mam non|mau giao|nha tre", (L.PRESCHOOL,)),
    (r"chuyen biet|giao duc dac biet", (L.SPECIAL,)),
)


def _places(kinds: str) -> str:
    one = rf"(?:uy ban nhan dan |cac |cap )*(?:{kinds})(?= |$)"
    return rf"{one}(?: {one})*"


_COMMUNE_PLACES = _places("xa|phuong|dac khu|thi tran")
_DISTRICT_PLACES = _places("huyen|thi xa|thanh pho|quan")
_WORDS: tuple[tuple[str, str], ...] = (
    (rf"phong giao duc dao tao(?: (?:cua |thuoc )?{_DISTRICT_PLACES})?", "district_divisions"),
    (rf"phong van hoa xa hoi(?: (?:cua |thuoc )?{_COMMUNE_PLACES})?", "commune_divisions"),
    (_DISTRICT_PLACES, "districts"),
    (_COMMUNE_PLACES, "communes"),
    (r"phong(?: ban)?(?: chuyen mon| nghiep vu| chuc nang| tham muu)*", "divisions"),
    (r"ban(?= |$)", "divisions"),
    (r"(?:don vi|co quan)(?: su nghiep)?", "units"),
    (r"co so giao duc", "schools"),
    (r"(?:nha )?truong(?: hoc)?", "schools"),
)
_SEVERAL_PLACES = re.compile(
    r"\b(?:cac|cap) |\b(?:xa|phuong|khu|tran|huyen|thanh pho|quan) (?=xa|phuong|dac|thi|huyen|thanh|quan)"
)
# After these words a comma begins another name: such a phrase is a list, each name of which is read by itself.
_ENDS_A_NAME = re.compile(r";|(?:địa bàn|\btoàn|\bngành|\bSở|\btỉnh)\b[^,/]*(?:[,/]|\s(?:và|cùng)\s)", re.IGNORECASE)
_OWN_FIELD = re.compile(r"giáo dục (?:và|&) đào tạo", re.IGNORECASE)
_MANY = re.compile(r"(?:100(?: phan tram)?|tat ca|toan bo|toan the|moi|nhung|cac|cap)(?= |$) ?")
_ALL = re.compile(r"\b(?:100|tat ca|toan bo|moi)\b|\btoan nganh\b")
_DIRECTLY = re.compile(r"(?:thuoc )?truc thuoc\b ?|thuoc\b ?|cua\b ?")
_WHERE = re.compile(
    r"(?:tren dia ban|trong(?: toan)?|toan)\b.*|uy ban nhan dan$"
    r"|(?:nganh|tinh|so)(?: giao duc(?: dao tao)?)?(?: (?:tinh|thanh pho)(?: \w+){1,4})?(?= |$)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a standard key means, seen from the unit that uses it."""

    name: str
    reach: GroupReach
    kinds: tuple[UnitKind, ...] = ()
    levels: tuple[SchoolLevel, ...] = ()
    name_has: str = ""

    def means(self, unit: Unit, owner: Unit) -> bool:
        """Whether `unit` is meant, by today's tree."""
        if unit.pk == owner.pk or not unit.is_under(owner):
            return False
        if self.reach == GroupReach.CHILDREN and unit.parent_id != owner.pk:
            return False
        if self.name_has and name_key(self.name_has) not in unit.name_key:
            return False
        return (not self.kinds or unit.kind in self.kinds) and (not self.levels or unit.school_level in self.levels)


K, R = UnitKind, GroupReach
_RULES = {
    "children/divisions": Rule("các phòng trực thuộc", R.CHILDREN, (K.DIVISION, K.COMMUNE_DIVISION)),
    "children/attached": Rule("các đơn vị trực thuộc", R.CHILDREN, (K.ATTACHED_UNIT, K.SCHOOL)),
    "children/belonging": Rule(
        "các đơn vị thuộc, trực thuộc", R.CHILDREN, (K.DIVISION, K.COMMUNE_DIVISION, K.ATTACHED_UNIT, K.SCHOOL)
    ),
    "children/schools": Rule("các trường trực thuộc", R.CHILDREN, (K.SCHOOL,)),
    "subtree/schools": Rule("các cơ sở giáo dục", R.SUBTREE, (), tuple(SchoolLevel)),
    "subtree/communes": Rule("Ủy ban nhân dân các xã, phường, đặc khu", R.SUBTREE, (K.COMMUNE_COMMITTEE,)),
    "subtree/commune_divisions": Rule(
        "Phòng Văn hóa - Xã hội các xã, phường, đặc khu", R.SUBTREE, (K.COMMUNE_DIVISION,), (), "Văn hóa - Xã hội"
    ),
    "subtree/districts": Rule("Ủy ban nhân dân các huyện, thị xã, thành phố", R.SUBTREE, (K.DISTRICT_COMMITTEE,)),
    "subtree/district_divisions": Rule(
        "Phòng Giáo dục và Đào tạo các huyện, thị xã, thành phố", R.SUBTREE, (K.DISTRICT_DIVISION,)
    ),
    "subtree/all": Rule("100% cơ quan, đơn vị", R.SUBTREE),
}


def rule_of(key: str) -> Rule:
    """The rule of a standard key; KeyError where there is no such group."""
    reach, _, what = key.partition("/")
    if not what.startswith("levels:"):
        return _RULES[key]
    levels = tuple(SchoolLevel(level) for level in what.removeprefix("levels:").split("+"))
    direct = " trực thuộc" if reach == GroupReach.CHILDREN else ""
    return Rule(f"{_levels_in_words(levels)}{direct}", GroupReach(reach), (), levels)


def _levels_in_words(levels: tuple[SchoolLevel, ...]) -> str:
    chosen, words = set(levels), []
    for label, own in (
        ("mầm non", (L.PRESCHOOL,)),
        ("phổ thông", _GENERAL),
        ("tiểu học", _PRIMARY),
        ("trung học cơ sở", _LOWER),
        ("trung học phổ thông", _UPPER),
        ("giáo dục thường xuyên", (L.CONTINUING,)),
        ("trung học nghề", (L.VOCATIONAL,)),
        ("giáo dục đặc biệt", (L.SPECIAL,)),
    ):
        if set(own) <= chosen and not ("phổ thông" in words and set(own) <= set(_GENERAL)):
            words.append(label)
    words = words or [f"liên cấp {level.label}" for level in levels]
    if set(levels) <= {L.CONTINUING, L.VOCATIONAL}:
        return f"các trung tâm, trường {', '.join(words)}"
    return f"các trường {', '.join(words)}"


def standard_group(owner: Unit, key: str) -> UnitGroup:
    """The group of a standard key, made where the unit has none of that key or name yet."""
    rule = rule_of(key)
    with transaction.atomic():
        group = UnitGroup.objects.filter(owner=owner, standard=key).first()
        return group or _named_group(owner, key, rule)


def _named_group(owner: Unit, key: str, rule: Rule) -> UnitGroup:
    name = rule.name[:1].upper() + rule.name[1:]
    group, _ = UnitGroup.objects.get_or_create(
        owner=owner,
        key=name_key(name)[:200],
        defaults={
            "name": name,
            "standard": key,
            "reach": rule.reach,
            "kinds": list(rule.kinds),
            "school_levels": list(rule.levels),
            "name_has": rule.name_has,
        },
    )
    return group


@dataclass(slots=True)
class _Reading:
    found: list[str]
    levels: set[SchoolLevel]
    is_many: bool = False
    is_direct: bool = False
    is_belonging: bool = False


def read_group(text: str) -> list[str]:
    """The standard keys that a phrase names; none where it is no usual group, or too vague to be one."""
    if _ENDS_A_NAME.search(_OWN_FIELD.sub("GDĐT", squeeze(text))):
        return []
    key = name_key(text)
    reading = _read(_with_school_word(text, key))
    if reading is None or not (reading.found or reading.levels):
        return []
    if _ALL.search(key) and set(reading.found) <= {"units", "schools"} and not reading.levels:
        return [] if reading.is_direct and "units" not in reading.found else _direct(reading) or ["subtree/all"]
    if _is_glued_school(text):
        reading.levels = {L.PRIMARY_LOWER}
    return _keys(reading)


def _with_school_word(text: str, key: str) -> str:
    """The key with the "trường" that name keys leave out at the beginning, for it makes a phrase one of schools."""
    return f"truong {key}" if fold(text).startswith("truong ") and not key.startswith("truong") else key


def _is_glued_school(text: str) -> bool:
    return bool(re.search(r"\bTH\s*[&-]\s*THCS\b", squeeze(text))) and "," not in text


def _read(key: str) -> _Reading | None:
    reading, rest = _Reading([], set()), key
    while rest:
        after = _step(reading, rest)
        if after is None:
            return None
        rest = after.strip()
    return reading


def _step(reading: _Reading, rest: str) -> str | None:
    """Read one word group off the beginning; None where it is none that groups are made of."""
    if found := _MANY.match(rest):
        reading.is_many = True
        return rest[found.end() :]
    after = _step_noun(reading, rest)
    if after is None and (reading.found or reading.levels):
        return _step_qualifier(reading, rest)
    return after


def _step_noun(reading: _Reading, rest: str) -> str | None:
    for pattern, word in _WORDS:
        if found := re.match(rf"(?:{pattern})(?= |$)", rest):
            reading.is_many = reading.is_many or bool(_SEVERAL_PLACES.search(found[0]))
            reading.found.append(word)
            return rest[found.end() :]
    for pattern, levels in _LEVEL_WORDS:
        if found := re.match(rf"(?:{pattern})(?= |$)", rest):
            reading.levels.update(levels)
            reading.found.extend(["centres"] if "trung tam" in found[0] else [])
            return rest[found.end() :]
    return None


def _step_qualifier(reading: _Reading, rest: str) -> str | None:
    """Words that say where the units belong: directly under the one who speaks, or anywhere below."""
    if found := _DIRECTLY.match(rest):
        reading.is_direct = True
        reading.is_belonging = reading.is_belonging or "truc" not in found[0] or found[0].startswith("thuoc truc")
        return rest[found.end() :]
    found = _WHERE.match(rest)
    return rest[found.end() :] if found else None


def _direct(reading: _Reading) -> list[str]:
    if "units" not in reading.found or not reading.is_direct:
        return []
    return ["children/belonging" if reading.is_belonging else "children/attached"]


def _keys(reading: _Reading) -> list[str]:
    keys = _school_keys(reading)
    for word in dict.fromkeys(reading.found):
        match word:
            case "units":
                usual = ["subtree/all"] if "schools" in reading.found and not reading.levels else []
                keys = [*(_direct(reading) or usual), *(key for key in keys if key.partition("/")[2] != "schools")]
                if not _direct(reading) and not usual:
                    return []
            case "divisions":
                keys += ["children/divisions"] if reading.is_many else []
            case "district_divisions" | "districts" | "commune_divisions" | "communes":
                keys += [f"subtree/{word}"] if reading.is_many or word == "district_divisions" else []
    return list(dict.fromkeys(keys))


def _school_keys(reading: _Reading) -> list[str]:
    reach = GroupReach.CHILDREN if reading.is_direct else GroupReach.SUBTREE
    if reading.levels:
        is_said = {"schools", "centres"} & set(reading.found)
        levels = "+".join(level for level in SchoolLevel if level in reading.levels)
        return [f"{reach}/levels:{levels}"] if is_said else []
    return [f"{reach}/schools"] if "schools" in reading.found and reading.is_many else []
