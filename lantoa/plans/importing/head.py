"""The letterhead, signature and what else of a reading stands on the plan itself."""

from typing import Any

from django.utils import timezone

from lantoa.documents.plan import Found, PlanReading
from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan
from lantoa.plans.models.versioned import spans_of
from lantoa.plans.texts import fit
from lantoa.vietnamese.names import similar

# Fields of the head by the name that the reading has for them.
FIELDS = {
    "issuer": "issuer_text",
    "superior": "superior_text",
    "number": "number",
    "place": "place",
    "date": "dated",
    "title": "title",
    "year": "year",
}


def head_of(reading: PlanReading, unit: Unit) -> dict[str, Any]:
    """Columns of the plan that the reading fills."""
    values = {column: found.value for name, column in FIELDS.items() if (found := getattr(reading, name))}
    signer = reading.signatory
    if signer:
        values |= {
            "signer_role": signer.role or "",
            "signer_on_behalf": signer.on_behalf or "",
            "signer_name": signer.name or "",
        }
    values.setdefault("title", "")
    values.setdefault("year", timezone.localdate().year)
    values |= {
        "audiences": [found.value for found in reading.audiences],
        "recipients": [found.value for found in reading.recipients],
        "columns": [{"key": column.key, "header": column.header} for column in reading.appendix.columns],
        "appendix_label": reading.appendix.label,
        "appendix_title": reading.appendix.title,
        "appendix_note": reading.appendix.note,
        "reading": beyond_columns(reading, unit),
    }
    return fit(Plan, **values)


def beyond_columns(reading: PlanReading, unit: Unit) -> dict[str, Any]:
    """What `Plan.reading` keeps: where the head stood, its doubts, and what has no column of its own."""
    spans = {column: _spans(getattr(reading, name)) for name, column in FIELDS.items()}
    spans["audiences"] = [span for found in reading.audiences for span in spans_of(found.spans)]
    spans["recipients"] = [span for found in reading.recipients for span in spans_of(found.spans)]
    spans["signatory"] = spans_of(reading.signatory.spans) if reading.signatory else []
    return {
        "spans": {name: found for name, found in spans.items() if found},
        "doubts": _doubts(reading, unit),
        "warnings": list(reading.warnings),
        "seen_warnings": False,
        "citations": _texts(reading.citations),
        "emails": _texts(reading.emails),
        "urls": _texts(reading.urls),
        "phones": _texts(reading.phones),
        "figures": [
            {"value": one.value, "unit": one.unit, "text": one.text, "spans": spans_of(one.spans)}
            for one in reading.figures
        ],
    }


def _spans(found: Found[Any] | None) -> list[list[int]]:
    return spans_of(found.spans) if found else []


def _texts(found: list[Found[str]]) -> list[dict[str, Any]]:
    return [{"value": one.value, "spans": spans_of(one.spans)} for one in found]


def _doubts(reading: PlanReading, unit: Unit) -> dict[str, str]:
    """Sentences by field: what the reading doubts, and an issuer that does not look like the unit chosen."""
    doubts = {
        column: found.doubt for name, column in FIELDS.items() if (found := getattr(reading, name)) and found.doubt
    }
    issuer = reading.issuer.value if reading.issuer else ""
    if issuer and similar(issuer, unit.name) < 0.9:
        doubts["issuer_text"] = f"Văn bản do “{issuer}” ban hành, còn kế hoạch này đang ghi cho “{unit.name}”"
    if not reading.title:
        doubts["title"] = "Không đọc được trích yếu của kế hoạch"
    if not reading.year:
        doubts["year"] = f"Văn bản không ghi năm, tạm lấy năm {timezone.localdate().year}"
    return doubts
