"""Whether an address of this very site is a page that everyone can read: opened as a stranger would open it."""

from copy import copy
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve

_GONE = "Cổng này không có trang đó. Mở trang trên cổng rồi chép lại đường dẫn."
_INNER = "Trang đó chỉ người đã đăng nhập mới mở được. Ghi đường dẫn của trang mà người dân đọc được."


def fault_of(link: str, request: HttpRequest) -> str:
    """What is wrong with a link that leads to this site, "" where nothing is or it leads elsewhere."""
    parts = urlsplit(link)
    if parts.netloc not in ("", request.get_host(), urlsplit(settings.SITE_URL).netloc) or not parts.path:
        return ""
    try:
        view, args, kwargs = resolve(parts.path)
    except Resolver404:
        return _GONE
    if getattr(view, "login_required", True):
        return _INNER
    try:
        status = view(_stranger(request, parts), *args, **kwargs).status_code
    except Http404:
        return _GONE
    except PermissionDenied:
        return _INNER
    return _GONE if status >= 400 else ""


def _stranger(request: HttpRequest, parts: SplitResult) -> HttpRequest:
    """A request for the address by somebody who is not signed in."""
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", parts.path, parts.path
    asked.META = {**request.META, "REQUEST_METHOD": "GET", "PATH_INFO": parts.path, "QUERY_STRING": parts.query}
    asked.GET = QueryDict(parts.query)
    asked.user, asked.session = AnonymousUser(), SessionStore()
    asked.resolver_match = resolve(parts.path)
    return asked
