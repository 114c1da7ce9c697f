"""Which procedures of a unit's board are printed; many of them by the worker, since people wait two seconds at most."""

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.displays import sheets
from lantoa.displays.standing import Cell, of_unit
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure, ProcedureVersion

AT_ONCE = 15  # procedures; each takes 25 to 60 ms of a processor
NOTHING = "Chưa có thủ tục nào để in: đơn vị chưa phải niêm yết thủ tục đang có hiệu lực nào."


def to_print(cells: Sequence[Cell], chosen: Collection[int] = ()) -> list[tuple[Procedure, ProcedureVersion]]:
    """What holds of them, in the order of their names; with `chosen` (ids), of those alone."""
    return [
        (one.procedure, one.version)
        for one in sorted(cells, key=lambda one: (one.procedure.sort_key, one.procedure.pk))
        if one.version and not one.version.is_abolition and (not chosen or one.procedure.pk in chosen)
    ]


def name_of(unit: Unit, paper: sheets.Paper) -> str:
    return f"niem-yet-{unit.pk}-{paper.value}-{timezone.localtime():%Y%m%d%H%M%S}.pdf"


def start(unit: Unit, *, form: sheets.Form, paper: sheets.Paper, by: User) -> LongJob:
    """The job that prints all that must hang at the unit."""
    return running.start(
        write,
        key=f"posting-sheet-{unit.pk}-{form.value}-{paper.value}-{by.pk}",
        title=f"Tạo bản in niêm yết của {unit.label}",
        by=by,
        noun="thủ tục",
        url=f"{reverse('displays:list')}?dv={unit.pk}",
        unit_id=unit.pk,
        form=form.value,
        paper=paper.value,
    )


@running.work
def write(job: LongJob, *, unit_id: int, form: str, paper: str) -> str:
    """The worker's side of `start`."""
    unit = Unit.objects.get(pk=unit_id)
    access.demand(job.by, Power.SEE, unit)
    rows, size = to_print(of_unit(unit)), sheets.Paper(paper)
    if not rows:
        raise ValidationError(NOTHING)
    made = sheets.pdf(unit, rows, form=sheets.Form(form), paper=size, tell=job.tell)
    job.keep_file(ContentFile(made), name_of(unit, size))
    return f"Đã tạo bản in {len(rows)} thủ tục."
