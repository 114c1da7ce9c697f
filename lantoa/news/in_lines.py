"""An article's body as channels carry it: lines of text. A list keeps its dashes and numbers, a row of a table says
what each of its cells is, so that it makes sense read aloud too."""

import html
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as parsing

from lantoa.vietnamese.text import squeeze

_LISTS, _TEXTS = ("ul", "ol"), ("p", "h2", "h3", "figcaption", "caption")


def in_lines(body: str) -> str:
    """A clean body (`news.cleaning.clean`) as text: a line for each paragraph, heading, item and row of a table."""
    try:
        root = parsing.fragment_fromstring(body, create_parent="div")
    except (etree.ParserError, ValueError):
        return squeeze(html.unescape(body))
    return "\n".join(line for line in _lines(root) if line)


def _lines(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in _TEXTS:
            yield from _texts(child)
        elif child.tag in _LISTS:
            yield from _items(child)
        elif child.tag == "table":
            yield from _table(child)
        else:
            yield from _lines(child)


def _texts(node: Any) -> Iterator[str]:
    for one in node.iter("br"):
        one.tail = "\n" + (one.tail or "")
    for line in (node.text_content() or "").split("\n"):
        yield squeeze(line)


def _items(node: Any) -> Iterator[str]:
    for number, item in enumerate(node.iterchildren("li"), 1):
        inner = [one for one in item.iter(*_LISTS) if one is not item]
        first = squeeze(" ".join(_own_text(item)))
        yield f"{number}. {first}" if node.tag == "ol" else f"- {first}"
        for below in inner:
            if next(below.iterancestors("li")) is item:
                yield from _items(below)


def _own_text(item: Any) -> Iterator[str]:
    """What an item says itself, without the lists within it."""
    yield item.text or ""
    for child in item:
        if child.tag not in _LISTS:
            yield child.text_content() or ""
        yield child.tail or ""


def _table(node: Any) -> Iterator[str]:
    rows = [[squeeze(cell.text_content() or "") for cell in row.iterchildren("th", "td")] for row in node.iter("tr")]
    for caption in node.iterchildren("caption"):
        yield squeeze(caption.text_content() or "")
    heads = rows.pop(0) if len(rows) > 1 and _is_head(next(node.iter("tr"))) else []
    for row in rows:
        if len(row) == len(heads):
            yield "; ".join(f"{head}: {cell}" if head else cell for head, cell in zip(heads, row, strict=True) if cell)
        else:
            yield "; ".join(cell for cell in row if cell)


def _is_head(row: Any) -> bool:
    """A row of headings, as its cells or its place say; Word's tables say neither, their first row names columns."""
    cells = [(cell.tag, squeeze(cell.text_content() or "")) for cell in row.iterchildren("th", "td")]
    return len(cells) > 1 and all(tag == "th" or not text.isdigit() for tag, text in cells)
