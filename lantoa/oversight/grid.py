"""Units × the parts of a year: who has reported, on time or late, who owes. Read from the ledger alone.

Two queries whatever the number of units: their obligations as bare rows, and the units.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet

# state: (symbol, words, tone), the one that calls for most attention first
STATES: dict[str, tuple[str, str, str]] = {
    "late": ("!", "quá hạn, chưa gửi", "negative"),
    "open": ("○", "chưa đến hạn", "info"),
    "waiting": ("–", "chờ ấn định ngày", "neutral"),
    "met_late": ("◐", "đã gửi, muộn", "warning"),
    "nil": ("∅", "không phát sinh", "neutral"),
    "met": ("✓", "đã gửi đúng hạn", "positive"),
    "excluded": ("×", "không phải gửi", "neutral"),
}
_RANK = {state: number for number, state in enumerate(STATES)}
_SENT = frozenset({"met", "met_late", "nil"})
_FIXED = {
    ObligationState.MET.value: "met",
    ObligationState.MET_LATE.value: "met_late",
    ObligationState.NIL.value: "nil",
    ObligationState.EXCLUDED.value: "excluded",
    ObligationState.WAITING.value: "waiting",
}
COLUMNS = ("unit_id", "part", "pk", "state", "due_on", "met_on", "reason")
UNIT_FIELDS = ("pk", "name", "short_name", "kind", "area")


@dataclass(slots=True)
class Tally:
    """What was owed by a day that has come, and of it what was sent, and what on time; `early` of it was sent
    before its day has come; `owed` is everything that must be sent, also later."""

    due: int = 0
    sent: int = 0
    on_time: int = 0
    late: int = 0
    early: int = 0
    owed: int = 0

    @property
    def completeness(self) -> int | None:
        """Per cent that was sent; None where nothing was due."""
        return round(100 * self.sent / self.due) if self.due else None

    @property
    def timeliness(self) -> int | None:
        """Per cent that was sent on time."""
        return round(100 * self.on_time / self.due) if self.due else None

    @property
    def fallen(self) -> int:
        """How many have fallen due."""
        return self.due - self.early

    @property
    def words(self) -> str:
        """How much of what has fallen due was sent, and what was sent ahead of its day."""
        ahead = f"{self.early} gửi sớm" if self.early else ""
        due = f"{self.sent - self.early} trong {self.fallen} đã đến hạn" if self.fallen else "chưa đến hạn"
        return f"{due}, {ahead}" if ahead else due


@dataclass(slots=True)
class Cell:
    """One unit's part of the year; where it owes several reports, the one that calls for most attention stands for
    all (`count`)."""

    pk: int
    state: str
    due_on: dt.date | None
    met_on: dt.date | None
    reason: str
    count: int = 1
    url: str = ""

    @property
    def symbol(self) -> str:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][2]

    @property
    def words(self) -> str:
        """What the symbol says, for screen readers and on hovering."""
        due = f", hạn {self.due_on:%d/%m/%Y}" if self.due_on else ""
        met = f", gửi {self.met_on:%d/%m/%Y}" if self.met_on else ""
        why = f": {self.reason}" if self.reason else ""
        many = f" ({self.count} báo cáo)" if self.count > 1 else ""
        return f"{STATES[self.state][1]}{why}{due}{met}{many}"


@dataclass(slots=True)
class Row:
    unit: Unit
    cells: list[Cell | None]
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Column:
    part: str
    head: str
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Grid:
    columns: list[Column]
    rows: list[Row]
    asked: int  # units that must send: the person's own are shown, not counted
    whole: Tally
    kinds: list[tuple[str, Tally]]
    areas: list[tuple[str, Tally]]
    late_ids: list[int]  # obligations that are late and may be urged, of the rows shown
    late_units: int


def build(
    obligations: ObligationQuerySet,
    units: UnitQuerySet,
    *,
    today: dt.date,
    state: str = "",
    own: Collection[int] = (),
    shut: Collection[int] = (),
    names: Callable[[Collection[str]], Mapping[str, str]] = lambda parts: {},
) -> Grid:
    """The grid of `obligations`, those of `units` alone, by area and the alphabet; with `state` only rows that have a
    cell in it. Rates are of the rows shown; what units `own` (ids) owe is shown, but neither counted nor urged, the
    obligations `shut` (ids) are counted and not urged; `names` gives the parts that somebody named."""
    found = list(obligations.order_by().values_list(*COLUMNS))
    shown = (
        units.filter(pk__in=obligations.order_by().values("unit")).only(*UNIT_FIELDS).order_by("area", "sort_key", "pk")
    )
    parts = sorted({row[1] for row in found}, key=_part_key)
    named = names(parts)
    columns = [Column(part, named.get(part) or part_name(part)) for part in parts]
    place = {column.part: number for number, column in enumerate(columns)}
    rows = {unit.pk: Row(unit, [None] * len(columns)) for unit in shown}
    late: dict[int, list[int]] = defaultdict(list)
    for unit_id, part, pk, kept, due_on, met_on, reason in found:
        row = rows.get(unit_id)
        if row is None:
            continue
        stands = _FIXED.get(kept) or ("late" if due_on is not None and due_on < today else "open")
        number = place[part]
        is_own = unit_id in own
        _count((row.tally,) if is_own else (row.tally, columns[number].tally), stands, due_on, met_on, today)
        if stands == "late" and not is_own and pk not in shut:
            late[unit_id].append(pk)
        _put(row, number, Cell(pk, stands, due_on, met_on, reason))
    return _finished(columns, list(rows.values()), late, state, today, own)


def _put(row: Row, number: int, cell: Cell) -> None:
    other = row.cells[number]
    if other is not None:
        first, _ = sorted((cell, other), key=lambda one: _RANK[one.state])
        first.count = other.count + 1
        cell = first
    row.cells[number] = cell


def _count(
    tallies: Iterable[Tally], state: str, due_on: dt.date | None, met_on: dt.date | None, today: dt.date
) -> None:
    """What is due by today counts, and what was sent before its day; what need not be sent does not."""
    if state == "excluded":
        return
    is_due = state in _SENT or state == "late" or (due_on is not None and due_on <= today)
    is_on_time = state == "met" or (state == "nil" and (met_on is None or due_on is None or met_on <= due_on))
    is_early = is_due and due_on is not None and due_on > today
    for tally in tallies:
        tally.owed += 1
        if not is_due:
            continue
        tally.due += 1
        tally.early += is_early
        tally.sent += state in _SENT
        tally.on_time += is_on_time
        tally.late += state == "late"


def _finished(
    columns: list[Column],
    rows: list[Row],
    late: dict[int, list[int]],
    state: str,
    today: dt.date,
    own: Collection[int],
) -> Grid:
    is_chosen = state in STATES
    if is_chosen:
        rows = [row for row in rows if any(cell and cell.state == state for cell in row.cells)]
    asked = [row for row in rows if row.unit.pk not in own]
    if is_chosen:
        _recount(columns, asked, today)
    kinds = _sums(asked, lambda unit: _KINDS.get(unit.kind, unit.kind))
    areas = _sums(asked, lambda unit: unit.area)
    ids = [pk for row in rows for pk in late.get(row.unit.pk, ())]
    late_units = sum(1 for row in rows if row.unit.pk in late)
    return Grid(columns, rows, len(asked), _sum(row.tally for row in asked), kinds, areas, ids, late_units)


_KINDS = {str(kind.value): kind.label[:1].upper() + kind.label[1:] for kind in UnitKind}


def _recount(columns: list[Column], rows: list[Row], today: dt.date) -> None:
    """The columns' sums over the rows that a filter left; a cell of several reports counts as one here."""
    for column in columns:
        column.tally = Tally()
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=True):
            if cell:
                _count((column.tally,), cell.state, cell.due_on, cell.met_on, today)


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for one in tallies:
        whole.due += one.due
        whole.sent += one.sent
        whole.on_time += one.on_time
        whole.late += one.late
        whole.early += one.early
        whole.owed += one.owed
    return whole


