"""A passage cut into sentences, and a sentence into clauses: at "." before a capital, not at that of TP. or ThS."""

import re
from collections.abc import Iterator

from lantoa.documents.reading.passage import Passage
from lantoa.vietnamese.text import UPPER

_STOP = re.compile(rf"(?<!\.)[.!?][”\"»)]?\s+(?=[“\"(]?[{UPPER}0-9])|(?:…|\.\.\.)\s+(?=[{UPPER}])")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:TP|TX|TT|Tp|Tx|ThS|Ths|TS|PGS|GS|BS|Đ/c|đ/c|ĐT|Tel|KT|TM|TL|St|No|[A-ZĐ])$")


def sentences(passage: Passage) -> Iterator[Passage]:
    start = 0
    for stop in _STOP.finditer(passage.text):
        if _ABBREVIATION.search(passage.text[max(0, stop.start() - 6) : stop.start()]):
            continue
        piece = passage.cut(
            start, stop.start() + (0 if stop[0].startswith(".") and stop[0][:3] != "..." else len(stop[0].rstrip()))
        )
        if piece:
            yield piece
        start = stop.end()
    rest = passage.cut(start)
    if rest:
        yield rest
