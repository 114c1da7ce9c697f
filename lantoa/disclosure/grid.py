"""Units × items: symbols that read at a glance, and the same as a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse, QueryDict

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.disclosure.enums import SYMBOLS, TONES, Standing
from lantoa.disclosure.models import DisclosureItem
from lantoa.disclosure.standing import Asked, Duty, duties
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.tabular.sheets import Column as SheetColumn
from lantoa.tabular.workbooks import download
from lantoa.vietnamese.text import squeeze

LEGEND = [(SYMBOLS[state], state.label, TONES[state]) for state in Standing]
_OPEN = frozenset({Standing.MISSING, Standing.STALE})


class GridFilter:
    """Words, kind of unit, only units that lack something."""

    def __init__(self, given: QueryDict, user: User) -> None:
        self.user = user
        self.words = squeeze(given.get("q", ""))[:100]
        self.kind = given.get("loai", "") if given.get("loai") in UnitKind.values else ""
        self.only_open = given.get("thieu") == "1"
        self.kinds = [(kind.value, kind.label) for kind in UnitKind]

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.kind or self.only_open)

    def units(self) -> list[Unit]:
        found = Unit.objects.current().filter(access.within(self.user, Power.SEE)).order_by("area", "sort_key", "pk")
        found = found.filter(kind=self.kind) if self.kind else found
        return list(found.search(self.words) if self.words else found)


@dataclass(slots=True)
class Column:
    """An item; of the units that it asks, how many have made it public in time."""

    item: DisclosureItem
    number: int
    done: int = 0
    total: int = 0


@dataclass(slots=True)
class Row:
    unit: Unit
    cells: list[Duty | None]

    @property
    def lacking(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.state in _OPEN)


@dataclass(slots=True)
class Grid:
    columns: list[Column]
    rows: list[Row] = field(default_factory=list)

    @property
    def lacking_units(self) -> int:
        return sum(1 for row in self.rows if row.lacking)


def build(chosen: GridFilter) -> Grid:
    """The grid of the items that the person sees and the units that they ask, what is asked of most units first."""
    rows = DisclosureItem.objects.current().visible_to(chosen.user).select_related("group", "owner")
    items = list(rows.order_by("order", "pk"))
    asked, units = Asked(items), chosen.units()
    columns = [Column(item, number) for number, item in enumerate(items, 1)]
    place = {item.pk: number for number, item in enumerate(items)}
    made: dict[int, Row] = {}
    for duty in duties(items, units, asked):
        row = made.setdefault(duty.unit.pk, Row(duty.unit, [None] * len(items)))
        row.cells[place[duty.item.pk]] = duty
    kept = [row for row in made.values() if row.lacking or not chosen.only_open]
    for row in kept:
        for column, cell in zip(columns, row.cells, strict=True):
            if cell:
                column.total += 1
                column.done += cell.state not in _OPEN
    shown = sorted((column for column in columns if column.total), key=lambda column: (-column.total, column.number))
    rows_shown = [Row(row.unit, [row.cells[column.number - 1] for column in shown]) for row in kept]
    for number, column in enumerate(shown, 1):
        column.number = number
    return Grid(shown, rows_shown)


def duties_in_order(items: Sequence[DisclosureItem], chosen: GridFilter, asked: Asked) -> list[Duty]:
    """The duties of the units that the person sees, those that lack something first."""
    order = {state: number for number, state in enumerate(Standing)}
    return sorted(duties(items, chosen.units(), asked), key=lambda duty: order[duty.state])


def as_sheet(grid: Grid) -> HttpResponse:
    """A word in each cell, since symbols do not filter."""
    columns = [SheetColumn("area", "Địa bàn"), SheetColumn("unit", "Đơn vị")]
    columns += [SheetColumn(f"i{one.number}", one.item.title) for one in grid.columns]
    lines = [
        [row.unit.area, row.unit.name, *(cell.words if cell else "không phải công khai" for cell in row.cells)]
        for row in grid.rows
    ]
    return download(columns, lines, title="Công khai thông tin", name="cong-khai.xlsx")
