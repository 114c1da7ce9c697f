"""Lists as Word pastes them: paragraphs whose style names a list and a level, with the mark as text. They become lists
again; what else Word leaves behind (mso-…, o:p, classes) falls to the allowlist."""

import re
from typing import Any

from lxml import html as parsing

_LEVEL = re.compile(r"mso-list:[^;\"']*?level(\d)", re.IGNORECASE)
_MARK_STYLE = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\A\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,5})[.)]", re.IGNORECASE)
_TYPED_MARK = re.compile(r"\A\s*(?:[·•▪§o\-–+*]|\(?(?:\d{1,3}|[a-z])[.)])\s+", re.IGNORECASE)


def make_lists(root: Any) -> None:
    """Turn runs of Word's list paragraphs into `ul` and `ol`, deeper levels inside."""
    for paragraph in list(root.iter("p")):
        if _level(paragraph) and not _level(paragraph.getprevious()):
            _make_list(paragraph)


def _level(node: Any) -> int:
    """The level of a list paragraph; 0 of anything else."""
    if node is None or node.tag != "p":
        return 0
    found = _LEVEL.search(node.get("style", ""))
    if found:
        return int(found.group(1))
    return 1 if node.get("class", "").startswith("MsoListParagraph") else 0


def _make_list(first: Any) -> None:
    run = [first]
    while _level(run[-1].getnext()) and not (run[-1].tail or "").strip():
        run.append(run[-1].getnext())
    parent, place = first.getparent(), first.getparent().index(first)
    open_lists: list[Any] = []  # the list that is open at each level
    for paragraph in run:
        tag, level = _kind(paragraph), min(_level(paragraph), len(open_lists) + 1)
        tail, paragraph.tail = paragraph.tail, None
        del open_lists[level:]
        if len(open_lists) == level and open_lists[-1].tag != tag:
            open_lists.pop()
        if len(open_lists) < level:
            fresh = parsing.Element(tag)
            if open_lists:
                open_lists[-1][-1].append(fresh)
            else:
                parent.insert(place, fresh)
                place += 1
            open_lists.append(fresh)
        paragraph.getparent().remove(paragraph)
        paragraph.tag = "li"
        paragraph.attrib.clear()
        open_lists[-1].append(paragraph)
        if paragraph is run[-1]:
            parent[place - 1].tail = tail


def _kind(paragraph: Any) -> str:
    """`ol` where the mark is a number or a letter; the mark itself goes."""
    for span in paragraph.iter("span"):
        if _MARK_STYLE.search(span.get("style", "")):
            mark = (span.text_content() or "").strip()
            span.drop_tree()
            paragraph.text = (paragraph.text or "").lstrip()
            return "ol" if _NUMBER.match(mark) else "ul"
    typed = _TYPED_MARK.match(paragraph.text or "")
    if typed is None:
        return "ul"
    paragraph.text = paragraph.text[typed.end() :]
    return "ol" if _NUMBER.match(typed.group().strip()) else "ul"
