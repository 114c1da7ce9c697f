"""Where a case is now, as its sender sees it: a line of steps with dates and who holds it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from lantoa.feedback.enums import CaseState
from lantoa.feedback.models import Case, Hop, Step
from lantoa.vietnamese.dates import short_date

_ENDS = {
    CaseState.ANSWERED: "Đã trả lời",
    CaseState.REFUSED: "Không tiếp nhận",
    CaseState.DIVERTED: "Đã hướng dẫn nơi khác",
    CaseState.JOINED: "Gộp với phản ánh cùng nội dung",
}
DONE, NOW, NEXT = "done", "now", "next"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One point of the line: `state` is done, now or next; `said` is a sentence for the point that it is at."""

    word: str
    state: str
    day: dt.date | None = None
    said: str = ""


def milestones(case: Case, today: dt.date) -> list[Milestone]:
    """The line, from what was received to what is answered."""
    received = Milestone("Đã nhận", DONE, case.received_on)
    if not case.is_open:
        end = timezone.localdate(case.closed_at) if case.closed_at else None
        handled = [Milestone("Xử lý", DONE)] if case.state == CaseState.ANSWERED else []
        return [received, *handled, Milestone(_ENDS[CaseState(case.state)], DONE, end, case.ground)]
    middle = Milestone("Đang xử lý", NOW, None, _held(case))
    if case.state == CaseState.NEW:
        middle = Milestone("Đang xếp việc", NOW, None, _held(case))
    if case.state == CaseState.WAITING:
        middle = Milestone("Chờ bổ sung", NOW, case.paused_since, "Thời hạn tạm dừng đến khi nhận được bổ sung.")
    return [received, middle, Milestone("Trả lời", NEXT, None, _due(case, today))]


def _held(case: Case) -> str:
    return f"{case.holder.name} đang giữ." if case.holder else "Đang chuyển đến đơn vị giải quyết."


def _due(case: Case, today: dt.date) -> str:
    if case.due_on is None:
        return "Hạn trả lời được tính ngay sau khi xếp việc."
    if case.is_paused:
        return "Hạn trả lời được tính lại khi nhận đủ bổ sung."
    if case.due_on < today:
        return f"Hạn {short_date(case.due_on)}: đã quá hạn {(today - case.due_on).days} ngày."
    return f"Hạn {short_date(case.due_on)}."


def public_steps(case: Case) -> list[Step]:
    """What happened, as far as the sender sees it; the newest first."""
    return list(case.steps.filter(is_public=True).select_related("unit", "to_unit").order_by("-at", "-pk"))


@dataclass(frozen=True, slots=True)
class Held:
    """How long one unit had it."""

    unit: str
    since: dt.datetime
    until: dt.datetime | None
    reason: str


def hands(hops: Iterable[Hop]) -> list[Held]:
    """The units that it went through, each with its time; a change of person within one unit is not told."""
    found: list[Held] = []
    for hop in hops:
        if found and found[-1].unit == hop.unit.name:
            found[-1] = Held(found[-1].unit, found[-1].since, hop.until, found[-1].reason)
        else:
            found.append(Held(hop.unit.name, hop.since, hop.until, hop.reason))
    return found
