"""The items below a heading (CONTRACT, "Texts"). Reads the heading's paragraphs, writes Items.

An item is a marked paragraph at its lowest level; one that leads in lower ones gives only those; unmarked text after a
marked item belongs to it; without any marks every paragraph is an item.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoa.documents.reading.headings import Heading
from lantoa.documents.reading.joining import Flow, Paragraph
from lantoa.documents.reading.marks import Mark
from lantoa.documents.reading.passage import Passage, join

NOTE = re.compile(
    r"\(?\s*(?:\(?(?:có|chi tiết|đính kèm|kèm theo|gửi kèm|theo|xem|nội dung chi tiết)\b[^.]{0,120}?"
    r"(?:phụ lục|biểu|danh mục|bảng)[^.]*\)?\s*[.;]?)$",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r":$|(?:như sau|sau đây|bao gồm|gồm|như)\s*:?$")


@dataclass(slots=True)
class Item:
    """One item: its text, whole; `parts` are the paragraphs it was made of."""

    passage: Passage

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(slots=True)
class _Open:
    parts: list[Passage]
    level: int
    leads: bool = False


def items_of(heading: Heading) -> list[Item]:
    """The items of a heading and of the headings below it."""
    found = items_in(heading.content)
    for child in heading.children:
        found += items_of(child)
    return found


def items_in(content: Sequence[Flow]) -> list[Item]:
    paragraphs = [piece for piece in content if isinstance(piece, Paragraph) and not is_note(piece)]
    if not any(piece.mark for piece in paragraphs):
        return [
            Item(piece.body.without_end_marks()) for piece in paragraphs if piece.body and not piece.text.endswith(":")
        ]
    return _closed(_opened(paragraphs))


def _opened(paragraphs: Iterable[Paragraph]) -> list[_Open]:
    """Marked paragraphs with their levels, each with the unmarked text after it."""
    found: list[_Open] = []
    kinds: list[str] = []
    for piece in paragraphs:
        if piece.mark is None:
            if found and not found[-1].leads:
                found[-1].parts.append(piece.body)
            elif not piece.text.endswith(":"):
                found.append(_Open([piece.body], len(kinds)))
            continue
        level = _level(kinds, piece.mark)
        if piece.body:
            found.append(_Open([piece.body], level, leads=bool(_LEADS_IN.search(piece.text))))
    return found


def _level(kinds: list[str], mark: Mark) -> int:
    """How deep a mark stands: a kind not seen yet under the open ones is deeper, a known one goes back to its level."""
    key = mark.label if mark.kind == "bullet" else mark.kind
    if mark.kind == "bullet" and mark.label in "–—−":
        key = "-"
    if key in kinds:
        del kinds[kinds.index(key) + 1 :]
    else:
        kinds.append(key)
    return len(kinds) - 1


def _closed(opened: list[_Open]) -> list[Item]:
    items: list[Item] = []
    for at, one in enumerate(opened):
        deeper = at + 1 < len(opened) and opened[at + 1].level > one.level
        if one.leads and (deeper or one.parts[-1].text.endswith(":")):
            continue
        passage = join(one.parts).without_end_marks()
        if passage:
            items.append(Item(passage))
    return items


def is_note(piece: Paragraph) -> bool:
    """A bracketed note that sends the reader to the appendix."""
    text = piece.passage.text
    return len(text) < 220 and bool(NOTE.match(text)) and (text.startswith("(") or text.endswith(")"))
