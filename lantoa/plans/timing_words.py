"""What a timing means, said to a person."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lantoa.ledger.enums import Rhythm
from lantoa.plans.enums import BeforeDay, TimingKind
from lantoa.plans.importing.table import rhythm_of
from lantoa.plans.models import Plan, PlanTask
from lantoa.vietnamese.impossible_time import impossible_time
from lantoa.vietnamese.timing import parse_timing


@dataclass(frozen=True)
class Meaning:
    """`words`: one short phrase; `waits`: no day is known, the office sets one later."""

    words: str
    waits: bool = False
    is_hole: bool = False


def said(raw: str, plan: Plan) -> Meaning:
    """What words of time will mean as a row's timing."""
    found = parse_timing(raw, plan.year)
    if fault := impossible_time(raw, plan.year):
        return _impossible(fault)
    starts, ends = _day(found.start), _day(found.end)
    return _phrase(found.kind, starts, ends, rhythm_of(found.kind, found.raw, starts, ends), plan)


def meaning_of(task: PlanTask, plan: Plan) -> Meaning:
    """What a row's timing means."""
    if fault := impossible_time(task.timing_raw, plan.year):
        return _impossible(fault)
    return _phrase(task.timing_kind, task.starts_on, task.ends_on, Rhythm(task.rhythm), plan, task.expected)


def _impossible(fault: str) -> Meaning:
    return Meaning(f"{fault}: chờ ấn định ngày", waits=True, is_hole=True)


def _phrase(
    kind: str, starts: dt.date | None, ends: dt.date | None, rhythm: Rhythm, plan: Any, expected: int = 1
) -> Meaning:
    if ends is None:
        return _undated(kind, rhythm, plan, expected)
    if kind == TimingKind.CONTINUOUS:
        return Meaning(f"Cả năm {ends.year}{_beat(rhythm, expected)}")
    if starts is None:
        return Meaning(_due(ends, plan))
    if starts == ends:
        return Meaning(f"Ngày {ends:%d/%m/%Y}")
    return Meaning(f"Từ {starts:%d/%m/%Y} đến {ends:%d/%m/%Y}{_beat(rhythm, expected)}")


def _undated(kind: str, rhythm: Rhythm, plan: Any, expected: int) -> Meaning:
    if kind == TimingKind.NONE:
        return Meaning("Chưa ghi thời gian, chờ ấn định ngày", waits=True, is_hole=True)
    if kind == TimingKind.PERIODIC:
        return Meaning(f"Cả năm {plan.year}{_beat(rhythm, expected)}")
    return Meaning("Chờ văn phòng ấn định ngày", waits=True)


def _due(day: dt.date, plan: Plan) -> str:
    """ "Trước ngày" literally ends the day before; the plan says which way it is counted."""
    if plan.before_day == BeforeDay.EXCLUSIVE:
        return f"Hạn {day - dt.timedelta(days=1):%d/%m/%Y} (hết ngày liền trước)"
    return f"Hạn {day:%d/%m/%Y} (tính cả ngày đã ghi)"


def _beat(rhythm: Rhythm, expected: int) -> str:
    if rhythm == Rhythm.ONCE:
        return ""
    return f", {rhythm.label} {expected} lượt" if rhythm != Rhythm.HALF_YEARLY else f", {expected} lượt 6 tháng một lần"


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
