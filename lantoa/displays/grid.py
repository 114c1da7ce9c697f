"""Units × procedures: what hangs, which version, when it was last shown; the same as a spreadsheet."""

from dataclasses import dataclass, field

from django.http import HttpResponse, QueryDict
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.displays.models import Display
from lantoa.displays.required import Required
from lantoa.displays.standing import SYMBOLS, TONES, Cell, State, cells
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure
from lantoa.tabular.sheets import Column as SheetColumn
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

    @property
    def wrong(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.is_wrong)

    @property
    def right(self) -> int:
        return self.total - self.wrong

    @property
    def total(self) -> int:
        return sum(1 for cell in self.cells if cell)


@dataclass(slots=True)
class Grid:
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def wrong_units(self) -> list[Unit]:
        return [row.unit for row in self.rows if row.wrong]

    @property
    def right(self) -> int:
        return sum(row.right for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)


def build(chosen: GridFilter) -> Grid:
    """The grid of the filter; columns that no unit shown has are left out."""
    today = timezone.localdate()
    required = Required(today)
    units = chosen.units(required)
    found = cells(units, required, today)
    wanted = fold(chosen.procedure)
    procedures = {
        cell.procedure.pk: cell.procedure
        for row in found.values()
        for cell in row.values()
        if wanted in cell.procedure.folded
    }
    columns = [
        Column(procedure, number)
        for number, procedure in enumerate(sorted(procedures.values(), key=lambda one: (one.sort_key, one.pk)), 1)
    ]
    rows = [
        Row(unit, [found[unit.pk].get(column.procedure.pk) for column in columns]) for unit in units if unit.pk in found
    ]
    rows = [row for row in rows if _is_asked(row, chosen.state)]
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=True):
            if cell:
                column.total += 1
                column.right += not cell.is_wrong
    return Grid(columns, rows)


def _is_asked(row: Row, state: str) -> bool:
    held = [cell for cell in row.cells if cell]
    return any(cell.state == state for cell in held) if state else bool(held)


def as_sheet(grid: Grid) -> HttpResponse:
    """A line for each procedure at each unit: what filters in a spreadsheet."""
    names = (
        "Địa bàn",
        "Đơn vị",
        "Mã thủ tục",
        "Thủ tục",
        "Tình trạng",
        "Nơi niêm yết",
        "Niêm yết ngày",
        "Ảnh gần nhất",
    )
    columns = [SheetColumn(f"c{number}", name) for number, name in enumerate(names)]
    lines = [
        [
            row.unit.area,
            row.unit.name,
            cell.procedure.code,
            cell.procedure.name,
            str(cell.state.label),
            "; ".join(display.place for display in cell.displays),
            "; ".join(f"{display.posted_on:%d/%m/%Y}" for display in cell.displays if display.posted_on),
            f"{cell.shown_on:%d/%m/%Y}" if cell.shown_on else "",
        ]
        for row in grid.rows
        for cell in row.cells
        if cell
    ]
    return download(columns, lines, title="Niêm yết", name="niem-yet.xlsx")
