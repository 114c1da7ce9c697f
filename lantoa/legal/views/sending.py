"""Files on their way to a reader."""

from django.http import FileResponse

from lantoa.legal.models import DocumentFile
from lantoa.ui import sending


def sent(row: DocumentFile, *, download: bool) -> FileResponse:
    """The file under its own type and nothing else; only a PDF is shown, and by the browser's own reader."""
    return sending.sent(row.file, name=row.name, content_type=row.content_type, is_shown=row.is_pdf and not download)
