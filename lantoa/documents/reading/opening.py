"""Opens any file that a plan may come in: finds out by its content what it is, and reads it.

`open_document` reads in this process; what comes from outside goes through `guard.open_guarded`.
"""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files.builder import Decode
from lantoa.documents.reading.files.kinds import Kind, kind_of
from lantoa.documents.source import SourceDocument
from lantoa.vietnamese.encodings import Legacy, decode, legacy_encoding, with_lost_u

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Reader = Callable[[Path, Decode | None], SourceDocument]

_NOWHERE = "Không tìm thấy tệp này; hãy kiểm tra lại đường dẫn."
_EMPTY = "Tệp này trống (0 byte); hãy kiểm tra lại tệp gốc rồi tải lên lại."
DAMAGED = "Chương trình chưa đọc được tệp này; hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
_NO_TEXT = "Không tìm thấy chữ nào trong tệp; hãy mở tệp kiểm tra rồi tải lên bản có nội dung."


def open_document(path: Path, name: str | None = None, on_progress: Progress | None = None) -> SourceDocument:
    """The text of a file with its lines and tables; UnreadableDocument with one sentence where there is none.

    `name` is what the sender called the file; it decides only where the content leaves a choice. `on_progress` is told
    (done, total) pages while a scan is being recognised.
    """
    if not path.is_file():
        raise UnreadableDocument(_NOWHERE)
    if not path.stat().st_size:
        raise UnreadableDocument(_EMPTY)
    try:
        document = _read(path, name, on_progress)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # a fault of a reader must not look like one of the person who sent the file
        logger.exception("A reader failed on %s", name or path.name)
        raise UnreadableDocument(DAMAGED) from error
    if not document.blocks:
        raise UnreadableDocument(_NO_TEXT)
    return document


def _read(path: Path, name: str | None, on_progress: Progress | None) -> SourceDocument:
    """The document, in Unicode also where the file is in an old encoding."""
    reader = _reader(kind_of(path, name), on_progress)
    document = reader(path, None)
    encoding = legacy_encoding(document.text)
    if encoding:
        document = reader(path, partial(_decoded, encoding=encoding, kind=document.kind))
        document.warnings.append("Văn bản dùng bảng mã cũ (TCVN3 hoặc VNI) đã được chuyển sang Unicode; hãy soát lại.")
    return document


def _decoded(text: str, encoding: Legacy, kind: str) -> str:
    return decode(with_lost_u(text) if (encoding, kind) == ("tcvn3", "pdf") else text, encoding)


def _reader(kind: Kind, on_progress: Progress | None) -> Reader:
    """The reader of one format; each is loaded only when a file needs it."""
    if kind == "docx":
        from lantoa.documents.reading.files.docx import read_docx

        return read_docx
    if kind == "pdf":
        from lantoa.documents.reading.files.pdf import read_pdf

        return partial(_with_progress, read_pdf, on_progress)
    if kind == "image":
        from lantoa.documents.reading.files.scan import read_image

        return partial(_with_progress, read_image, on_progress)
    if kind in ("doc", "rtf"):
        from lantoa.documents.reading.files.word97 import read_word97

        return partial(_with_progress, read_word97, on_progress)
    if kind == "html":
        from lantoa.documents.reading.files.html import read_html

        return lambda path, decoder: read_html(path.read_bytes(), decoder)
    from lantoa.documents.reading.files.text import read_text

    return lambda path, decoder: read_text(path.read_bytes(), decoder)


def _with_progress(
    reader: Callable[[Path, Decode | None, Progress | None], SourceDocument],
    on_progress: Progress | None,
    path: Path,
    decoder: Decode | None,
) -> SourceDocument:
    return reader(path, decoder, on_progress)
