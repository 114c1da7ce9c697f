"""Who issues the plan, and the unit above. Reads the letterhead's units or the body's first sentence, writes names.

CONTRACT, "Head": capitals as in a sentence; only the issuer is spelt out; a name without a place takes the superior's.
"""

import re

from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.units import opens_unit
from lantoa.vietnamese.text import UPPER

_SPELT_OUT = (
    (re.compile(r"\bUBND\b|\bU\.B\.N\.D\b|\bUỷ ban nhân dân\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bGD\s*(?:&|-|và|VÀ)?\s*ĐT\b"), "Giáo dục và Đào tạo"),
    (re.compile(r"\bTHPT\b"), "Trung học phổ thông"),
    (re.compile(r"\b(?:PTDTBT|PTDT BT)\b"), "Phổ thông dân tộc bán trú"),
    (re.compile(r"\b(?:PTDTNT|PTDT NT)\b"), "Phổ thông dân tộc nội trú"),
    (re.compile(r"\bTHCS\b"), "Trung học cơ sở"),
    (re.compile(r"\bTH\b"), "Tiểu học"),
)
_LEVELS = r"tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|TP\.?|TX\.?"
_PLACE = re.compile(rf"\b(?:{_LEVELS})\s+(?!hội\b)(?=[{UPPER}\d])", re.IGNORECASE)
_PLACE_NAME = re.compile(
    r"\b(?P<level>tỉnh|thành phố|huyện|quận|thị xã|đặc khu)\s+"
    rf"(?P<name>[{UPPER}]\w*(?:(?:\s+|\s*[-–]\s*)[{UPPER}]\w*)*)"
)
_ABBREVIATION = re.compile(
    r"(?:UBND|HĐND|GD|ĐT|GDĐT|THPT|THCS|TH|TH&THCS|THCS&THPT|GDNN|GDTX|GDNN-GDTX|PTDTBT|PTDTNT|CCHC|MTTQ|VN"
    r"|TTHC|LĐTBXH|LĐTB&XH|TNMT|KH&CN|"
    r"VHTT|VHXH|CNTT|[IVX]+)"
)
_SMALL = {"và", "của", "tại", "các", "cho", "về", "trực", "thuộc"}
# Words that open a name's parts: the part that follows takes one capital, a proper name takes one on each word.
_HEAD = re.compile(
    r"(?P<head>Ủy ban nhân dân|Ủy ban|Uỷ ban|Hội đồng nhân dân|UBND|HĐND|Sở|Phòng|Văn phòng|Ban|Bộ|Cục|Chi cục"
    r"|Trung tâm|Thanh tra|Hội|Viện"
    r"|Trường|Tỉnh ủy|Đảng ủy|Đoàn)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"(?P<kind>(?:trường\s+)?(?:mầm non|mẫu giáo|tiểu học và trung học cơ sở|tiểu học và thcs|tiểu học"
    r"|trung học cơ sở và trung học phổ thông"
    r"|trung học cơ sở|trung học phổ thông chuyên|trung học phổ thông|phổ thông dân tộc nội trú"
    r"|phổ thông dân tộc bán trú|phổ thông|chuyên"
    r"|liên cấp|cao đẳng|trung cấp|đại học|th\s*[&-]\s*thcs|thcs\s*[&-]\s*thpt|thpt chuyên|thpt|thcs|th|ptdtnt|ptdtbt"
    r"|mn)\b)+",
    re.IGNORECASE,
)
# The fields of work that departments and divisions are named after; what follows them is a place.
_FIELD = re.compile(
    r"(?:giáo dục và đào tạo|giáo dục|nội vụ|y tế|tư pháp|tài chính|xây dựng|công thương|khoa học và công nghệ"
    r"|ngoại vụ|dân tộc và tôn giáo"
    r"|nông nghiệp và môi trường|nông nghiệp và phát triển nông thôn|tài nguyên và môi trường|giao thông vận tải"
    r"|kế hoạch và đầu tư"
    r"|văn hóa,? thể thao và du lịch|văn hóa và thể thao|văn hóa - xã hội|văn hóa – xã hội|văn hóa và thông tin"
    r"|lao động - thương binh và xã hội"
    r"|lao động,? thương binh và xã hội|thông tin và truyền thông|kinh tế|kinh tế,? hạ tầng và đô thị|du lịch|dân tộc"
    r"|gd\s*[&-]?\s*đt|gdđt"
    r"|giáo dục nghề nghiệp\s*-\s*giáo dục thường xuyên|giáo dục thường xuyên|gdnn\s*-\s*gdtx|gdtx|hành chính"
    r"|phục vụ hành chính công)\b",
    re.IGNORECASE,
)


def sentence_case(name: str, text: str) -> str:
    """A name in capitals as a sentence writes it: as the document itself does elsewhere, else by the rule of names."""
    if not name.isupper():
        return name
    own = _elsewhere(name, text)
    return own or _cased(name)


def _elsewhere(name: str, text: str) -> str | None:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    for match in re.finditer(pattern, text, re.IGNORECASE):
        spelling = " ".join(match[0].split())
        if not spelling.isupper() and spelling[0].isupper() and " ".join(spelling.split()[-1:])[0].isupper():
            return spelling
    return None


def _cased(name: str) -> str:
    """Places and proper names take a capital on each word, the noun of a unit and each part of its field one."""
    lowered = name.lower()
    place = re.search(rf"(?<=\s)(?:{_LEVELS.lower()})\s+(?!hội\b)\S", lowered)  # "xã hội" is no commune
    end = place.start() if place else len(lowered)
    head = _cased_unit(name[:end].strip())
    if not place:
        return head
    level, _, rest = name[end:].strip().partition(" ")
    if level.lower() in {"thành", "thị", "đặc"}:
        second, _, rest = rest.partition(" ")
        level = f"{level} {second}"
    return f"{head} {level.lower()} {_proper(rest)}".strip()


def _cased_unit(name: str) -> str:
    head = _HEAD.match(name)
    if not head:
        return _proper(name)
    noun = head[0] if _ABBREVIATION.fullmatch(head[0]) else head[0].capitalize()
    rest = name[head.end() :].strip()
    school = _SCHOOL.match(rest)
    field = None if school else _FIELD.match(rest)
    if not rest:
        return noun
    if school:
        kind = _keep_abbreviations(school[0].strip().capitalize(), school[0].strip())
        return f"{noun} {kind} {_proper(rest[school.end() :].strip())}".strip()
    if field:
        return f"{noun} {_field_case(field[0])} {_proper(rest[field.end() :].strip())}".strip()
    return f"{noun} {_proper(rest)}"


def _keep_abbreviations(cased: str, printed: str) -> str:
    words = zip(cased.split(" "), printed.split(" "), strict=True)
    return " ".join(old if _is_abbreviation(old) else new for new, old in words)


def _is_abbreviation(word: str) -> bool:
    return all(_ABBREVIATION.fullmatch(part) for part in re.split(r"[&–-]", word.strip(",.")) if part)


def _field_case(field: str) -> str:
    parts = re.split(r"(\s+và\s+|\s+VÀ\s+|,\s*|\s*[-–]\s*)", field)
    return "".join(_part_case(part) for part in parts)


def _part_case(part: str) -> str:
    if re.fullmatch(r"\s*(?:và|VÀ|[-–,])\s*", part):
        return part.lower()
    return _keep_abbreviations(part.capitalize(), part)


def _proper(name: str) -> str:
    words = [word if _is_abbreviation(word) else word.capitalize() for word in name.split()]
    return " ".join(word.lower() if word.lower() in _SMALL else word for word in words)


def spelt_out(name: str) -> str:
    for pattern, words in _SPELT_OUT:
        name = pattern.sub(words, name)
    name = re.sub(r"(?<=Tiểu học)\s*[&-]\s*(?=Trung học)|(?<=cơ sở)\s*[&-]\s*(?=Trung học)", " và ", name)
    return " ".join(name.split())


def place_of(name: str) -> str | None:
    """The "tỉnh …", "huyện …" that a unit's name ends with."""
    found = _PLACE.search(name)
    return name[found.start() :] if found else None


def names_place(name: str) -> bool:
    """Whether a unit's name has a place or a name of its own (a school's)."""
    if _PLACE.search(name):
        return True
    head = _HEAD.match(name)
    rest = name[head.end() :].strip() if head else name
    known = _SCHOOL.match(rest) or _FIELD.match(rest)
    if known:
        return bool(rest[known.end() :].strip(" -–"))
    return bool(rest) and not re.fullmatch(
        r"(?:nhân dân|ban nhân dân|tỉnh|huyện|xã|thành phố|phường|quận|hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|và"
        r"|[\s&,-])+",
        rest,
        re.IGNORECASE,
    )


def first_place(text: str) -> str | None:
    """The first "tỉnh X" or "thành phố X" that the text names."""
    found = _PLACE_NAME.search(text)
    return " ".join(found[0].split()) if found else None


def place_called(name: str, text: str) -> str | None:
    """ "Ninh Bình" as the text names it with its level: "tỉnh Ninh Bình"."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    found = re.search(rf"\b(?P<level>{_LEVELS})\s+{words}\b", text, re.IGNORECASE) if words else None
    return f"{' '.join(found['level'].lower().split())} {name}" if found else None


def with_place(name: str, superior: str | None, text: str, place_line: str | None = None) -> str:
    """The name with the superior's place where it has none; failing that with the place that the document names."""
    if names_place(name):
        return name
    place = place_of(superior) if superior else None
    if place is None and place_line:
        place = place_called(place_line, text)
    place = place or (None if superior else first_place(text))
    return f"{name} {place}" if place else name


_BUILDS = re.compile(
    r"\s+(?:(?:tiến hành|tổ chức)\s+)?(?:xây dựng|ban hành|lập|đề ra|triển khai(?: thực hiện)?|thực hiện"
    r"|tổ chức)\s+(?:[Kk]ế hoạch|công tác|thực hiện)"
)


def builder(passage: Passage) -> Passage | None:
    """The unit that the body says builds the plan: "…, Sở X xây dựng Kế hoạch …"."""
    for found in _BUILDS.finditer(passage.text):
        start = _name_start(passage.text, found.start())
        name = passage.cut(start, found.start())
        if name and opens_unit(name.text) and name.text[:1].isupper():
            return name
    return None


def _name_start(text: str, end: int) -> int:
    """Where the name that ends at `end` begins: after the sentence or the last clause before it."""
    starts = [match.end() for match in re.finditer(rf"(?:^|[.;,]\s+|\bnay,?\s+)(?=[{UPPER}])", text[:end])]
    for start in reversed(starts):
        if opens_unit(text[start:end]):
            return start
    return starts[-1] if starts else 0
