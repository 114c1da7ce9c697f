"""A recording as players ask for it: whole, or a part of its bytes (RFC 9110, section 14)."""

import re
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from lantoa.ui.sending import opened

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})$")
_MOST = 4 * 1024 * 1024  # bytes of one part: a player asks again for the next


def served(request: HttpRequest, file: Any, content_type: str, name: str) -> HttpResponseBase:
    """The file, or the one part that the request names; more than one part at once is answered with the whole."""
    wanted = _RANGE.match(request.headers.get("Range", ""))
    if not wanted or wanted.group(0) == "bytes=-":
        answer = FileResponse(opened(file), content_type=content_type, filename=name)
        answer["Accept-Ranges"] = "bytes"
        return answer
    with opened(file) as content:
        size, first, last = file.size, *_span(wanted, file.size)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        content.seek(first)
        data = content.read(last - first + 1)
    headers = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {first}-{first + len(data) - 1}/{size}"}
    return HttpResponse(data, status=206, content_type=content_type, headers=headers)


def _span(wanted: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte; first > last where the file has no such part."""
    head, tail = wanted.groups()
    if not head:  # the last `tail` bytes
        first = max(size - min(int(tail), _MOST), 0) if int(tail) else size
        return first, size - 1
    first = int(head)
    last = min(int(tail) if tail else size - 1, size - 1)
    return first, min(last, first + _MOST - 1)
