"""From the contract's JSON to a plan that can be written: the values, and a body that says them all.

The contract holds what a reading understood, not the body's own words. The body is made anew so that reading the
written document gives the same JSON: items stand under the headings that they belong to, and what no item says
(a citation, a figure, an address) goes into a sentence of its own.
"""

from typing import Any

from lantoa.documents.plan import (
    Channel,
    Deadline,
    Duty,
    Figure,
    Found,
    LegalBasis,
    PlanReading,
    Reporting,
    Section,
    Signatory,
    TaskRow,
    Timing,
)
from lantoa.documents.writing.contract_body import fill_body
from lantoa.documents.writing.contract_check import checked
from lantoa.documents.writing.leftovers import place_leftovers


def plan_from_contract(data: Any) -> PlanReading:
    """The plan that the JSON object `data` describes, ready to be written; UnusableInput where it is no contract."""
    values = checked(data)
    plan = _values(values)
    fill_body(plan)
    place_leftovers(plan)
    return plan


def _values(data: dict[str, Any]) -> PlanReading:
    plan = PlanReading(
        legal_bases=[LegalBasis(**base) for base in data["legal_bases"]],
        sections=[_section(section) for section in data["sections"]],
        channels=[Channel(**channel) for channel in data["channels"]],
        tasks=[_task(row) for row in data["tasks"]],
        duties=[Duty(**duty) for duty in data["duties"]],
        deadlines=[Deadline(**deadline) for deadline in data["deadlines"]],
        reporting=[Reporting(**report) for report in data["reporting"]],
        figures=[Figure(**figure) for figure in data["figures"]],
        signatory=Signatory(**data["signatory"]) if data["signatory"] else None,
        warnings=list(data["warnings"]),
    )
    for key in _SCALARS:
        setattr(plan, key, Found(data[key]) if data[key] else None)
    for key in _TEXTS:
        setattr(plan, key, [Found(text) for text in data[key]])
    for key in _CONTACTS:
        setattr(plan, key, [Found(text) for text in data["contacts"][key]])
    return plan


_SCALARS = ("issuer", "superior", "number", "place", "date", "title", "year")
_TEXTS = ("citations", "audiences", "contents", "budget", "recipients")
_CONTACTS = ("emails", "urls", "phones")


def _section(data: dict[str, Any]) -> Section:
    return Section(data["label"], data["title"], [_section(child) for child in data["children"]])


def _task(data: dict[str, Any]) -> TaskRow:
    return TaskRow(**{**data, "timing": Timing(**data["timing"])})
