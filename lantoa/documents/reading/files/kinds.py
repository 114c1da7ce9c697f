"""What a file is, by its content: names lie (HTML and RTF saved as .doc, Word files without an ending)."""

import re
from pathlib import Path
from typing import Literal

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import limits

Kind = Literal["docx", "pdf", "doc", "rtf", "html", "image", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|style)[\s>]", re.I)
_LOCKED = "Tệp có mật khẩu mở; hãy gỡ mật khẩu trong Word (Tệp > Thông tin > Bảo vệ tài liệu) rồi tải lên lại."
_ENTRY = 128  # bytes of a directory entry of an OLE file
IN_WORDS = "Word (.docx, .doc, .rtf), PDF, ảnh chụp, .txt, .md, .html"  # what can be read, as people are told it
UNKNOWN = f"Không nhận ra đây là loại tệp gì; hãy tải lên một trong các loại: {IN_WORDS}."


def kind_of(path: Path, name: str | None = None) -> Kind:
    """The format of a file, or a sentence for one that no reader takes."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(8192)
    kind = _kind_by_signature(head)
    if kind is None:
        limits.refuse_text_size(size)
        return _kind_of_text(head, (name or path.name).lower())
    limits.refuse_file_size(size)
    return _kind_of_ole(path) if kind == "doc" else kind


def _kind_by_signature(head: bytes) -> Kind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        return "doc"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES[:4]) or (head.startswith(_IMAGES[4:]) and b"\0" in head[:64]):
        return "image"
    return None


def _kind_of_text(head: bytes, name: str) -> Kind:
    plain = head.replace(b"\0", b"")
    if _is_binary(head):
        raise UnreadableDocument(UNKNOWN)
    begins_as_html = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<" and _HTML.search(plain)
    named_so = name.endswith((".html", ".htm", ".mht", ".xhtml")) and b"<" in plain
    return "html" if begins_as_html or named_so else "text"


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    zeros = head.count(b"\0")
    is_utf16 = abs(head[0::2].count(b"\0") - head[1::2].count(b"\0")) > len(head) / 8
    return odd > len(head) / 50 or (zeros > 2 and not is_utf16)


def _kind_of_ole(path: Path) -> Kind:
    """Old Word; but also the envelope of a .docx with a password, of Excel and of PowerPoint."""
    data = path.read_bytes()
    if _named(data, "EncryptedPackage"):
        raise UnreadableDocument(_LOCKED)
    if _named(data, "WordDocument"):
        return "doc"
    raise UnreadableDocument(UNKNOWN if not _named(data, "Workbook") else _SHEET)


_SHEET = "Đây là bảng tính, không phải văn bản; hãy tải lên kế hoạch ở dạng .docx hoặc .pdf."


def _named(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def stream_start(data: bytes, stream: str) -> int | None:
    """Where the first sector of a stream begins in an OLE file ([MS-CFB] 2.2 and 2.6); None where there is none."""
    name = stream.encode("utf-16-le")
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    entry = data.find(name)
    while entry >= 0:
        if entry % _ENTRY == 0 and int.from_bytes(data[entry + 64 : entry + 66], "little") == len(name) + 2:
            return (int.from_bytes(data[entry + 116 : entry + 120], "little") + 1) * sector
        entry = data.find(name, entry + 1)
    return None
