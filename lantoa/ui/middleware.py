"""Addresses that no page can answer: refused before any page is asked, or led to the page that they belong to."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from lantoa.ui.addresses import is_page, page_of

_NUL = ("\0", "%00")


class ReadableAddressMiddleware:
    """Answers 400 to an address that holds a NUL byte: PostgreSQL takes none in a text, and no person types one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(nul in request.path_info or nul in request.META.get("QUERY_STRING", "") for nul in _NUL):
            raise BadRequest("a NUL byte in the address")
        return self.get_response(request)


class PageOfAddressMiddleware:
    """An address that takes only what a form sends, opened by itself: a page says so (405) and leads to the page that
    the form stands on. A redirect, such as that after signing in, leads there at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (302, 303):
            _lead_to_page(request, response)
        if response.status_code != 405 or request.method not in ("GET", "HEAD"):
            return response
        if "HX-Request" in request.headers or not request.accepts("text/html"):
            return response
        page = render(request, "405.html", {"page": page_of(request.path_info)}, status=405)
        page["Allow"] = response["Allow"]
        return page


def _lead_to_page(request: HttpRequest, response: HttpResponse) -> None:
    to = urlsplit(response["Location"])
    if to.netloc in ("", request.get_host()) and _is_known(to.path) and not is_page(to.path):
        response["Location"] = page_of(to.path)


def _is_known(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
