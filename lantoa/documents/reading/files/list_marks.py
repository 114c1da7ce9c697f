"""Where a line break inside one paragraph begins a new item all the same."""

import re

_ITEM = re.compile(r"(?:[-–+*•▪➢✓❖]\s|[-–+•]\w|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s|Điều \d)")
LABEL = re.compile(
    r"(?:[-–+*•▪➢✓❖]|\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-zđ][.)]|[IVX]{1,5}[.)]?|(?:Điều|Mục|Phần|Chương)\s+[\dIVX]+[.:]?)"
)


def begins_item(text: str) -> bool:
    """Whether `text` starts as items do: a bullet, a number or letter with its dot, a Roman heading."""
    return _ITEM.match(text.lstrip()) is not None


def is_label(text: str) -> bool:
    """Whether `text` is nothing but an item's bullet, number or letter."""
    return LABEL.fullmatch(text.strip()) is not None


def split_items(text: str) -> list[str]:
    """The paragraphs that `text` is: typed with line breaks inside, each break before an item parts it."""
    if "\n" not in text:
        return [text]
    parts: list[str] = []
    for line in text.split("\n"):
        if parts and not begins_item(line):
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return parts
