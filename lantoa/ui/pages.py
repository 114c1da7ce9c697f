"""Lists by the page; the number stands in the address as `trang`."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: Any, per_page: int = 50) -> Page[Any]:
    """The page of `rows` that the address asks for; a number that is none or too high gives the nearest page."""
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))
