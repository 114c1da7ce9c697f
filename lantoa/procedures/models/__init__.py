"""The catalogue of administrative procedures: what each is on a day, its papers, its questions."""

from lantoa.procedures.models.about import LifeEvent, ProcedureQuestion
from lantoa.procedures.models.files import FormFile, ProcessDocument
from lantoa.procedures.models.parts import DossierPart, FilingWay, LegalBasis
from lantoa.procedures.models.procedure import Procedure, ProcedureQuerySet
from lantoa.procedures.models.reading import PortalReading
from lantoa.procedures.models.version import ProcedureVersion, ProcedureVersionQuerySet

__all__ = [
    "DossierPart",
    "FilingWay",
    "FormFile",
    "LegalBasis",
    "LifeEvent",
    "PortalReading",
    "Procedure",
    "ProcedureQuerySet",
    "ProcedureQuestion",
    "ProcedureVersion",
    "ProcedureVersionQuerySet",
    "ProcessDocument",
]
