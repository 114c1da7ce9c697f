"""The door of the public form, before Django's middleware: words alone, well filled in, are kept and answered here.
Whatever else comes (files, a fault, a flood, a signed-in person, any other page) goes on to the view, which asks all of
it once more and has the words for it.

No token against forged requests is asked, here as in the view. Such a token keeps another site from acting with the
rights that a cookie gives; sending has none to lend: nobody is signed in for it, nothing is read or changed, and the
secret link in the answer is not readable across sites. What remains, a page that makes its visitors send, is what a
program could do by itself, and is held off by the same means: the stamp that only our form gives out and that makes one
case, the work on it, the trap, the limits for each address and each unit. Browsers inside other apps, which lose
cookies, would be kept out by a token.

The headers of the answer are those that the middleware gave to the first such answer of the process.
"""

import io
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished, request_started

from lantoa.feedback import addressed, plain_sending

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/phan-anh/gui/"
LARGEST = 512 * 1024  # bytes: twenty thousand letters with all their accents, twice
_FORM = "application/x-www-form-urlencoded"
_FOUND = "302 Found"
_log = logging.getLogger(__name__)

Headers = list[tuple[str, str]]


class Door:
    """Stands before `application`."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        self._headers: dict[str, Headers] = {}  # of an answer, by scheme

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not _is_plain(environ):
            return self.application(environ, start_response)
        scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ["wsgi.url_scheme"]
        headers = self._headers.get(scheme)
        if headers is None:
            return self.application(environ, self._learning(scheme, start_response))
        location = _taken(environ)
        if location is None:
            return self.application(environ, start_response)
        start_response(_FOUND, [*headers, ("Location", location)])
        return ()

    def _learning(self, scheme: str, start_response: "StartResponse") -> "StartResponse":
        def started(status: str, headers: Headers, *more: Any) -> Any:
            if status == _FOUND and scheme in ("http", "https") and not _named("Set-Cookie", headers):
                self._headers[scheme] = [pair for pair in headers if pair[0] != "Location"]
            return start_response(status, headers, *more)

        return started


def _is_plain(environ: "WSGIEnvironment") -> bool:
    return (
        environ.get("PATH_INFO") == PATH
        and environ["REQUEST_METHOD"] == "POST"
        and not environ.get("SCRIPT_NAME")
        and environ.get("CONTENT_TYPE", "").partition(";")[0].strip() == _FORM
        and _length(environ) > 0
        and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
        and "%00" not in environ.get("QUERY_STRING", "")
    )


def _length(environ: "WSGIEnvironment") -> int:
    """Bytes of the body; 0 where it can't be told or is more than words need."""
    told = environ.get("CONTENT_LENGTH") or ""
    length = int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0
    return length if length <= LARGEST else 0


def _taken(environ: "WSGIEnvironment") -> str | None:
    """Where the sender is led; None where the view must look. The body stands ready for it again."""
    try:
        body = environ["wsgi.input"].read(_length(environ))
    except OSError:  # the line broke; the view meets the same
        return None
    if len(body) < _length(environ):
        environ["wsgi.input"] = io.BytesIO(body)
        return None
    request_started.send(sender=Door, environ=environ)
    try:
        environ["wsgi.input"] = io.BytesIO(body)
        request = WSGIRequest(environ)
        request.get_host()
        taken = plain_sending.take(request, addressed.read(request.GET))
        return plain_sending.follow_address(taken) if taken else None
    except DisallowedHost:
        return None
    except Exception:  # the view tries once more, and has a page for what is wrong; one form is one case
        _log.exception("the door could not take a word in")
        return None
    finally:
        environ["wsgi.input"] = io.BytesIO(body)
        request_finished.send(sender=Door)


def _named(name: str, headers: Headers) -> bool:
    return any(key.lower() == name.lower() for key, _ in headers)
