"""Files of documents as they come: typed by their content, whatever their names say."""

import hashlib
import io
import re
import zipfile
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.legal.enums import FileFormat
from lantoa.legal.file_reading import read_in_background
from lantoa.legal.keeping import demand_publishing
from lantoa.legal.models import DocumentFile, LegalDocument
from lantoa.vietnamese.text import squeeze

ACCEPT = ".pdf,.docx"
_UNSAFE = re.compile(r"[\\/:*?<>|\"]+")


def add_file(document: LegalDocument, sent: "UploadedFile[Any]", *, by: User) -> DocumentFile:
    """Keep a file with a document and have it read. Raises PermissionDenied, or ValidationError with one sentence where
    the file cannot be used."""
    demand_publishing(by)
    name, data = squeeze(sent.name or "tệp"), _taken(sent)
    form = _format(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    if document.files.filter(sha256=sha256).exists():
        raise ValidationError(f"Tệp “{name}” đã có ở văn bản này rồi.")
    with transaction.atomic():
        kept = DocumentFile(document=document, name=_named(name, form), format=form, size=len(data), added_by=by)
        kept.sha256 = sha256
        kept.file.save("file", ContentFile(data), save=False)
        kept.save()
        record("legal_file_added", by=by, on=document, text=f"Thêm tệp {kept.name} vào {document.citation}")
        read_in_background.enqueue(kept.pk)
    return kept


def _taken(sent: "UploadedFile[Any]") -> bytes:
    if not sent.size:
        raise ValidationError(f"Tệp “{sent.name}” trống (0 byte). Kiểm tra lại tệp gốc rồi chọn lại.")
    if sent.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise ValidationError(f"Tệp “{sent.name}” lớn quá {limit} MB. Nén ảnh trong tệp hoặc tách nhỏ rồi gửi lại.")
    data: bytes = sent.read()
    return data


def _format(name: str, data: bytes) -> FileFormat:
    if data.startswith(b"%PDF-"):
        return FileFormat.PDF
    parts = _parts(data)
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise ValidationError(f"Tệp “{name}” có chứa lệnh chạy (macro). Lưu lại thành tệp không có macro rồi gửi.")
    if "word/document.xml" in parts:
        return FileFormat.DOCX
    raise ValidationError(f"Tệp “{name}” không phải PDF hay Word (.docx). Lưu thành một trong hai loại ấy rồi gửi.")


def _parts(data: bytes) -> set[str]:
    if not data.startswith(b"PK\x03\x04"):
        return set()
    try:
        return set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return set()


def _named(name: str, form: FileFormat) -> str:
    """The name without what a download must not carry, with the ending that its content has."""
    stem = re.sub(r"\.(pdf|docx?)$", "", name, flags=re.IGNORECASE)
    return f"{_UNSAFE.sub('-', stem)[:240] or 'van-ban'}.{form.value}"
