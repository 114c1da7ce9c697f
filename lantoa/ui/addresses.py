"""Addresses that take only what a page's form sends, and the page that each belongs to.

Such an address is still opened by itself: typed again, kept as a bookmark, or named by the sign-in page as the one to
go on to.
"""

from collections.abc import Callable, Collection
from inspect import getclosurevars, unwrap
from typing import Any

from django.urls import Resolver404, resolve

PAGE = "GET"


def is_page(path: str) -> bool:
    """Whether the address can be opened by itself."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return opens(view)


def opens(view: Callable[..., Any]) -> bool:
    """Whether the view answers an address opened by itself."""
    methods = _methods_of(view)
    return methods is None or PAGE in methods


def page_of(path: str) -> str:
    """The nearest address above that can be opened by itself; the portal's home where there is none nearer."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_page(path):
            return path
    return "/"


def _methods_of(view: Callable[..., Any]) -> Collection[str] | None:
    """The methods that Django's `require_…` decorators around the view let in; None where none of them is there."""
    found: list[Collection[str]] = []

    def look(layer: Callable[..., Any]) -> bool:
        if getattr(layer, "__closure__", None):
            allowed = getclosurevars(layer).nonlocals.get("request_method_list")
            if allowed is not None:
                found.append(allowed)
        return False

    unwrap(view, stop=look)
    return found[0] if found else None
