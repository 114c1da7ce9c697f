"""What moving a period's due day, or the gap between levels, would do to the days below: shown before it is done."""

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lantoa.reports import dues
from lantoa.reports.models import Period, Report


@dataclass(frozen=True, slots=True)
class LevelMove:
    """The units at one distance from the office: their days now and then; `moved`: how many of them change. What was
    sent or excused keeps its day and is not counted."""

    level: int
    units: int
    moved: int
    before: str
    after: str


def level_moves(period: Period, *, due_on: dt.date | None, gap_days: int) -> list[LevelMove]:
    """For each level below the office the days before and after; nothing is written."""
    reports = [one for one in period.reports.current().select_related("obligation") if one.unit_id != period.unit_id]
    receivers = {report.unit_id: report.receiver_id for report in reports}
    then = copy.copy(period)
    then.due_on, then.gap_days = due_on, gap_days
    days = dues.days(then, receivers, {report.unit_id: report.asked_due_on for report in reports})
    levels: dict[int, list[tuple[dt.date | None, dt.date | None]]] = defaultdict(list)
    for report in reports:
        if report.obligation is not None and report.obligation.is_pending:
            pair = (report.obligation.due_on, days[report.unit_id])
            levels[_level(report, receivers)].append(pair)
    return [_move(level, levels[level]) for level in sorted(levels)]


def _level(report: Report, receivers: Mapping[int, int | None]) -> int:
    level, step, seen = 1, report.receiver_id, {report.unit_id}
    while step is not None and step in receivers and step not in seen:
        seen.add(step)
        level, step = level + 1, receivers[step]
    return level


def _move(level: int, pairs: list[tuple[dt.date | None, dt.date | None]]) -> LevelMove:
    moved = sum(before != after for before, after in pairs)
    return LevelMove(level, len(pairs), moved, _range([pair[0] for pair in pairs]), _range([pair[1] for pair in pairs]))


def _range(days: list[dt.date | None]) -> str:
    known = sorted(day for day in days if day)
    if not known:
        return "chưa ấn định"
    first, last = f"{known[0]:%d/%m/%Y}", f"{known[-1]:%d/%m/%Y}"
    return first if first == last else f"{first} đến {last}"
