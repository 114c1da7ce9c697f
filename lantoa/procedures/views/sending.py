"""Files on their way to a reader."""

from urllib.parse import quote

from django.http import FileResponse

from lantoa.procedures.models import FormFile, ProcessDocument


def sent(row: FormFile | ProcessDocument, *, download: bool) -> FileResponse:
    """The file under its own type and nothing else; only a PDF is shown, and by the browser's own reader."""
    how = "inline" if row.content_type == "application/pdf" and not download else "attachment"
    answer = FileResponse(row.file.open("rb"), content_type=row.content_type)
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(row.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
