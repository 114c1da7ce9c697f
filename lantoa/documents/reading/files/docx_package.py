"""The parts of a Word file: unpacked and parsed only after their sizes have been looked at."""

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lxml import etree

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import limits

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TRUNCATED = "Tệp Word này bị hỏng hoặc tải chưa hết; hãy mở lại bằng Word, lưu thành tệp .docx mới rồi tải lên."
_NO_WORD = "Tệp nén này không chứa văn bản Word; hãy tải lên tệp .docx, không phải tệp .zip hay bảng tính."
_BOMB = "Tệp Word này bung ra lớn bất thường nên không được đọc; hãy lưu lại văn bản thành tệp .docx mới rồi tải lên."
_ENTITY = (
    "Tệp Word này có khai báo thực thể bên ngoài, không an toàn để đọc; hãy lưu lại thành tệp .docx mới rồi tải lên."
)


# All that zipfile and lxml raise on damaged bytes (NotImplementedError: an unknown way of packing).
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError, EOFError, NotImplementedError, KeyError,
    UnicodeDecodeError, OSError,
)  # fmt: skip


@dataclass(slots=True)
class Package:
    """The three parts that the printed text comes from."""

    document: Element
    styles: Element | None
    numbering: Element | None


def leading(parent: Element, tag: str) -> Element | None:
    """The properties of an element, which the schema puts first; far quicker than `find`."""
    return parent[0] if len(parent) and parent[0].tag == tag else None


def open_package(source: Path | IO[bytes]) -> Package:
    """Unpack and parse a Word file, or say in a sentence why it cannot be used."""
    try:
        with zipfile.ZipFile(source) as packed:
            return _open(packed)
    except _BROKEN as error:
        raise UnreadableDocument(_TRUNCATED) from error
    except RuntimeError as error:  # zipfile: an encrypted member
        raise UnreadableDocument("Tệp nén này có mật khẩu; hãy gỡ mật khẩu rồi tải lên lại.") from error


def _open(packed: zipfile.ZipFile) -> Package:
    _look_at_sizes(packed)
    names = set(packed.namelist())
    main = _related(packed, names, "_rels/.rels", "").get("officeDocument", "word/document.xml")
    if main not in names:
        raise UnreadableDocument(_TRUNCATED if "[Content_Types].xml" in names and "word/" in str(names) else _NO_WORD)
    folder, name = posixpath.split(main)
    parts = _related(packed, names, f"{folder}/_rels/{name}.rels", folder)
    document = _parse(packed, main)
    if document.tag != f"{W}document":
        raise UnreadableDocument(_NO_WORD)
    optional = {kind: _parse(packed, parts[kind]) for kind in ("styles", "numbering") if parts.get(kind) in names}
    return Package(document, optional.get("styles"), optional.get("numbering"))


def _look_at_sizes(packed: zipfile.ZipFile) -> None:
    total = 0
    for entry in packed.infolist():
        total += entry.file_size
        is_xml = entry.filename.endswith((".xml", ".rels"))
        ratio = entry.file_size / max(entry.compress_size, 1)
        too_dense = is_xml and entry.file_size > limits.MEGABYTE and ratio > limits.HIGHEST_RATIO
        if too_dense or total > limits.LARGEST_PACKAGE or (is_xml and entry.file_size > limits.LARGEST_XML):
            raise UnreadableDocument(_BOMB)


def _related(packed: zipfile.ZipFile, names: set[str], rels: str, folder: str) -> dict[str, str]:
    """The targets of a relationships part by the last word of their type."""
    if rels not in names:
        return {}
    return {
        relation.get("Type", "").rsplit("/", 1)[-1]: posixpath.normpath(
            posixpath.join(folder, relation.get("Target", "")).lstrip("/")
            if not relation.get("Target", "").startswith("/")
            else relation.get("Target", "").lstrip("/")
        )
        for relation in _parse(packed, rels)
    }


def _parse(packed: zipfile.ZipFile, name: str) -> Element:
    with packed.open(name) as member:
        data = member.read(limits.LARGEST_XML + 1)
    if len(data) > limits.LARGEST_XML:
        raise UnreadableDocument(_BOMB)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableDocument(_ENTITY)
    limits.refuse_elements(data.count(b"<") - data.count(b"</"))
    if _STRICT in data:
        data = data.replace(_STRICT, _TRANSITIONAL)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(data, parser)
