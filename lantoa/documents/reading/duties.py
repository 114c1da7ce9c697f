"""Who must do what. Reads the headings on carrying out ("Tổ chức thực hiện"), writes Duty.

CONTRACT, `duties`: the unit is the heading without label, colon or a leading "Giao"; a heading that is no unit gives
none. Where a plan heads no units but opens each numbered or bulleted text with one, that is the unit.
"""

import re
from collections.abc import Iterator, Sequence

from lantoa.documents.plan import Duty
from lantoa.documents.reading.headings import Heading
from lantoa.documents.reading.items import Item, items_in, items_of
from lantoa.documents.reading.joining import Paragraph
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.topics import topics
from lantoa.documents.reading.units import is_unit_name, opens_unit, verb_at

_ASSIGNED = re.compile(r"Giao(?:\s+cho)?(?:\s+nhiệm vụ cho)?\s+(?=\S)", re.IGNORECASE)
_ASKED = re.compile(r"(?:Giao(?:\s+cho)?|Đề nghị|Yêu cầu)\s+(?=\S)", re.IGNORECASE)
_HAS_DUTY = re.compile(r"\s*(?:có (?:trách nhiệm|nhiệm vụ)|chịu trách nhiệm|thực hiện)\b.*$", re.IGNORECASE)


def read_duties(parts: Sequence[Heading], roots: Sequence[Heading]) -> list[Duty]:
    """The duties below `parts`; where there are none, those of any heading that is divided among units only."""
    found = [duty for part in parts for duty in _duties(part)]
    if found:
        return found
    divided = [root for root in roots if root.children and all(_names_unit(child) for child in root.children)]
    return [duty for root in divided if not topics(root) & _OTHER_TOPICS for duty in _duties(root)]


_OTHER_TOPICS = {"contents", "channels", "audiences", "aims", "budget"}


def _duties(part: Heading) -> Iterator[Duty]:
    units = [child for child in part.children if _names_unit(child)]
    if not units:
        yield from _unheaded(part)
    for child in part.children:
        if child in units:
            yield from _of_unit(child)
        else:
            yield from _duties(child)


def _names_unit(heading: Heading) -> bool:
    return is_unit_name(heading.title.text)


def _of_unit(heading: Heading) -> Iterator[Duty]:
    below = [child for child in heading.children if _names_unit(child)]
    if below and len(below) == len(heading.children) and not items_in(heading.content):
        for child in below:
            yield from _of_unit(child)
        return
    name = unit_name(heading.title)
    yield _duty(name, items_of(heading))


def unit_name(title: Passage) -> Passage:
    found = _ASSIGNED.match(title.text)
    return title.cut(found.end()) if found else title


def _duty(name: Passage, items: list[Item]) -> Duty:
    return Duty(name.text, [item.text for item in items], name.spans(), [item.passage.spans() for item in items])


def _unheaded(part: Heading) -> Iterator[Duty]:
    """Texts that open with the unit that they bind: "- Văn phòng: …", "1. Văn phòng có trách nhiệm: - …"."""
    groups: list[tuple[Passage, list[Paragraph]]] = []
    for piece in part.content:
        if not isinstance(piece, Paragraph):
            continue
        found = _opening(piece)
        if found:
            groups.append((found[0], [found[1]] if found[1] else []))
        elif groups:
            groups[-1][1].append(piece)
    for name, paragraphs in groups:
        items = items_in(paragraphs)
        if items:
            yield _duty(name, items)


def _opening(piece: Paragraph) -> tuple[Passage, Paragraph | None] | None:
    if piece.mark is None:
        return None
    text = piece.text
    colon = re.search(r":\s*", text)
    if colon and _is_lead(text[: colon.start()]):
        name = _HAS_DUTY.sub("", text[: colon.start()])
        rest = piece.body.cut(colon.end())
        return unit_name(piece.body.cut(0, len(name))), Paragraph(rest, rest) if rest else None
    if piece.mark.kind == "bullet" or not opens_unit(text):
        return None
    verb = verb_at(text)
    if 0 < verb <= 160 and "." not in text[:verb]:
        unit = piece.body.cut(0, verb).without_end_marks()
        asked = _ASKED.match(unit.text)
        return unit.cut(asked.end()) if asked else unit, Paragraph(piece.body, piece.body)
    return None


def _is_lead(name: str) -> bool:
    bare = _HAS_DUTY.sub("", name)
    return is_unit_name(bare) and len(bare.split()) <= 25