def _sums(rows: list[Row], name_of: Callable[[Unit], str]) -> list[tuple[str, Tally]]:
    """The sums by kind or area, the least complete first; units without one are left out."""
    parts: dict[str, list[Tally]] = defaultdict(list)
    for row in rows:
        parts[name_of(row.unit)].append(row.tally)
    sums = [(name, _sum(tallies)) for name, tallies in parts.items() if name]
    due = [(name, tally) for name, tally in sums if tally.due]
    return sorted(due, key=lambda pair: (pair[1].completeness or 0, pair[0]))


def part_name(part: str) -> str:
    """A period's code as a head: "2026-H1" is "6 tháng đầu", "2026-Q3" "Quý III", "2026-03" "Tháng 3"."""
    period = part.partition("-")[2]
    if period in _PERIODS:
        return _PERIODS[period]
    if period.isdecimal():
        return f"Tháng {int(period)}"
    if days := _DAYS.fullmatch(period):
        return "Đột xuất {}/{} đến {}/{}".format(*(int(days[name]) for name in ("d1", "m1", "d2", "m2")))
    return period or ("Cả năm" if part else "Một lần")


_DAYS = re.compile(r"\d{4}(?P<m1>\d\d)(?P<d1>\d\d)-\d{4}(?P<m2>\d\d)(?P<d2>\d\d)", re.ASCII)


_PERIODS = {
    "Q1": "Quý I",
    "Q2": "Quý II",
    "H1": "6 tháng đầu",
    "Q3": "Quý III",
    "9M": "9 tháng",
    "Q4": "Quý IV",
    "H2": "6 tháng cuối",
}
_ORDER = {name: number for number, name in enumerate(_PERIODS)}


def _part_key(part: str) -> tuple[str, int, int, str]:
    """Months first, then quarters and halves as they end, the whole year last."""
    year, _, period = part.partition("-")
    if period.isdecimal():
        return year, 0, int(period), part
    return (year, 1, _ORDER.get(period, 50), part) if period else (year, 2, 0, part)
