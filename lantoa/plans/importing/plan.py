"""A reading with its source becomes a plan."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.plan import Deadline, PlanReading
from lantoa.documents.reading.guard import _to_json
from lantoa.documents.source import SourceDocument
from lantoa.organisations.models import Unit
from lantoa.plans.importing.bases import write_bases
from lantoa.plans.importing.body import Body
from lantoa.plans.importing.commands import write_commands
from lantoa.plans.importing.head import head_of
from lantoa.plans.importing.names import Names
from lantoa.plans.importing.rules import write_rules
from lantoa.plans.importing.table import write_tasks
from lantoa.plans.models import Plan, PlanSource
from lantoa.plans.models.versioned import spans_of


class NotAPlan(UnreadableDocument):
    """The document is of another kind; the sentence says what it was taken for."""


@dataclass(frozen=True)
class KeptFile:
    """Where the storage keeps an uploaded document, what its sender called it, its fingerprint."""

    path: str = ""
    name: str = ""
    sha256: str = ""


@transaction.atomic
def import_plan(
    reading: PlanReading,
    source: SourceDocument | None,
    *,
    unit: Unit,
    by: User,
    file: KeptFile | None = None,
    form_key: UUID | None = None,
) -> Plan:
    """Write a plan with all its rows; `file` is the document that it came from.

    One `form_key` makes one plan, however often it comes. Raises NotAPlan for another kind of document.
    """
    if reading.kind != "ke_hoach":
        raise NotAPlan(reading.warnings[0] if reading.warnings else "Văn bản này không phải là kế hoạch.")
    access.demand(by, Power.WRITE, unit)
    existing = Plan.objects.filter(form_key=form_key).first() if form_key else None
    if existing:
        return existing
    plan = Plan(unit=unit, created_by=by, form_key=form_key, **head_of(reading, unit))
    if source is not None:
        plan.source = _keep_source(source, file or KeptFile(), unit=unit, by=by)
    plan.save()
    _write_rows(plan, reading)
    name = file.name if file else ""
    record("plan_imported", by=by, on=plan, unit=unit, text=f"Đọc kế hoạch từ văn bản {name}".strip())
    return plan


def _write_rows(plan: Plan, reading: PlanReading) -> None:
    names = Names(plan)
    body = Body(plan, reading, names)
    write_bases(plan, reading.legal_bases, body)
    write_tasks(plan, reading.tasks, names)
    write_rules(plan, reading, body, names)
    plan.reading["commands"] = write_commands(plan, reading, body, names)
    parents = [basis.parent_plan for basis in plan.bases.select_related("parent_plan") if basis.parent_plan]
    plan.parent = parents[0] if parents else None
    plan.reading["deadlines"] = [_kept(one) for one in body.loose_deadlines]
    plan.save(update_fields=["parent", "reading"])


def _kept(deadline: Deadline) -> dict[str, Any]:
    return {
        "what": deadline.what,
        "who": deadline.who,
        "due": deadline.due,
        "spans": spans_of(deadline.spans),
    }


def _keep_source(source: SourceDocument, file: KeptFile, *, unit: Unit, by: User) -> PlanSource:
    blocks = json.loads(json.dumps(_to_json(source)["blocks"]))
    return PlanSource.objects.create(
        unit=unit,
        file=file.path,
        name=file.name[:255],
        sha256=file.sha256,
        kind=source.kind,
        text=source.text,
        blocks=blocks,
        warnings=source.warnings,
        uploaded_by=by,
    )
