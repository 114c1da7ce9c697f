"""Forms and processes as files: typed by their content, whatever their names say."""

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
from lantoa.procedures.keeping import demand_keeping
from lantoa.procedures.models import DossierPart, FormFile, Procedure, ProcessDocument
from lantoa.vietnamese.text import squeeze

_UNSAFE = re.compile(r"[\\/:*?<>|\"]+")
_OFFICE = "application/vnd.openxmlformats-officedocument"
# ending: content type
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "rtf": "application/rtf",
}
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


@transaction.atomic
def add_form(procedure: Procedure, sent: "UploadedFile[Any]", *, by: User) -> FormFile:
    """Keep a form, and put it beside the papers that name it. Raises PermissionDenied, or ValidationError with one
    sentence where the file cannot be used."""
    demand_keeping(by, procedure.level)
    kept = FormFile(procedure=procedure, added_by=by)
    _keep(kept, sent)
    papers = DossierPart.objects.filter(version__procedure=procedure, form=None, form_name__iexact=kept.name)
    papers.update(form=kept)
    record("procedure_form_added", by=by, on=procedure, text=f"Thêm mẫu {kept.name}: {procedure.label}")
    return kept


@transaction.atomic
def add_process(procedure: Procedure, row: ProcessDocument, sent: "UploadedFile[Any]", *, by: User) -> ProcessDocument:
    """Publish a process of the quality system beside the procedure. Raises as `add_form`."""
    demand_keeping(by, procedure.level)
    row.procedure, row.added_by = procedure, by
    _keep(row, sent)
    record("procedure_process_added", by=by, on=procedure, text=f"Công bố quy trình {row}: {procedure.label}")
    return row


@transaction.atomic
def remove_form(kept: FormFile, *, by: User) -> None:
    """Take a form away for good; papers keep its name."""
    demand_keeping(by, kept.procedure.level)
    procedure, stored = kept.procedure, kept.file
    kept.delete()
    record("procedure_form_removed", by=by, on=procedure, text=f"Bỏ mẫu {kept.name}: {procedure.label}")
    transaction.on_commit(lambda: stored.storage.delete(stored.name or ""))


def _keep(row: FormFile | ProcessDocument, sent: "UploadedFile[Any]") -> None:
    name = _UNSAFE.sub(" ", squeeze(sent.name or "tệp"))[-200:]
    data = _taken(name, sent)
    ending = _ending(name, data)
    row.sha256 = hashlib.sha256(data).hexdigest()
    twin = type(row).objects.filter(procedure=row.procedure, sha256=row.sha256)
    if twin.exists():
        raise ValidationError(f"Tệp “{name}” đã có ở thủ tục này rồi.")
    row.name = name if name.lower().endswith(f".{ending}") else f"{name.rsplit('.', 1)[0]}.{ending}"
    row.content_type, row.size = TYPES[ending], len(data)
    row.file.save("file", ContentFile(data), save=False)
    row.save()


def _taken(name: str, sent: "UploadedFile[Any]") -> bytes:
    if not sent.size:
        raise ValidationError(f"Tệp “{name}” trống (0 byte). Kiểm tra lại tệp gốc rồi chọn lại.")
    if sent.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise ValidationError(f"Tệp “{name}” lớn quá {limit} MB. Nén ảnh trong tệp hoặc tách nhỏ rồi gửi lại.")
    data: bytes = sent.read()
    return data


def _ending(name: str, data: bytes) -> str:
    """What the content is; the name decides only between old Word and old Excel, which share a container."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_OLD_OFFICE):
        return "xls" if name.lower().endswith(".xls") else "doc"
    parts = _parts(data)
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise ValidationError(f"Tệp “{name}” có chứa lệnh chạy (macro). Lưu lại thành tệp không có macro rồi gửi.")
    for ending, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        if part in parts:
            return ending
    raise ValidationError(f"Tệp “{name}” không phải Word, Excel hay PDF. Lưu thành một trong các loại ấy rồi gửi.")


def _parts(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except zipfile.BadZipFile:
        return set()
