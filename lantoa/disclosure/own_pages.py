"""Whether an address of this very site is a page that everyone can read. Nothing is opened for it: the shell that knows
the public pages of all rooms says by a question to the database whether the page stands."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

_GONE = "Cổng này không có trang đó. Mở trang trên cổng rồi chép lại đường dẫn."
_INNER = "Trang đó chỉ người đã đăng nhập mới mở được. Ghi đường dẫn của trang mà người dân đọc được."
_NO_CONTENT = "Trang đó không có nội dung công khai. Ghi đường dẫn của bài viết, văn bản, thủ tục hoặc tệp đã đăng."

# By the name of the address: whether the page that it names (the parts of the address by their names) stands.
pages: dict[str, Callable[..., bool]] = {}


def fault_of(link: str, host: str) -> str:
    """What is wrong with a link that leads to this site (known as `host` too), "" where nothing is or it leads
    elsewhere."""
    parts = urlsplit(link)
    if parts.netloc not in ("", host, urlsplit(settings.SITE_URL).netloc) or not parts.path:
        return ""
    match = _match(parts.path)
    if match is None:
        return _GONE
    if getattr(match.func, "login_required", True):
        return _INNER
    stands = pages.get(match.view_name)
    if stands is None:
        return _NO_CONTENT
    return "" if stands(**match.kwargs) else _GONE


def _match(path: str) -> ResolverMatch | None:
    for one in (path, f"{path}/"):  # as the site itself mends an address without its last stroke
        try:
            return resolve(one)
        except Resolver404:
            continue
    return None
