"""Addresses that no page can answer are refused before any page is asked."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

_NUL = ("\0", "%00")


class ReadableAddressMiddleware:
    """Answers 400 to an address that holds a NUL byte: PostgreSQL takes none in a text, and no person types one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(nul in request.path_info or nul in request.META.get("QUERY_STRING", "") for nul in _NUL):
            raise BadRequest("a NUL byte in the address")
        return self.get_response(request)
