"""What a heading is about. Reads the tree of headings, writes which parts hold the contents, channels, duties, money …

CONTRACT, "Fields": contents only from headings on what ("Nội dung"), channels from those on how ("Hình thức"); a
heading under "Nội dung" counts with it, save those on "Đối tượng" and "Hình thức".
"""

import re
from collections.abc import Iterator, Sequence

from lantoa.documents.reading.headings import Heading
from lantoa.documents.reading.units import is_unit_name
from lantoa.vietnamese.text import fold


def _folded(pattern: str) -> str:
    """A pattern of Vietnamese words over folded text; `$` and brackets stay."""
    return "".join(fold(char) if char.isalpha() else char for char in pattern)


_TOPICS = {
    "audiences": r"đối tượng",
    "contents": r"nội dung",
    "channels": r"hình thức|phương thức|kênh (?:tuyên truyền|truyền thông|thông tin)",
    "budget": r"kinh phí|ngân sách|nguồn lực tài chính|tài chính thực hiện",
    "duties": r"tổ chức(?: triển khai)? thực hiện|tổ chức triển khai|phân công|trách nhiệm(?: thực hiện| của| các)"
    r"|trách nhiệm$",
    "aims": r"mục đích|mục tiêu|yêu cầu|quan điểm",
    "time": r"thời gian|tiến độ|thời điểm|lộ trình|địa điểm",
}
# Folded, so that a heading whose marks a bad reading lost is known all the same.
_PATTERNS = {topic: re.compile(rf"(?<!\w)(?:{_folded(pattern)})") for topic, pattern in _TOPICS.items()}


def topics(heading: Heading) -> set[str]:
    title = fold(heading.title.text)
    return {topic for topic, pattern in _PATTERNS.items() if pattern.search(title)}


def content_parts(roots: Sequence[Heading]) -> list[Heading]:
    """The headings whose own paragraphs say what is to be communicated."""
    return [part for root in roots for part in _parts(root, "contents", {"audiences", "channels"})]


def channel_parts(roots: Sequence[Heading]) -> list[Heading]:
    return [part for root in roots for part in _parts(root, "channels", {"audiences", "contents"})]


def audience_parts(roots: Sequence[Heading]) -> list[Heading]:
    return [part for root in roots for part in _parts(root, "audiences", {"contents", "channels"})]


def budget_parts(roots: Sequence[Heading]) -> list[Heading]:
    """Headings on money, each with all below it."""
    found: list[Heading] = []
    for root in roots:
        if "budget" in topics(root) and not is_unit_name(root.title.text):
            found.append(root)
        else:
            found += budget_parts(root.children)
    return found


def duty_parts(roots: Sequence[Heading]) -> list[Heading]:
    found: list[Heading] = []
    for root in roots:
        if "duties" in topics(root):
            found.append(root)
        else:
            found += duty_parts(root.children)
    return found


def _parts(heading: Heading, topic: str, barred: set[str], within: bool = False) -> Iterator[Heading]:
    """`heading` and those below it that count with the topic; a heading on several topics leaves it to its children."""
    own = topics(heading)
    if "duties" in own:
        return
    named = topic in own
    if named or (within and not own & (barred | {"budget", "time", "aims"})):
        mixed = named and bool(own & barred)
        if not (mixed and heading.children):
            yield heading
        split = [child for child in heading.children if topics(child) & {topic, *barred}]
        only_named = any(topic in topics(child) for child in heading.children)
        for child in heading.children:
            if topic in topics(child) or not (only_named or (mixed and topic != "contents" and split)):
                yield from _parts(child, topic, barred, within=not mixed or topic == "contents")
    elif not (own & barred and within):
        for child in heading.children:
            yield from _parts(child, topic, barred)
