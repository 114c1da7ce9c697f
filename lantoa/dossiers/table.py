"""Units × months: what each entered, who has not, shares beside targets. A fixed number of queries for any number of
units."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.dossiers import months
from lantoa.dossiers.counting import Share, Totals, of_months, together
from lantoa.dossiers.expected import Duties, Duty
from lantoa.dossiers.models import DossierFigures
from lantoa.dossiers.targets import Goal, Goals
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.vietnamese.numbers import format_number
from lantoa.vietnamese.text import squeeze

RECEIVED = "received"
SHOWN: dict[str, str] = {RECEIVED: "Số hồ sơ tiếp nhận"} | {
    str(value): f"{label} (%)" for value, label in Share.choices
}
# state: (symbol, words); a month with figures shows its figure
STATES = {
    "missing": ("!", "quá hạn, chưa nhập"),
    "open": ("○", "chưa nhập, còn hạn"),
    "nil": ("∅", "không phát sinh"),
    "empty": ("–", "không có hồ sơ để tính"),
}
TONES = {"missing": "negative", "open": "info", "nil": "neutral", "empty": "neutral"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's month."""

    month: dt.date
    state: str
    shown: str
    words: str
    is_short: bool = False

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")


@dataclass(slots=True)
class Row:
    unit: Unit
    cells: list[Cell | None]
    total: Totals
    goal: Goal | None
    share: Decimal | None
    missing: int

    @property
    def is_short(self) -> bool:
        return self.share is not None and self.goal is not None and self.share < self.goal.share


class TableFilter:
    """Year, what is shown, words, kind of unit, only those that have not entered."""

    def __init__(self, given: QueryDict, user: User) -> None:
        self.today = timezone.localdate()
        year = given.get("nam", "")
        last = self.today.year
        is_year = len(year) == 4 and year.isascii() and year.isdigit() and months.FIRST_YEAR <= int(year) <= last + 1
        self.year = int(year) if is_year else last
        self.shown = given.get("so", "") if given.get("so") in SHOWN else RECEIVED
        self.words = squeeze(given.get("q", ""))[:100]
        self.kind = given.get("loai", "") if given.get("loai") in UnitKind.values else ""
        self.only_missing = given.get("thieu") == "1"
        self.user = user

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.kind or self.only_missing)

    @property
    def label(self) -> str:
        return SHOWN[self.shown]

    def units(self) -> UnitQuerySet:
        found = Unit.objects.filter(access.within(self.user, Power.SEE)).order_by("area", "sort_key", "pk")
        found = found.filter(kind=self.kind) if self.kind else found
        return found.search(self.words) if self.words else found


@dataclass(slots=True)
class Table:
    months: list[dt.date]
    rows: list[Row] = field(default_factory=list)
    total: Totals = field(default_factory=Totals)
    month_totals: list[Totals] = field(default_factory=list)
    asked: int = 0  # units that must enter at all
    entered: int = 0  # months of units, by field where they are entered so
    missing_units: list[Unit] = field(default_factory=list)  # of the month that people are asked for now
    asked_month: dt.date | None = None


def build(chosen: TableFilter) -> Table:
    """The table of a year: units that must enter, and those that did so unasked."""
    duties, goals = Duties(chosen.today), Goals(chosen.year)
    kept: dict[int, list[DossierFigures]] = defaultdict(list)
    units = list(chosen.units())
    rows = DossierFigures.objects.visible_to(chosen.user).of_year(chosen.year)
    for row in rows:
        kept[row.unit_id].append(row)
    table = Table(months.months_of(chosen.year), asked_month=_asked_month(chosen))
    for unit in units:
        duty = duties.of(unit)
        is_asked = any(duty.asks(unit, month) for month in table.months)
        if not is_asked and unit.pk not in kept:
            continue
        table.asked += is_asked
        row_made = _row(unit, kept.get(unit.pk, []), duty, goals.of(unit), chosen)
        if _lacks(row_made, table.asked_month):
            table.missing_units.append(unit)
        if row_made.missing or not chosen.only_missing:
            table.rows.append(row_made)
            table.entered += len(kept.get(unit.pk, ()))
    _sum(table, kept)
    return table


def _asked_month(chosen: TableFilter) -> dt.date | None:
    asked = months.asked_now(chosen.today)
    return asked if asked.year == chosen.year else None


def _lacks(row: Row, month: dt.date | None) -> bool:
    cell = row.cells[month.month - 1] if month else None
    return cell is not None and cell.state in ("missing", "open")


def _sum(table: Table, kept: dict[int, list[DossierFigures]]) -> None:
    table.total = together(row.total for row in table.rows)
    shown = {row.unit.pk for row in table.rows}
    by_month: dict[dt.date, Totals] = {month: Totals() for month in table.months}
    for unit_id in shown:
        for one in kept.get(unit_id, ()):
            by_month[one.month].add(one.values())
    table.month_totals = [by_month[month] for month in table.months]


def _row(unit: Unit, rows: Sequence[DossierFigures], duty: Duty, goals: dict[str, Goal], chosen: TableFilter) -> Row:
    by_month: dict[dt.date, list[DossierFigures]] = defaultdict(list)
    for one in rows:
        by_month[one.month].append(one)
    goal = goals.get(chosen.shown)
    cells = [_cell(unit, month, by_month.get(month, []), duty, goal, chosen) for month in months.months_of(chosen.year)]
    total = of_months(rows)
    share = None if chosen.shown == RECEIVED else total.share(chosen.shown)
    lacking = sum(1 for cell in cells if cell and cell.state == "missing")
    return Row(unit, cells, total, goal, share, lacking)


def _cell(
    unit: Unit, month: dt.date, rows: Sequence[DossierFigures], duty: Duty, goal: Goal | None, chosen: TableFilter
) -> Cell | None:
    if rows:
        return _figure(month, rows, goal, chosen.shown)
    if month > months.latest(chosen.today) or not duty.asks(unit, month):
        return None
    state = "missing" if chosen.today > duty.due_on(month) else "open"
    symbol, words = STATES[state]
    return Cell(month, state, symbol, f"{words}, hạn {duty.due_on(month):%d/%m/%Y}")


def _figure(month: dt.date, rows: Sequence[DossierFigures], goal: Goal | None, shown: str) -> Cell:
    if all(row.is_nil for row in rows):
        return Cell(month, "nil", *STATES["nil"])
    total = of_months(rows)
    came = f"tiếp nhận {total.figures['received']}, đã giải quyết {total.settled}"
    if shown == RECEIVED:
        return Cell(month, "entered", format_number(total.figures["received"]), came)
    share = total.share(shown)
    if share is None:
        return Cell(month, "empty", STATES["empty"][0], f"{STATES['empty'][1]}; {came}")
    is_short = goal is not None and share < goal.share
    words = f"{format_number(share)}%{', chưa đạt chỉ tiêu' if is_short else ''}; {came}"
    return Cell(month, "entered", format_number(share, 1), words, is_short)
