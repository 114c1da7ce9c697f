"""How each procedure stands at each unit: must it hang, does it, and is what hangs the version in force?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, TextChoices
from django.utils import timezone

from lantoa.displays.models import Confirmed, Display
from lantoa.displays.required import Required, present
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure, ProcedureVersion

OLD_PHOTO = 365  # days after which a photo no longer shows that it still hangs


class State(TextChoices):
    """What calls for most attention first."""

    MUST_GO = "must_go", "Đã bãi bỏ, chưa gỡ"
    MISSING = "missing", "Chưa niêm yết"
    OLD = "old", "Đang treo bản cũ"
    STALE = "stale", "Ảnh đã quá một năm"
    POSTED = "posted", "Đúng bản đang có hiệu lực"


SYMBOLS: dict[str, str] = {"must_go": "×", "missing": "!", "old": "◐", "stale": "○", "posted": "✓"}
TONES: dict[str, str] = {
    "must_go": "negative",
    "missing": "negative",
    "old": "warning",
    "stale": "info",
    "posted": "positive",
}
WRONG = frozenset({State.MUST_GO, State.MISSING, State.OLD})
_RANK = {state: number for number, state in enumerate(State)}


class Hung(NamedTuple):
    """What hangs at a place: a bare row, since a province has tens of thousands."""

    pk: int
    unit_id: int
    procedure_id: int
    place: str
    version_id: int | None
    posted_on: dt.date


class Known(NamedTuple):
    """What holds of a procedure on the day."""

    procedure: Procedure
    version: ProcedureVersion | None
    is_gone: bool


@dataclass(slots=True)
class Cell:
    """One procedure at one unit; `shown_on`: the day of the last photo, of the place shown longest ago."""

    unit: Unit
    procedure: Procedure
    version: ProcedureVersion | None
    state: State
    hung: Sequence[Hung] = ()
    shown_on: dt.date | None = None

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_wrong(self) -> bool:
        return self.state in WRONG

    @property
    def words(self) -> str:
        """What the symbol says."""
        places = "; ".join(one.place for one in self.hung)
        shown = f", ảnh ngày {self.shown_on:%d/%m/%Y}" if self.shown_on else ""
        return f"{self.state.label}{f': {places}' if places else ''}{shown}"


def cells(units: Sequence[Unit], required: Required, today: dt.date) -> dict[int, dict[int, Cell]]:
    """By unit, by procedure; four queries, whatever the number of units."""
    ids = [unit.pk for unit in units]
    hung = _hung(ids)
    mine = {unit.pk: {*required.of(unit.pk), *hung.get(unit.pk, ())} for unit in units}
    held = present({pk for row in mine.values() for pk in row}, today)
    known = {pk: Known(*one, one[1] is None or one[1].is_abolition) for pk, one in held.items()}
    shown, since = _shown(ids), today - dt.timedelta(days=OLD_PHOTO)
    found: dict[int, dict[int, Cell]] = {}
    for unit in units:
        here = hung.get(unit.pk, {})
        row = {pk: _cell(unit, known[pk], here.get(pk, ()), shown, since) for pk in mine[unit.pk] if pk in known}
        if row:
            found[unit.pk] = row
    return found


def of_unit(unit: Unit) -> list[Cell]:
    """Today's cells of one unit, what calls for most attention first."""
    today = timezone.localdate()
    return in_order(cells([unit], Required(today, unit), today).get(unit.pk, {}).values())


def in_order(row: Iterable[Cell]) -> list[Cell]:
    """What calls for most attention first."""
    return sorted(row, key=lambda cell: (_RANK[cell.state], cell.procedure.sort_key, cell.procedure.pk))


def _hung(units: Collection[int]) -> dict[int, dict[int, list[Hung]]]:
    """What hangs, by unit, by procedure."""
    found: dict[int, dict[int, list[Hung]]] = defaultdict(lambda: defaultdict(list))
    rows = Display.objects.hanging().filter(unit__in=units).order_by("place")
    for row in rows.values_list(*Hung._fields):
        one = Hung(*row)
        found[one.unit_id][one.procedure_id].append(one)
    return found


def _shown(units: Collection[int]) -> dict[int, dt.date]:
    """The day of the last photo, by display."""
    rows = Confirmed.objects.filter(display__unit__in=units).order_by()
    return dict(rows.values_list("display").annotate(on=Max("confirmation__on")))


def _cell(unit: Unit, known: Known, hung: Sequence[Hung], shown: Mapping[int, dt.date], since: dt.date) -> Cell:
    """`since`: a photo of an earlier day shows nothing any more."""
    if not hung:
        return Cell(unit, known.procedure, known.version, State.MISSING)
    last = min([shown[one.pk] for one in hung if one.pk in shown], default=None)
    return Cell(unit, known.procedure, known.version, _state(hung, known, last, since), hung, last)


def _state(hung: Sequence[Hung], known: Known, last: dt.date | None, since: dt.date) -> State:
    if known.is_gone:
        return State.MUST_GO
    version_id = known.version.pk if known.version else None
    if [one for one in hung if one.version_id != version_id]:
        return State.OLD
    return State.STALE if last is None or last < since else State.POSTED
