"""The workspace's menu. The shell says what stands in it (`lantoa/workspace/menu.py`); this room only draws it and
knows no app."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

Row = TypeVar("Row")


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


@dataclass(frozen=True)
class Group(Generic[Row]):
    """Pages that belong together, under a word of their own; the first group, with the home, has none."""

    label: str
    rows: list[Row]


_groups: list[Group[Item]] = []


def fill(groups: list[Group[Item]]) -> None:
    """Set what the menu holds, in order."""
    _groups[:] = groups


def shown(request: HttpRequest) -> list[Group[Entry]]:
    """The entries for this person, without groups that would be empty; the one whose address is the longest head of the
    page's is current."""
    found = [(group.label, list(_addressed(group.rows, request))) for group in _groups]
    current = _current([url for _, rows in found for url, _ in rows], request.path)
    return [
        Group(label, [Entry(url, item.label, item.icon, url == current, _count(item, request)) for url, item in rows])
        for label, rows in found
        if rows
    ]


def _addressed(items: list[Item], request: HttpRequest) -> Iterator[tuple[str, Item]]:
    return ((url, item) for item in items if (url := _address(item)) and item.is_for(request.user))


def _current(urls: list[str], path: str) -> str:
    current = max((url for url in urls if path.startswith(url)), key=len, default="")
    # The first is the home, the head of every address.
    return "" if urls and current == urls[0] != path else current


def _count(item: Item, request: HttpRequest) -> int:
    return item.count(request.user) if item.count else 0


def _address(item: Item) -> str:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""
