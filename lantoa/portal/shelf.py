"""Pages that are the same for every visitor, kept ready in the memory of each process (docs/decisions/0026).

The middleware stands before all others: a visitor without a session gets the kept bytes, as long as nothing that
readers see was committed since the page's making began (`portal.generation`) and no hour has passed at which a page
changes by itself. The number is read before a page is made: one that was made of old rows while a publication was
being committed bears the old number and is never shown after it.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from lantoa.portal import generation
from lantoa.portal.changing import next_change

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST = 512 * 1024  # bytes of one page
ROOM = 32 * 1024 * 1024  # bytes of all pages in one process
LONGEST = 300  # seconds; figures from other rooms (the progress of a campaign) are at most that old
KEPT_VIEWS = frozenset(
    f"{room}:{name}"
    for room, names in {
        "portal": "home units unit rss atom category_rss category_atom unit_rss unit_atom data robots",
        "news_public": "index category tag archive month pictures specials special article",
        "bookcase": "detail",
    }.items()
    for name in names.split()
)
_QUERY = re.compile(r"\A(?:trang=[1-9]\d{0,3})?\Z")
_PERSONAL = ("sessionid", "messages")

Key = tuple[str, str, str, str]
Headers = list[tuple[str, str]]


class Kept(NamedTuple):
    """A ready answer: `until` in seconds of the clock, `number` the generation under which it was made; headers as they
    go with the plain bytes, with the compressed ones, and with none (304)."""

    number: int
    until: float
    etag: str
    plain: bytes
    zipped: bytes
    headers: Headers
    zipped_headers: Headers
    bare_headers: Headers

    def choose(self, asked: Mapping[str, Any]) -> tuple[int, Headers, bytes]:
        """What goes to the visitor: nothing where they have it, compressed bytes where they read those."""
        has = asked.get("HTTP_IF_NONE_MATCH")
        if has and self.etag in has:
            return 304, self.bare_headers, b""
        if "gzip" in asked.get("HTTP_ACCEPT_ENCODING", ""):
            return 200, self.zipped_headers, self.zipped
        return 200, self.headers, self.plain


class Shelf:
    """The kept answers of one process, those asked for least recently leaving first."""

    def __init__(self, room: int = ROOM) -> None:
        self._rows: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._room, self._used = room, 0

    def find(self, key: Key, number: int, now: float) -> Kept | None:
        """The answer if it is still what the page would be."""
        kept = self._rows.get(key)
        if kept is None or kept.number != number or kept.until <= now:
            return None
        with suppress(KeyError):  # another thread needed its room
            self._rows.move_to_end(key)
        return kept

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._rows[key] = kept
            self._used += _size(kept)
            while self._used > self._room:
                self._drop(next(iter(self._rows)))

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()
            self._used = 0

    def _drop(self, key: Key) -> None:
        gone = self._rows.pop(key, None)
        self._used -= _size(gone) if gone else 0


def _size(kept: Kept) -> int:
    return len(kept.plain) + len(kept.zipped) + 2000


shelf = Shelf()


def key_of(asked: Mapping[str, Any]) -> Key | None:
    """Under what an answer to this request is kept; None for what is made for one person, or is no page."""
    if asked["REQUEST_METHOD"] != "GET" or "HTTP_HX_REQUEST" in asked:
        return None
    query = asked.get("QUERY_STRING", "")
    cookies = asked.get("HTTP_COOKIE", "")
    if (query and not _QUERY.match(query)) or (cookies and any(name in cookies for name in _PERSONAL)):
        return None
    scheme = asked.get("HTTP_X_FORWARDED_PROTO", "") or asked.get("wsgi.url_scheme", "")
    return asked.get("HTTP_HOST", ""), asked["PATH_INFO"], query, scheme


def ready(asked: Mapping[str, Any]) -> Kept | None:
    """The answer to a request from the shelf; None where it must be made."""
    key = key_of(asked)
    number = generation.current() if key else None
    return shelf.find(key, number, time.time()) if key and number is not None else None


class Front:
    """Before Django itself: what stands on the shelf needs no request object, no database, no middleware."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        kept = ready(environ)
        if kept is None:
            return self.application(environ, start_response)
        status, headers, body = kept.choose(environ)
        start_response("200 OK" if status == 200 else "304 Not Modified", headers)
        return (body,)


class ShelfMiddleware:
    """Fills the shelf, and answers from it where no `Front` stands before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.SHELF:
            raise MiddlewareNotUsed("LANTOA_SHELF")
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request.META)
        number = generation.current() if key else None
        if key is None or number is None:
            return self.get_response(request)
        kept = shelf.find(key, number, time.time())
        if kept is None:
            response = self.get_response(request)
            kept = _kept(request, response, number)
            if kept is None:
                return response
            shelf.put(key, kept)
        status, headers, body = kept.choose(request.META)
        answer = HttpResponse(body, status=status, headers=dict(headers))
        if status == 304:
            del answer["Content-Type"]
        return answer


def _kept(request: HttpRequest, response: HttpResponse, number: int) -> Kept | None:
    """The response as it can be kept; None for one that is not the same for everyone."""
    match = request.resolver_match
    if match is None or match.view_name not in KEPT_VIEWS or response.status_code != 200 or response.streaming:
        return None
    if response.cookies or "'nonce-" in response.headers.get("Content-Security-Policy", ""):
        return None
    if len(response.content) > LARGEST:
        return None
    body = bytes(response.content)
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    response.headers["ETag"] = f"W/{etag}"  # one for both forms of the bytes
    response.headers.setdefault("Cache-Control", "no-cache")
    until = min(time.time() + LONGEST, next_change(number))
    zipped = gzip.compress(body, 6, mtime=0)
    told = [(name, value) for name, value in response.items() if name not in ("Content-Length", "Content-Type")]
    full = [*told, ("Content-Type", response.headers["Content-Type"])]
    plain_headers = [*full, ("Content-Length", str(len(body)))]
    zipped_headers = [*full, ("Content-Encoding", "gzip"), ("Content-Length", str(len(zipped)))]
    return Kept(number, until, etag, body, zipped, plain_headers, zipped_headers, told)
