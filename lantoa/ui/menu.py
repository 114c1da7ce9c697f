"""The workspace's menu. The shell says what stands in it (`lantoa/workspace/menu.py`); this room only draws it and
knows no app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Item:
    """A page in the menu: shown where its URL name resolves and `is_for(user)` says yes."""

    url_name: str
    label: str
    icon: str
    is_for: Callable[[Any], bool]
    count: Callable[[Any], int] | None = None  # what waits there for a person, shown beside the word


@dataclass(frozen=True)
class Entry:
    """An item as one person sees it on one page."""

    url: str
    label: str
    icon: str
    is_current: bool
    count: int = 0


_items: list[Item] = []


def fill(items: list[Item]) -> None:
    """Set what the menu holds, in order."""
    _items[:] = items


def shown(request: HttpRequest) -> list[Entry]:
    """The entries for this person; the one whose address is the longest head of the page's is current."""
    found = [(url, item) for item in _items if (url := _address(item)) and item.is_for(request.user)]
    heads = [url for url, _ in found if request.path.startswith(url)]
    current = max(heads, key=len, default="")
    if found and current == found[0][0] and request.path != current:
        current = ""  # the first is the home, the head of every address
    return [Entry(url, item.label, item.icon, url == current, _count(item, request)) for url, item in found]


def _count(item: Item, request: HttpRequest) -> int:
    return item.count(request.user) if item.count else 0


def _address(item: Item) -> str:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""
