"""Text taken out of the source that still knows where every character of it stood."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from lantoa.documents.source import Span

_EDGE_SPACE = " \t\n\u00a0"
# What a text never ends with (CONTRACT, "Texts"): an ellipsis stays, "./." closes the whole document.
_TRAILING = re.compile(r"(?:\s|(?<!\.)\./\.|(?<![.…])\.(?!\.)|[;,:])+$")
_LONGEST_END = 40  # characters of closing marks that are looked for


class Passage:
    """A text and the pieces of the source that it is made of: `pieces` pairs (offset here, offset in the source)."""

    __slots__ = ("pieces", "text")

    def __init__(self, text: str, pieces: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.pieces = tuple(pieces)

    def __repr__(self) -> str:
        return f"Passage({self.text!r})"

    def __bool__(self) -> bool:
        return bool(self.text)

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """The characters from `start` to `end`, without white space at either edge."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start] in _EDGE_SPACE:
            start += 1
        while end > start and self.text[end - 1] in _EDGE_SPACE:
            end -= 1
        if start >= end:
            return Passage("", ())
        if start == 0 and end == len(self.text):
            return self
        first = bisect_right(self.pieces, (start, 1 << 60)) - 1
        pieces = [(0, self.pieces[first][1] + start - self.pieces[first][0])]
        pieces += [(here - start, there) for here, there in self.pieces[first + 1 :] if here < end]
        return Passage(self.text[start:end], pieces)

    def without_end_marks(self) -> "Passage":
        """Without the `;` `,` `.` `:` or `./.` that closed it on the page; an ellipsis stays."""
        trailing = _TRAILING.search(self.text, max(0, len(self.text) - _LONGEST_END))
        return self.cut(0, trailing.start()) if trailing else self

    @property
    def start(self) -> int:
        """Where in the source it begins (-1 for nothing)."""
        return self.pieces[0][1] if self.pieces else -1

    def spans(self) -> tuple[Span, ...]:
        """Where in the source it stood, one span for each unbroken stretch."""
        if len(self.pieces) == 1:
            there = self.pieces[0][1]
            lead = len(self.text) - len(self.text.lstrip())
            length = len(self.text.rstrip())
            return (Span(there + lead, there + length),) if length else ()
        ends = [*(here for here, _ in self.pieces[1:]), len(self.text)][: len(self.pieces)]
        found: list[Span] = []
        for (here, there), end in zip(self.pieces, ends, strict=True):
            piece = self.text[here:end]
            length = len(piece.rstrip())
            if not length:
                continue
            lead = len(piece) - len(piece.lstrip())
            span = Span(there + lead, there + length)
            if found and 0 <= span.start - found[-1].end <= 2:
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return tuple(found)


EMPTY = Passage("", ())


def join(passages: Iterable[Passage], glue: str = " ") -> Passage:
    """One passage out of several; a word that the line broke after its hyphen (QĐ-/TTg) is closed up again."""
    texts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = 0
    for passage in passages:
        if not passage.text:
            continue
        if texts and not closes_up(texts[-1], passage.text):
            texts.append(glue)
            length += len(glue)
        pieces += [(here + length, there) for here, there in passage.pieces]
        texts.append(passage.text)
        length += len(passage.text)
    return Passage("".join(texts), pieces)


_OPEN_END = re.compile(r"[^\W\d_]-$|\w/$|\d[-/]$")


_ADDRESS = re.compile(r"[(\"“<]?(?:https?://|www\.)")
_OPEN_ADDRESS = re.compile(r"[./_=&?-]$")
_ADDRESS_GOES_ON = re.compile(r"[a-z0-9][a-zA-Z0-9-]*[./_=&?-][a-zA-Z0-9]")


def closes_up(before: str, after: str) -> bool:
    """Whether `after` goes on in the word that `before` broke off at its hyphen or slash."""
    if "://" in before[-200:] or "www." in before[-200:]:
        address = before.rsplit(" ", 1)[-1]
        if _ADDRESS.match(address):
            return bool(_OPEN_ADDRESS.search(address) and _ADDRESS_GOES_ON.match(after))
    return bool(_OPEN_END.search(before[-3:])) and after[:1].isalnum() and not before.endswith("://")


def spans_of(passages: Iterable[Passage]) -> tuple[Span, ...]:
    return tuple(span for passage in passages for span in passage.spans())
