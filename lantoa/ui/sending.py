"""Stored files on their way to a reader."""

import logging
from typing import IO, Any

from django.http import FileResponse, Http404

_log = logging.getLogger(__name__)


class FileLost(Http404):
    """The row stands, the store has its file no longer: said on a page of its own (`ui.views.not_found`)."""


def opened(stored: Any) -> IO[bytes]:
    """The file to read. Raises FileLost, and those who run the site find it in the log."""
    try:
        content: IO[bytes] = stored.open("rb")
    except FileNotFoundError as error:
        _log.error("The store has lost %s.", stored.name)
        raise FileLost from error
    return content


def sent(stored: Any, *, name: str, content_type: str, is_shown: bool = False) -> FileResponse:
    """The file under its own type and nothing else: in the page, or else kept on the device. Raises FileLost."""
    answer = FileResponse(opened(stored), as_attachment=not is_shown, filename=name, content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
