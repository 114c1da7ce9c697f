"""Files on their way to a reader."""

from django.http import FileResponse

from lantoa.procedures.models import FormFile, ProcessDocument
from lantoa.ui import sending


def sent(row: FormFile | ProcessDocument, *, download: bool) -> FileResponse:
    """The file under its own type and nothing else; only a PDF is shown, and by the browser's own reader."""
    is_shown = row.content_type == "application/pdf" and not download
    return sending.sent(row.file, name=row.name, content_type=row.content_type, is_shown=is_shown)
