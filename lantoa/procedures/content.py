"""What a version says, as one thing that a form, a spreadsheet or a file of the national portal fills and that is kept,
copied and compared alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lantoa.legal.models import LegalDocument
from lantoa.procedures.models import DossierPart, FilingWay, FormFile, LegalBasis, Procedure, ProcedureVersion

CONTENT_FIELDS = (
    "name",
    "field",
    "kind",
    "steps",
    "filing",
    "time_limit",
    "fee",
    "exemptions",
    "sets",
    "applicants",
    "acting_body",
    "deciding_body",
    "authorised_body",
    "coordinating_body",
    "receiving_address",
    "results",
    "conditions",
    "keywords",
    "description",
    "online_level",
    "online_url",
    "portal_url",
    "returns_by_post",
    "takes_payment_online",
)
DECISION_FIELDS = ("decision_kind", "decision_number", "decision_issuer", "decided_on", "in_force_from", "replaced_by")
SOURCE_FIELDS = ("source", "source_name", "unsure")
WAY_FIELDS = ("way", "time_limit", "fee", "description")
PART_FIELDS = ("case", "name", "originals", "copies", "amount", "form_name", "form")


@dataclass
class Content:
    """`fields` are those of ProcedureVersion; `bases` pairs of a document of the register and the part of it."""

    fields: dict[str, Any] = field(default_factory=dict)
    ways: list[dict[str, Any]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)
    bases: list[tuple[LegalDocument, str]] = field(default_factory=list)

    @classmethod
    def of(cls, version: ProcedureVersion) -> "Content":
        """What the version says, without its decision: the ground on which the next one is written."""
        return cls(
            {name: getattr(version, name) for name in CONTENT_FIELDS},
            [{name: getattr(way, name) for name in WAY_FIELDS} for way in version.ways.all()],
            [{name: getattr(part, name) for name in PART_FIELDS} for part in version.parts.select_related("form")],
            [(basis.document, basis.part) for basis in version.bases.select_related("document")],
        )

    def version(self, procedure: Procedure) -> ProcedureVersion:
        """A new version that is not saved yet."""
        version = ProcedureVersion(procedure=procedure)
        self.fill(version)
        return version

    def fill(self, version: ProcedureVersion) -> None:
        for name in (*CONTENT_FIELDS, *DECISION_FIELDS, *SOURCE_FIELDS):
            if name in self.fields:
                setattr(version, name, self.fields[name])

    def save_rows(self, version: ProcedureVersion) -> None:
        """Put ways, papers and bases in the place of those that the version has."""
        for rows in (version.ways, version.parts, version.bases):
            rows.all().delete()
        for place, way in enumerate(self.ways):
            FilingWay.objects.create(version=version, place=place, **way)
        forms = list(FormFile.objects.filter(procedure=version.procedure))
        for place, part in enumerate(self.parts):
            DossierPart.objects.create(version=version, place=place, **_with_form(part, forms))
        for place, (document, clause) in enumerate(_once(self.bases)):
            LegalBasis.objects.create(version=version, place=place, document=document, part=clause)


def _with_form(part: dict[str, Any], forms: Iterable[FormFile]) -> dict[str, Any]:
    """A paper whose form is named as a kept file is gets that file."""
    named = part.get("form_name", "").casefold()
    if part.get("form") or not named:
        return part
    return part | {"form": next((form for form in forms if form.name.casefold() == named), None)}


def _once(bases: Iterable[tuple[LegalDocument, str]]) -> list[tuple[LegalDocument, str]]:
    return list({(document.pk, part): (document, part) for document, part in bases}.values())
