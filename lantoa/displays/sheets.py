"""The sheet that a unit hangs up: its head, the procedures with a code each that leads to the page of the procedure at
this unit's door, whom to call and where to complain. Set by typst from data, never from pasted markup."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.db.models import TextChoices, prefetch_related_objects
from django.utils import timezone

from lantoa.organisations import public_pages
from lantoa.organisations.letterhead import superior_on
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.procedures.reading_page import PARTS, ReadingPage, Said
from lantoa.ui import qr

_LONGEST = 700  # signs of an answer on paper; the page behind the code has all of it


class Paper(TextChoices):
    A4 = "a4", "A4"
    A3 = "a3", "A3"


class Form(TextChoices):
    LIST = "list", "Danh mục (nhiều thủ tục một trang)"
    WHOLE = "whole", "Chi tiết (mỗi thủ tục một trang)"


def address_of(procedure: Procedure, unit: Unit) -> str:
    """Where the code leads: the procedure's page with the unit at whose door one stands."""
    return f"{settings.SITE_URL}{procedure.public_url}?dv={unit.pk}"


Rows = Sequence[tuple[Procedure, ProcedureVersion]]
Tell = Callable[[int, int], None]


def pdf(unit: Unit, rows: Rows, *, form: Form, paper: Paper, tell: Tell | None = None) -> bytes:
    """The sheet of these procedures as PDF; `tell` hears how many of how many are drawn."""
    said = {
        "title": f"Niêm yết thủ tục hành chính – {unit.name}",
        "form": form.value,
        "paper": paper.value,
        "unit": unit.name,
        "above": superior_on(unit, timezone.localdate()),
        "ways": _ways(unit),
        "feedback": _drawn(public_pages.feedback_form(unit.pk)),
        "printed": f"{timezone.localdate():%d/%m/%Y}",
        "procedures": list(_procedures(unit, rows, form, tell)),
    }
    made = typst.compile(_source(), sys_inputs={"said": json.dumps(said)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _procedures(unit: Unit, rows: Rows, form: Form, tell: Tell | None) -> Iterator[dict[str, Any]]:
    prefetch_related_objects([version for _, version in rows], "ways", PARTS)
    for done, row in enumerate(rows, 1):
        yield _procedure(unit, *row, whole=form == Form.WHOLE)
        if tell:
            tell(done, len(rows))


@cache
def _source() -> bytes:
    return (Path(__file__).parent / "sheet.typ").read_bytes()


def _ways(unit: Unit) -> list[tuple[str, str]]:
    named = (("Đường dây nóng", unit.hotline), ("Thư điện tử", unit.email), ("Địa chỉ", unit.address))
    return [(label, value) for label, value in named if value]


def _drawn(address: str) -> str:
    return qr.svg(address).decode()


def _procedure(unit: Unit, procedure: Procedure, version: ProcedureVersion, *, whole: bool) -> dict[str, Any]:
    page = ReadingPage(procedure, version, timezone.localdate(), unit)
    said: dict[str, Any] = {
        "name": version.name,
        "code": procedure.code,
        "place": _short(page.place),
        "time": _short(_answers(page.time_limits)),
        "fee": _short(_answers(page.fees)),
        "decision": version.decision[:1].upper() + version.decision[1:],
        "qr": _drawn(address_of(procedure, unit)),
    }
    if whole:
        said |= {
            "applicants": _short(version.applicants),
            "results": _short(version.results),
            "sets": version.sets,
            "papers": [
                (group.case, [_short(f"{part.name}{f' ({part.count})' if part.count else ''}") for part in group.parts])
                for group in page.part_groups
            ],
            "steps": [_short(" ".join((step.title, *step.lines))) for step in page.steps],
        }
    return said


def _answers(said: Sequence[Said]) -> str:
    return "; ".join(f"{one.ways}: {one.text}" if one.ways else one.text for one in said)


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _LONGEST else bare[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"
