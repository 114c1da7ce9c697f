"""The end of the document: who gets it and who signs. Reads the lines after the body, writes recipients and Signatory.

Nghị định 30/2020/NĐ-CP, Phụ lục I: "Nơi nhận" on the left, office in capitals and name on the right; converters put one
after the other, or both on one line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lantoa.documents.plan import Found, Signatory
from lantoa.documents.reading.lines import Printed
from lantoa.documents.reading.marks import split_mark
from lantoa.documents.reading.passage import Passage, join, spans_of
from lantoa.documents.reading.regions import RECIPIENTS, ROLE
from lantoa.vietnamese.text import LOWER, UPPER

_CAPITALS = re.compile(rf"(?:[{UPPER}]{{2,}}|[A-ZĐ]\.)[{UPPER}\s.,/&-]*$")
_PROXY = re.compile(r"(?:T\s?M|K\s?T|T\s?L|TUQ|T/M|K/T|T/L)(?:[./:]|\s)")
_SIGNED = re.compile(
    r"\(?\s*(?:đã ký|ký tên|ký, đóng dấu|ký tên, đóng dấu|ký và ghi rõ|chữ ký|ký số|đã kí|signed)[^)]*\)?[.]?$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:ThS|Ths|TS|Th\.S|T\.S|GS|PGS|BS|BSCKI|BSCKII|CN|NGND|NGƯT|NGUT|Thạc sĩ|Tiến sĩ|Đ/c)[.\s]+)*"
    rf"[{UPPER}][{LOWER}]*(?:\s+[{UPPER}][{LOWER}]*){{1,5}}$"
)
_ROLE_AT_END = re.compile(rf"(?<=[\s;.:])(?:(?:TM|KT|TL|TUQ|Q)\.\s?)?[{UPPER}]{{2,}}(?:\s+[{UPPER}]+)*$")
_NAME_IN_CAPITALS = re.compile(rf"[{UPPER}]+(?:\s+[{UPPER}]+){{1,5}}$")


def read_closing(lines: Sequence[Printed]) -> tuple[list[Found[str]], Signatory | None, int]:
    """Recipients, signatory, and how many of the lines were used (what follows belongs to an appendix)."""
    left, right, used = _sides(lines)
    return _recipients(left), _signatory(right), used


def _sides(lines: Sequence[Printed]) -> tuple[list[Passage], list[Passage], int]:
    left: list[Passage] = []
    right: list[Passage] = []
    listing = False
    used = 0
    for at, line in enumerate(lines):
        for whole in _split_line(line.passage, listing):
            opening = RECIPIENTS.match(whole.text)
            listing = listing or bool(opening)
            part = whole.cut(opening.end()) if opening else whole
            if not part:
                continue
            if _is_right(part.text, left, right, listing):
                right.append(part)
            elif listing:
                left.append(part)
            else:
                continue
            used = at + 1
        if right and _NAME.match(right[-1].text) and (left or not listing) and _ended(left) and _closed(lines, at):
            break
    return left, right, used


def _closed(lines: Sequence[Printed], at: int) -> bool:
    """After the name: no list of recipients is still to come."""
    return not any(RECIPIENTS.match(line.text) for line in lines[at + 1 : at + 4]) and not any(
        split_mark(line.passage)[0] for line in lines[at + 1 : at + 3]
    )


def _ended(left: list[Passage]) -> bool:
    return not left or bool(re.search(r"Lưu", left[-1].text)) or left[-1].text.endswith(".")


def _split_line(passage: Passage, listing: bool) -> Iterator[Passage]:
    """Left and right side that the reading put on one line: the right one is in capitals."""
    opening = RECIPIENTS.match(passage.text)
    if not opening and not (listing and split_mark(passage)[0]):
        yield passage
        return
    for found in re.finditer(
        rf"(?<=[\s;.:])(?:(?:TM|KT|TL|TUQ|Q)\.\s?)?[{UPPER}]{{2,}}(?:\s+[{UPPER}]+)*$", passage.text
    ):
        if ROLE.search(found[0]) or _PROXY.match(found[0]):
            yield passage.cut(0, found.start())
            yield passage.cut(found.start())
            return
    name = re.search(rf"(?<=[.;])\s+([{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+){{1,4}})$", passage.text)
    if name and not opening and "Lưu" in passage.text[: name.start()]:
        yield passage.cut(0, name.start())
        yield passage.cut(name.start())
        return
    yield passage


def _is_right(text: str, left: list[Passage], right: list[Passage], listing: bool) -> bool:
    if split_mark(Passage(text, ((0, 0),)))[0] and text[:1] in "-+–•*":
        return False
    if _PROXY.match(text) or ROLE.fullmatch(text.strip(" ,.")) or _SIGNED.match(text):
        return True
    if _CAPITALS.match(text) and not right and (ROLE.search(text) or text.startswith(("ỦY BAN", "UBND"))):
        return True
    if not right:
        return False
    if _CAPITALS.match(text) and len(text) < 70 and not re.match(r"PHỤ LỤC|BIỂU|DANH", text):
        return True
    return bool(_NAME.match(text)) and not any(_NAME.match(one.text) for one in right)


def _recipients(parts: Iterable[Passage]) -> list[Found[str]]:
    groups: list[list[Passage]] = []
    marked = False
    for part in parts:
        mark, rest = split_mark(part)
        marked = marked or bool(mark)
        goes_on = groups and (not mark and (marked and not groups[-1][-1].text.endswith((";", "."))))
        if goes_on:
            groups[-1].append(rest)
        else:
            groups.append([rest if mark else part])
    pieces = [piece for group in groups for piece in _split_listed(join(group))]
    return [
        Found(piece.text, piece.spans())
        for piece in (one.without_end_marks() for one in pieces)
        if re.search(r"\w\w", piece.text)
    ]


def _split_listed(passage: Passage) -> Iterator[Passage]:
    """Recipients that were run together on one line ("- UBND tỉnh; - Sở Nội vụ; - Lưu: VT.")."""
    start = 0
    for found in re.finditer(r";\s*[-–+•]\s*(?=\S)", passage.text):
        yield passage.cut(start, found.start())
        start = found.end()
    yield passage.cut(start)


def _signatory(right: Sequence[Passage]) -> Signatory | None:
    parts = _whole_offices([part for one in right for part in _split_offices(one) if not _SIGNED.match(part.text)])
    if not parts:
        return None
    offices = [part for part in parts if _is_office(part.text)]
    name = next((part for part in parts if part not in offices and _NAME.match(part.text)), None)
    if name is None and offices and parts[-1] not in offices and _NAME_IN_CAPITALS.match(parts[-1].text):
        name = parts[-1]
    ahead = [part for part in offices if _PROXY.match(part.text)]
    roles = [part for part in offices if part not in ahead]
    if ahead and not roles:
        split = [part.text for part in ahead]
        return Signatory(None, " ".join(split), name.text if name else None, spans_of(parts))
    role = roles[-1].text if roles else None
    before = [part.text for part in offices if part is not (roles[-1] if roles else None)]
    return Signatory(
        role, " ".join(before) or None, name.text if name else None, spans_of([*offices, *([name] if name else [])])
    )


def _whole_offices(parts: Sequence[Passage]) -> list[Passage]:
    """An office that goes on in capitals on the next line is one, where the name still follows in small letters."""
    found: list[Passage] = []
    for at, part in enumerate(parts):
        goes_on = found and part.text.isupper() and _is_office(found[-1].text) and not _is_office(part.text)
        if goes_on and any(_NAME.match(later.text) for later in parts[at + 1 :]):
            found[-1] = join([found[-1], part])
        else:
            found.append(part)
    return found


def _is_office(text: str) -> bool:
    return bool(_PROXY.match(text)) or (
        text.isupper() and bool(ROLE.search(text) or text.startswith(("ỦY BAN", "UBND", "BAN ")))
    )


def _split_offices(part: Passage) -> list[Passage]:
    """ "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" on one line, with the name after it where the reading lost the breaks."""
    text = part.text
    starts = {0}
    for found in re.finditer(r"(?<=\s)(?:TM|KT|TL|TUQ)\.", text):
        starts.add(found.start())
    roles = list(ROLE.finditer(text))
    starts |= {role.start() for role in roles[1:]}
    starts |= {
        role.start()
        for role in roles[:1]
        if re.match(r"(?:TM|TL|TUQ)\.\s+(?!$)", text)
        and _PROXY.match(text[: role.start()].rstrip() + " ") is not None
        and len(text[: role.start()].split()) > 1
    }
    last = roles[-1] if roles else None
    if last:
        after = re.match(rf"\s+(?=[{UPPER}][{LOWER}])", text[last.end() :])
        if after and not text[last.end() :].isupper():  # the office's own name may go on in capitals
            starts.add(last.end() + after.end())
    bounds = [*sorted(starts), len(text)]
    return [piece for piece in (part.cut(a, b) for a, b in pairwise(bounds)) if piece]
