"""What a document's file says, read in the background by a process of its own (`documents.reading.guard`), for the
search and for reading on the page."""

import logging
from collections.abc import Iterator

from django.db import transaction
from django_tasks import task

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.guard import open_guarded
from lantoa.documents.reading.joining import to_paragraphs
from lantoa.documents.reading.lines import Grid, read_lines
from lantoa.documents.reading.relining import relined
from lantoa.documents.source import SourceDocument
from lantoa.jobs.stored_files import on_disk
from lantoa.legal.enums import ReadingState
from lantoa.legal.models import DocumentFile
from lantoa.vietnamese.text import nfc

log = logging.getLogger(__name__)

LONGEST = 2_000_000  # characters kept
_OUR_FAULT = "Hệ thống gặp lỗi khi đọc tệp này; tệp vẫn mở và tải về được."


@task()
def read_in_background(file_id: int) -> None:
    """Read one file; run again after a crash it starts anew unless it is done."""
    file = DocumentFile.objects.select_related("document").filter(pk=file_id, state=ReadingState.WAITING).first()
    if file is not None:
        read(file)


def read(file: DocumentFile) -> None:
    """Keep what the file says, or one sentence on why it cannot be read; it can be opened either way."""
    from lantoa.legal import bookcase

    text, sentence = "", ""
    try:
        with on_disk(file.file) as path:
            text = "\n".join(lines_of(open_guarded(path, file.name)))[:LONGEST]
    except UnreadableDocument as error:
        sentence = error.sentence[:500]
    except Exception:
        log.exception("reading file %s failed", file.pk)
        sentence = _OUR_FAULT
    file.text, file.sentence = nfc(text), sentence or ("" if text.strip() else "Tệp không có chữ nào đọc được.")
    file.state = ReadingState.FAILED if file.sentence else ReadingState.READ
    with transaction.atomic():
        file.save(update_fields=["text", "sentence", "state"])
        file.document.refresh_from_db()
        bookcase.keep(file.document)


def lines_of(source: SourceDocument) -> Iterator[str]:
    """Its paragraphs and the rows of its tables in order, one line each, the cells of a row apart by tabs."""
    pieces, _ = read_lines(source)
    for piece in to_paragraphs(relined(pieces)):
        if isinstance(piece, Grid):
            yield from filter(None, _rows(piece))
        else:
            yield _plain(piece.passage.text)


def _rows(grid: Grid) -> Iterator[str]:
    for line in grid.debris:
        yield _plain(line.text)
    for row in grid.rows:
        cells = [cell for place, cell in enumerate(row) if cell is not None and cell.column == place]
        yield "\t".join(_plain(cell.text) for cell in cells).rstrip("\t")


def _plain(text: str) -> str:
    return " ".join(text.split())
