"""A file's text as the parts of a page: headings that one can jump to, paragraphs, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

_HEADING = re.compile(
    r"(?P<high>(?:phần|chương|mục|phụ lục)(?:\s+(?:thứ\s+\w+|[ivxlc]+|\d+[a-zđ]?)\b|$))"
    r"|(?P<low>điều\s+\d+[a-zđ]?\b\s*[.:]?)",
    re.IGNORECASE,
)
_LONGEST_HEADING = 250


@dataclass(slots=True)
class Part:
    """`kind` is "high" (phần, chương, mục), "low" (điều), "table" or "text"."""

    kind: str
    text: str = ""
    anchor: str = ""
    rows: list[list[str]] = field(default_factory=list)


def parts_of(text: str) -> list[Part]:
    """The parts in order; headings carry the anchors that a list of contents leads to."""
    numbers = count(1)
    found: list[Part] = []
    for line in filter(str.strip, text.split("\n")):
        if "\t" in line:
            found += _row(found, line)
            continue
        heading = _HEADING.match(line) if len(line) <= _LONGEST_HEADING else None
        if heading and _is_heading(line, heading):
            found.append(Part(str(heading.lastgroup), line, f"muc-{next(numbers)}"))
        else:
            found.append(Part("text", line))
    return found


def _is_heading(line: str, found: "re.Match[str]") -> bool:
    """A sentence may begin with “Điều 5 của Luật này …”: a heading goes on with a stop or a capital, or ends."""
    rest = line[found.end() :].lstrip(" .:–-")
    stopped = found.group().rstrip().endswith((".", ":"))
    return not rest or stopped or (found.lastgroup == "high" and rest[:1].isupper())


def _row(found: list[Part], line: str) -> Iterator[Part]:
    cells = [cell.strip() for cell in line.split("\t")]
    if found and found[-1].kind == "table":
        found[-1].rows.append(cells)
    else:
        yield Part("table", rows=[cells])
