"""Units × procedures: what hangs, which version, when it was last shown; the same as a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.displays.models import Display
from lantoa.displays.required import Required
from lantoa.displays.standing import SYMBOLS, TONES, WRONG, Cell, State, cells
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure
from lantoa.tabular.sheets import Column as SheetColumn
from lantoa.tabular.sheets import Value
from lantoa.tabular.workbooks import download
from lantoa.vietnamese.text import fold, squeeze

LEGEND = [(SYMBOLS[state], state.label, TONES[state]) for state in State]


class GridFilter:
    """Words for units, words for procedures, kind of unit, a state, only rows where something is wrong."""

    def __init__(self, given: QueryDict, user: User) -> None:
        self.user = user
        self.words = squeeze(given.get("q", ""))[:100]
        self.procedure = squeeze(given.get("thu-tuc", ""))[:100]
        self.kind = given.get("loai", "") if given.get("loai") in UnitKind.values else ""
        self.state = given.get("tinh-trang", "") if given.get("tinh-trang") in State.values else ""
        self.kinds = [(kind.value, kind.label) for kind in UnitKind]
        self.states = State.choices

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.procedure or self.kind or self.state)

    def units(self, required: Required) -> list[Unit]:
        """Those that the person sees and that must post something, or do."""
        hang = set(Display.objects.visible_to(self.user).hanging().values_list("unit_id", flat=True))
        found = Unit.objects.current().filter(access.within(self.user, Power.SEE), pk__in=required.units() | hang)
        found = found.filter(kind=self.kind) if self.kind else found
        found = found.search(self.words) if self.words else found
        return list(found.order_by("area", "sort_key", "pk"))


@dataclass(slots=True)
class Column:
    procedure: Procedure
    number: int
    right: int = 0
    total: int = 0


@dataclass(slots=True)
class Row:
    unit: Unit
    cells: list[Cell | None]
    right: int
    total: int

    @property
    def address(self) -> str:
        """What the addresses of the row's cells begin with, asked for once a row, not once a cell."""
        return reverse("displays:cell", args=[self.unit.pk, 0]).removesuffix("0/")

    @property
    def wrong(self) -> int:
        return self.total - self.right


@dataclass(slots=True)
class Grid:
    columns: list[Column]
    rows: list[Row]
    right: int = 0
    total: int = 0
    wrong_units: int = 0


def build(chosen: GridFilter) -> Grid:
    """The grid of the filter; columns that no unit shown has are left out."""
    today = timezone.localdate()
    required = Required(today)
    units = chosen.units(required)
    found = cells(units, required, today)
    columns = _columns(found.values(), chosen.procedure)
    rows = [_row(unit, found[unit.pk], columns, chosen.state) for unit in units if unit.pk in found]
    kept = [row for row in rows if row]
    right, total = sum(row.right for row in kept), sum(row.total for row in kept)
    return Grid(columns, kept, right, total, sum(1 for row in kept if row.wrong))


def _columns(found: Iterable[Mapping[int, Cell]], words: str) -> list[Column]:
    held = {pk: cell.procedure for row in found for pk, cell in row.items()}
    wanted = fold(words)
    named = [procedure for procedure in held.values() if wanted in procedure.folded]
    named.sort(key=lambda one: (one.sort_key, one.pk))
    return [Column(procedure, number) for number, procedure in enumerate(named, 1)]


def _row(unit: Unit, found: Mapping[int, Cell], columns: Sequence[Column], state: str) -> Row | None:
    """The unit's row, counted into the columns; None where the filter asks for a state that no cell of it has."""
    cells_shown = [found.get(column.procedure.pk) for column in columns]
    if not any(cell and (not state or cell.state == state) for cell in cells_shown):
        return None
    row = Row(unit, cells_shown, 0, 0)
    for column, cell in zip(columns, cells_shown, strict=True):
        if cell:
            is_right = cell.state not in WRONG
            column.total += 1
            column.right += is_right
            row.total += 1
            row.right += is_right
    return row


def as_sheet(grid: Grid) -> HttpResponse:
    """A word in each cell, since symbols do not filter."""
    columns = [SheetColumn("area", "Địa bàn"), SheetColumn("unit", "Đơn vị"), SheetColumn("wrong", "Việc phải làm")]
    columns += [SheetColumn(f"p{one.number}", one.procedure.label) for one in grid.columns]
    lines: list[list[Value]] = [
        [row.unit.area, row.unit.name, row.wrong, *(cell.words if cell else "" for cell in row.cells)]
        for row in grid.rows
    ]
    return download(columns, lines, title="Niêm yết", name="niem-yet.xlsx")
