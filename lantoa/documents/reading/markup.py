"""One printed line without the marks of Markdown and HTML: reads a stretch of the source, writes a clean Passage.

Marks are no text (CONTRACT, "Texts"), but they say that a line is a heading or bold, which later stages use.
"""

import re
from dataclasses import dataclass

from lantoa.documents.reading.passage import EMPTY, Passage

_UNUSUAL = re.compile(r"[*#<>\\_`~\t\r\f\v\u00a0\u00ad\u2000-\u200f\u2028\u2029\u202f\u2060\ufeff]|  ")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
# A stretch that is dropped or becomes a space; everything else is kept as it stands.
_MARKS = re.compile(
    r"(?P<tag></?(?:b|i|u|em|strong|span|p|br|h[1-6]|font|sup|sub|div|center)\b[^<>]{0,200}>)"
    r"|<(?P<link>(?:https?://|mailto:)?[^\s<>]{3,300})>"
    r"|\\(?P<escaped>[-\\`*_{}\[\]()#+.!|<>~])"
    r"|(?P<stars>\*{2,3}|__(?!_)|`|~~)"
    r"|(?P<star>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*]))"
    r"|(?P<ghost>[\u00ad\u200b-\u200f\u2060\ufeff]+)"
    r"|(?P<space>[\s\u00a0\u2000-\u200a\u202f]{2,}|[\t\r\f\v\u00a0\u2000-\u200a\u2028\u2029\u202f])"
)


@dataclass(slots=True)
class Clean:
    """A line's text, and what its marks said of it."""

    passage: Passage
    heading: int | None = None
    bold: bool = False


def clean(text: str, start: int, end: int) -> Clean:
    """`text[start:end]` without marks, inner white space folded."""
    raw = text[start:end]
    if not _UNUSUAL.search(raw):
        return Clean(Passage(raw, ((0, start),)).cut(0))
    heading = _HEADING.match(raw)
    offset = heading.end() if heading else 0
    passage = _without_marks(raw, offset, start)
    bold = raw[offset:].lstrip("*_ ") != raw[offset:].lstrip() and "**" in raw
    bold = bold or "<b>" in raw or "<strong>" in raw
    return Clean(passage, len(heading[1]) if heading else None, bold)


def _without_marks(raw: str, offset: int, start: int) -> Passage:
    texts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = 0

    def keep(begin: int, end: int) -> None:
        nonlocal length
        if end > begin:
            pieces.append((length, start + begin))
            texts.append(raw[begin:end])
            length += end - begin

    at = offset
    for mark in _MARKS.finditer(raw, offset):
        keep(at, mark.start())
        at = mark.end()
        if mark.lastgroup == "link":
            keep(mark.start("link"), mark.end("link"))
        elif mark.lastgroup == "escaped":
            keep(mark.start("escaped"), mark.end("escaped"))
        elif mark.lastgroup == "space" or (mark.lastgroup == "tag" and "br" in mark[0].lower()):
            length += _add_space(texts, pieces, length, start + mark.start())
    keep(at, len(raw))
    return _folded(Passage("".join(texts), pieces)) if texts else EMPTY


def _add_space(texts: list[str], pieces: list[tuple[int, int]], length: int, there: int) -> int:
    pieces.append((length, there))
    texts.append(" ")
    return 1


def _folded(passage: Passage) -> Passage:
    """Two spaces may meet where a mark between them went."""
    if "  " not in passage.text:
        return passage.cut(0)
    parts: list[Passage] = []
    at = 0
    for run in re.finditer(r" {2,}", passage.text):
        parts.append(passage.cut(at, run.start()))
        at = run.end()
    parts.append(passage.cut(at))
    return _joined_plainly(parts)


def _joined_plainly(parts: list[Passage]) -> Passage:
    text, pieces, length = "", list[tuple[int, int]](), 0
    for part in parts:
        if not part:
            continue
        if text:
            text, length = text + " ", length + 1
        pieces += [(here + length, there) for here, there in part.pieces]
        text, length = text + part.text, length + len(part.text)
    return Passage(text, pieces)
