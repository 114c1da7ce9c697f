"""Found words marked in the text that people wrote, and the part of a long text that says most of them."""

import re
from bisect import bisect_left
from html import escape

from django.utils.safestring import SafeString, mark_safe

from lantoa.search.words import Question, folded

LENGTH = 240  # characters of an excerpt
_LOOKED_AT = 400  # places of a long text; more say nothing new
_LEAD = 60  # characters before the first found word


def marked(text: str, question: Question, text_folded: str = "") -> SafeString:
    """`text` escaped, with every found word in <mark>; `text_folded`: what `words.folded` makes of it."""
    return _marked(text, _places(text_folded or folded(text), question))


def excerpt(text: str, text_folded: str, question: Question) -> SafeString:
    """The part of `text` where most of the words stand together, escaped and marked; its beginning where none does.
    `text_folded` is what `words.folded` makes of `text`."""
    places = _places(text_folded, question)
    start, end = _window(text, places)
    inside = [(first - start, last - start) for first, last in places if start <= first and last <= end]
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return mark_safe(before) + _marked(text[start:end], inside) + mark_safe(after)  # noqa: S308 - dots alone


def _places(text: str, question: Question) -> list[tuple[int, int]]:
    """Where the words stand in folded text."""
    if not question:
        return []
    *whole, last = question.words
    endings = [f"{word}(?![^ ])" for word in whole] + [rf"{last}[^ ]*" if question.is_open else f"{last}(?![^ ])"]
    found = []
    for one in re.finditer(rf"(?<![^ ])(?:{'|'.join(endings)})", text):
        found.append(one.span())
        if len(found) == _LOOKED_AT:
            break
    return found


def _window(text: str, places: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the excerpt begins and ends: at gaps between words."""
    start = max(0, places[_best(text, places)][0] - _LEAD) if places else 0
    if len(text) - start < LENGTH:
        start = max(0, min(start, len(text) - LENGTH))
    if start:
        start = text.find(" ", start - 1) + 1
    end = start + LENGTH
    if end >= len(text):
        return start, len(text)
    gap = text.rfind(" ", start, end)
    return start, gap if gap > start else end


def _best(text: str, places: list[tuple[int, int]]) -> int:
    """From which place on an excerpt would hold most different words, those side by side counting more."""
    starts = [first for first, _ in places]
    words = [text[first:last].lower() for first, last in places]
    best, most = 0, -1
    for number, start in enumerate(starts):
        end = bisect_left(starts, start + LENGTH - _LEAD)
        joined = sum(places[one][1] + 1 == starts[one + 1] for one in range(number, end - 1))
        worth = 10 * len(set(words[number:end])) + min(joined, 9)
        if worth > most:
            best, most = number, worth
    return best


def _marked(text: str, places: list[tuple[int, int]]) -> SafeString:
    out, here = [], 0
    for first, last in _joined(text, places):
        out += [escape(text[here:first]), "<mark>", escape(text[first:last]), "</mark>"]
        here = last
    return mark_safe("".join([*out, escape(text[here:])]))  # noqa: S308 - each part is escaped above


def _joined(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbours with nothing but a space between them become one."""
    out: list[tuple[int, int]] = []
    for first, last in places:
        if out and not text[out[-1][1] : first].strip():
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return out
