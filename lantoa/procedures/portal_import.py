"""From a file of the national portal to a version: read in a process of its own, compared, confirmed by a person."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.documents.reading.guard import open_guarded
from lantoa.legal.models import LegalDocument
from lantoa.legal.register import find_or_create
from lantoa.procedures.comparing import differences
from lantoa.procedures.content import CONTENT_FIELDS, Content
from lantoa.procedures.enums import OnlineLevel, Source
from lantoa.procedures.keeping import demand_keeping
from lantoa.procedures.models import PortalReading, Procedure, ProcedureVersion
from lantoa.procedures.portal_file import PortalRecord, read_portal_file
from lantoa.procedures.versions import add_version
from lantoa.vietnamese.dates import parse_date
from lantoa.vietnamese.text import fold, squeeze


def read(sent: "UploadedFile[Any]", *, by: User) -> PortalReading:
    """Read the file and keep what it says for confirming. Raises PermissionDenied, UnreadableDocument (its `sentence`),
    or NotAProcedure where the file is something else."""
    demand_keeping(by)
    name = squeeze(sent.name or "tệp")[-200:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.write_bytes(sent.read())
        record = read_portal_file(open_guarded(path, name))
    demand_keeping(by, record.fields["level"])
    return PortalReading.objects.create(
        owner=by, file_name=name, read=asdict(record), unsure=record.unsure, procedure=_meant(record)
    )


def _meant(record: PortalRecord) -> Procedure | None:
    """The procedure on record that the file tells of: code and level, then the name where two share both."""
    code, level = record.fields.get("code", ""), record.fields.get("level", "")
    if not code:
        return None
    found = list(Procedure.objects.coded(code, "" if level == "unknown" else level)[:5])
    if len(found) > 1:
        found = [one for one in found if one.name_key == fold(record.fields["name"])]
    return found[0] if len(found) == 1 else None


def content_of(reading: PortalReading, last: ProcedureVersion | None) -> Content:
    """What the next version would say: the file's words, and of the last version what such files do not tell (the link
    to file online, postal return). Documents that the register lacks stand in `bases` unsaved."""
    content = Content.of(last) if last else Content()
    said: dict[str, Any] = reading.read
    if said["ways"]:
        content.fields |= {"time_limit": "", "fee": ""}
    content.fields |= {name: text for name, text in said["fields"].items() if name in CONTENT_FIELDS}
    for name in ("field", "kind", "sets"):  # columns of the database that have an end
        content.fields[name] = content.fields.get(name, "")[:200]
    if said["ways"]:
        content.ways = [dict(way) for way in said["ways"]]
    if said["parts"]:
        forms = {part["form_name"].casefold(): part["form"] for part in content.parts if part.get("form")}
        content.parts = [_part(part, forms) for part in said["parts"]]
    if said["bases"]:
        content.bases = [(_document(basis), "") for basis in said["bases"] if basis["number"] or basis["title"]]
    content.fields |= {"source": Source.PORTAL, "source_name": reading.file_name, "unsure": _unsure(reading, content)}
    return content


def _part(said: dict[str, str], forms: dict[str, Any]) -> dict[str, Any]:
    counts = {key: int(said[key]) if said.get(key) else None for key in ("originals", "copies")}
    texts = {key: said.get(key, "") for key in ("case", "name", "amount")}
    form_name = said.get("form_name", "")[:255]
    form = forms.get(form_name.casefold()) if form_name else None
    return {**texts, "amount": texts["amount"][:200], "form_name": form_name, "form": form, **counts}


def _document(said: dict[str, str]) -> LegalDocument:
    """The document as printed, not saved: for comparing."""
    try:
        day = parse_date(said["issued_on"].replace("-", "/")) if said["issued_on"] else None
    except ValueError:
        day = None
    found = LegalDocument.objects.matching(said["number"], day).first() if said["number"] else None
    return found or LegalDocument(
        number=said["number"][:60], title=said["title"] or said["number"], issuer=said["issuer"][:200], issued_on=day
    )


def _unsure(reading: PortalReading, content: Content) -> dict[str, str]:
    unsure = dict(reading.unsure)
    files_online = any(way["way"] == "online" for way in content.ways)
    if files_online and content.fields.get("online_level", OnlineLevel.NONE) == OnlineLevel.NONE:
        unsure["online_level"] = "Có cách nộp trực tuyến nhưng tệp không ghi mức (một phần, toàn trình) và đường dẫn."
    return unsure


@transaction.atomic
def confirm(reading: PortalReading, *, code: str, level: str, decision: dict[str, Any], by: User) -> ProcedureVersion:
    """Make it a version: of the procedure that the file tells of, or of a new one. Raises as `versions.add_version`,
    and ValidationError where it was confirmed before or says nothing new."""
    demand_keeping(by)
    fresh = PortalReading.objects.select_for_update().get(pk=reading.pk)
    if fresh.applied_at:
        raise ValidationError("Tệp này đã được ghi rồi.")
    procedure = fresh.procedure or _founded(fresh, code, level)
    last = procedure.newest()
    content = content_of(fresh, last)
    if last and not any(one.is_changed for one in differences(Content.of(last), content)):
        raise ValidationError("Tệp giống nội dung đang có: không có gì để cập nhật.")
    content.fields |= decision
    content.bases = [(_kept(document), part) for document, part in content.bases]
    version = add_version(procedure, content, by=by)
    fresh.applied_at, fresh.procedure = timezone.now(), procedure
    fresh.save()
    return version


def _founded(reading: PortalReading, code: str, level: str) -> Procedure:
    said = reading.read["fields"]
    procedure = Procedure(code=code, level=level, name=said["name"], field=said.get("field", "")[:200])
    procedure.refuse_twin()
    procedure.save()
    return procedure


def _kept(document: LegalDocument) -> LegalDocument:
    """The document in the register, brought in where it lacks it."""
    if document.pk:
        return document
    found = find_or_create(
        number=document.number,
        issuer=document.issuer,
        issued_on=document.issued_on,
        title=document.title,
        source="căn cứ của thủ tục hành chính",
    )
    if found.document is None:
        raise ValidationError(f"Căn cứ số {document.number}: {found.doubt}")
    return found.document
