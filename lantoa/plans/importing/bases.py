"""Legal bases: as printed, linked to the register."""

import datetime as dt

from lantoa.documents.plan import LegalBasis
from lantoa.legal.register import Found, find_or_create
from lantoa.plans.enums import BodyPart
from lantoa.plans.importing.body import Body
from lantoa.plans.importing.spans import overlap
from lantoa.plans.models import Plan, PlanBasis, PlanParagraph
from lantoa.plans.models.versioned import spans_of
from lantoa.plans.texts import fit


def write_bases(plan: Plan, bases: list[LegalBasis], body: Body) -> None:
    for order, basis in enumerate(bases):
        row = PlanBasis(
            plan=plan,
            order=order,
            about=basis.about or "",
            paragraph=_paragraph_of(basis, body),
            spans=spans_of(basis.spans),
            **fit(PlanBasis, number=basis.number or "", dated=basis.date or "", issuer=basis.issuer or ""),
        )
        found = link(row)
        row.parent_plan = parent_plan_of(row)
        row.doubt = (basis.doubt or doubt_of(row, found))[:300]
        row.save()


def link(row: PlanBasis) -> Found:
    """Join a base to its document of the register, made where it is new."""
    day = dt.date.fromisoformat(row.dated) if len(row.dated) == 10 else None
    found = find_or_create(
        number=row.number, issuer=row.issuer, issued_on=day, title=row.about, source=f"Căn cứ của {row.plan}"
    )
    row.document = found.document
    return found


def doubt_of(row: PlanBasis, found: Found) -> str:
    """What a person should look at in a base."""
    if row.warning:
        return row.warning.rstrip(".")
    if found.doubt:
        return found.doubt.rstrip(".")
    is_unknown = found.is_new and not _was_issued_here(row)
    return "Văn bản này chưa có trong danh mục, đã thêm mới" if is_unknown else ""


def _was_issued_here(row: PlanBasis) -> bool:
    """Whether the base is a plan that this system issued: there is nothing to look at."""
    if not row.number or len(row.dated) != 10:
        return False
    return Plan.objects.issued().filter(number__iexact=row.number, dated=row.dated).exists()


def parent_plan_of(row: PlanBasis) -> Plan | None:
    """The issued plan of this system that a base names: the plan above."""
    if not row.number or len(row.dated) != 10:
        return None
    above = row.plan.unit.ancestor_ids()
    same = Plan.objects.issued().filter(unit__in=above, number__iexact=row.number, dated=row.dated)
    return same.first()


def _paragraph_of(basis: LegalBasis, body: Body) -> PlanParagraph | None:
    """The printed paragraph that cites the base."""
    near = [
        (overlap(basis.spans, draft.spans), row)
        for draft, row in body.rows.items()
        if row.part == BodyPart.PREAMBLE and (overlap(basis.spans, draft.spans) or _says(row.text, basis))
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _says(text: str, basis: LegalBasis) -> bool:
    return bool(basis.number and basis.number in text) or bool(not basis.number and basis.about and basis.about in text)
