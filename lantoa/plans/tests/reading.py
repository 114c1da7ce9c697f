"""Plans read from documents of the project's own, for tests of the review screen."""

from pathlib import Path
from uuid import UUID

import lantoa.documents
from lantoa.accounts.models import User
from lantoa.documents.plan import PlanReading
from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.source import SourceDocument
from lantoa.organisations.models import Unit
from lantoa.plans.importing import KeptFile, import_plan
from lantoa.plans.models import Plan

SAMPLES = Path(lantoa.documents.__file__).parent / "reading" / "tests" / "plans"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "plans"


def read(path: Path) -> tuple[PlanReading, SourceDocument]:
    source = open_document(path)
    return read_plan(source), source


def imported(path: Path, *, unit: Unit, by: User, form_key: UUID | None = None) -> Plan:
    """The plan of a sample document."""
    reading, source = read(path)
    return import_plan(reading, source, unit=unit, by=by, file=KeptFile("", path.name, "0" * 64), form_key=form_key)
