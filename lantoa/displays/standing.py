"""How each procedure stands at each unit: must it hang, does it, and is what hangs the version in force?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Max, TextChoices

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
Known = Mapping[int, tuple[Procedure, ProcedureVersion | None]]


@dataclass(slots=True)
class Cell:
    """One procedure at one unit; `shown_on`: the day of the last photo."""

    unit: Unit
    procedure: Procedure
    version: ProcedureVersion | None
    state: State
    displays: list[Display] = field(default_factory=list)
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
        places = "; ".join(display.place for display in self.displays)
        shown = f", ảnh ngày {self.shown_on:%d/%m/%Y}" if self.shown_on else ""
        return f"{self.state.label}{f': {places}' if places else ''}{shown}"


def cells(units: Sequence[Unit], required: Required, today: dt.date) -> dict[int, dict[int, Cell]]:
    """By unit, by procedure; five queries, whatever the number of units."""
    hung: dict[tuple[int, int], list[Display]] = defaultdict(list)
    for display in Display.objects.hanging().filter(unit__in=[unit.pk for unit in units]).order_by("place"):
        hung[display.unit_id, display.procedure_id].append(display)
    mine: dict[int, set[int]] = {unit.pk: set(required.of(unit)) for unit in units}
    for unit_id, procedure_id in hung:
        mine[unit_id].add(procedure_id)
    wanted = {pk for row in mine.values() for pk in row}
    known, shown = present(wanted, today), _shown(units)
    found: dict[int, dict[int, Cell]] = {}
    for unit in units:
        row = {
            pk: _cell(unit, pk, hung.get((unit.pk, pk), []), known, shown, today) for pk in mine[unit.pk] if pk in known
        }
        if row:
            found[unit.pk] = row
    return found


def in_order(row: Iterable[Cell]) -> list[Cell]:
    """What calls for most attention first."""
    return sorted(row, key=lambda cell: (_RANK[cell.state], cell.procedure.sort_key, cell.procedure.pk))


def _shown(units: Sequence[Unit]) -> dict[int, dt.date]:
    """The day of the last photo, by display."""
    rows = Confirmed.objects.filter(confirmation__unit__in=[unit.pk for unit in units]).order_by()
    return dict(rows.values_list("display").annotate(on=Max("confirmation__on")))


def _cell(
    unit: Unit,
    pk: int,
    displays: list[Display],
    known: Known,
    shown: Mapping[int, dt.date],
    today: dt.date,
) -> Cell:
    procedure, version = known[pk]
    days = [shown[display.pk] for display in displays if display.pk in shown]
    last = min(days) if days else None
    return Cell(unit, procedure, version, _state(displays, version, last, today), displays, last)


def _state(displays: list[Display], version: ProcedureVersion | None, shown: dt.date | None, today: dt.date) -> State:
    if not displays:
        return State.MISSING
    if version is None or version.is_abolition:
        return State.MUST_GO
    if any(display.version_id != version.pk for display in displays):
        return State.OLD
    if shown is None or (today - shown).days > OLD_PHOTO:
        return State.STALE
    return State.POSTED
