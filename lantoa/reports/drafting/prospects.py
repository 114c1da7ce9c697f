"""What comes next: what the unit does itself, and apart from that what it has the units below it do.

A task that units below lead ("Treo băng rôn tại cổng trường") is theirs, though a division of the unit has a part in
it: it counts among what the unit has to do, as in every figure, but is named among what the units are to do.

Tasks that the evaluation counts as not done are all told again, by the same rule and as of the same day: the overdue
ones among the difficulties, the others here, those without a day as waiting for one.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from lantoa.documents.writing.wording import upper_first
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.reports import falling_due, sources
from lantoa.reports.days import Days
from lantoa.reports.drafting.duties import MOST, Asked, lines
from lantoa.reports.drafting.wording import WAITING, counted, led, shortened, with_rest
from lantoa.reports.falling_due import unfinished
from lantoa.reports.models import Report
from lantoa.vietnamese.dates import short_date

_LEADING = (ObligationKind.TASK_LEAD, ObligationKind.DUTY)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is still to be done, by when. `left`, `later` and `waiting` are the period's own tasks that are not done and
    not overdue: due in it, after the next one, without a day; `fresh` are those that are due in the next period, by the
    days of the calendar. Plans and reports go by those of the data."""

    left: ObligationQuerySet
    fresh: ObligationQuerySet
    later: ObligationQuerySet
    waiting: ObligationQuerySet
    remedies: ObligationQuerySet
    plans: ObligationQuerySet
    reports: ObligationQuerySet

    @classmethod
    def of(cls, rows: ObligationQuerySet, days: Days) -> "_Due":
        next_, seen = days.following, sources.seen_of_tasks(days)
        tasks, is_open = rows.filter(kind__in=sources.TASKS), rows.filter(state=ObligationState.OPEN)
        undone = tasks.filter(unfinished(falling_due.tasks)(seen))
        given_since = Q(due_on__range=(seen.on, next_.ends), opened_on__gt=days.last)
        coming = Q(due_on__range=(next_.begins, next_.ends)) | given_since
        papers = is_open.filter(due_on__range=(next_.first, next_.last))
        return cls(
            left=undone.filter(due_on__gte=seen.on, due_on__lt=next_.begins),
            fresh=tasks.filter(unfinished(lambda _: coming)(seen)),
            later=undone.filter(due_on__gt=next_.ends),
            waiting=undone.filter(due_on__isnull=True),
            remedies=is_open.filter(kind=ObligationKind.REMEDY, due_on__lte=next_.ends),
            plans=papers.filter(kind=ObligationKind.OWN_PLAN),
            reports=papers.filter(kind=ObligationKind.REPORT),
        )


def coming(asked: Asked) -> str:
    """What the unit will do, then what it will have the units below it do. What one result meets is one line; what
    divisions report to their own unit is no report that it sends."""
    return "\n".join(text for text in (*_own(asked), *_directed(asked)) if text)


def _own(asked: Asked) -> Iterator[str]:
    rows = Obligation.objects.counted().filter(unit__in=asked.units).one_a_result()
    rows = rows.exclude(pk=asked.report.obligation_id or 0).order_by("due_on", "pk")
    due, who = _Due.of(rows, asked.days), asked.who
    yield _tasks(asked, f"{_until(asked)}, {who} hoàn thành", due.left, "còn lại của kỳ này")
    yield _tasks(asked, f"Trong kỳ tới, {who} tiếp tục thực hiện", due.fresh, "đến hạn")
    yield _tasks(asked, f"{upper_first(who)} tiếp tục thực hiện", due.later, "có hạn sau kỳ tới")
    yield _tasks(asked, f"{upper_first(who)} còn", due.waiting, WAITING)
    yield _papers(f"{upper_first(who)} khắc phục", due.remedies, "tồn tại")
    yield _papers(f"{upper_first(who)} ban hành", due.plans, "kế hoạch")
    yield _papers(f"{upper_first(who)} gửi", due.reports.exclude(asked_by__in=asked.units), "báo cáo")


def _until(asked: Asked) -> str:
    return f"Đến hết ngày {short_date(asked.days.ends)}"


def _tasks(asked: Asked, lead: str, rows: ObligationQuerySet, which: str) -> str:
    """The tasks of the unit; those that units below lead are counted, and named with what the units are to do."""
    total = rows.count()
    if not total:
        return ""
    own = rows.exclude(Exists(_led_below(asked)))
    number, said = own.count(), f"{lead} {counted(total)} nhiệm vụ {which}"
    shared = f"{counted(total - number)} nhiệm vụ thực hiện cùng các đơn vị"
    if not number:
        return f"{said}, đều thực hiện cùng các đơn vị."
    said += f", trong đó {shared}; nhiệm vụ của riêng {asked.who}" if number < total else ""
    return led(said, lines(own, number, "nhiệm vụ"))


def _papers(lead: str, rows: ObligationQuerySet, name: str) -> str:
    total = rows.count()
    return led(f"{lead} {counted(total)} {name} đến hạn", lines(rows, total, name)) if total else ""


def _directed(asked: Asked) -> Iterator[str]:
    """What units below owe because the unit has asked for it, each task once with how many units owe it. Where the unit
    itself leads a task, those who help it are not named again."""
    rows = _asked_of_others(asked).counted().one_a_result().order_by()
    if not rows.exists():
        return  # a unit with none below it
    helping = rows.filter(kind=ObligationKind.TASK_COORDINATING).exclude(Exists(_led_below(asked)))
    due = _Due.of(rows.exclude(pk__in=helping.values("pk")), asked.days)
    who = asked.report.unit.name
    yield _of_units(f"{_until(asked)}, {who} chỉ đạo các đơn vị hoàn thành", due.left, "nhiệm vụ", "còn lại")
    yield _of_units(f"Trong kỳ tới, {who} chỉ đạo các đơn vị thực hiện", due.fresh, "nhiệm vụ", "đến hạn")
    yield _of_units(f"{who} chỉ đạo các đơn vị tiếp tục thực hiện", due.later, "nhiệm vụ", "có hạn sau kỳ tới")
    yield _of_units("Các đơn vị còn", due.waiting, "nhiệm vụ", WAITING)
    yield _of_units(f"{who} đôn đốc các đơn vị khắc phục", due.remedies, "tồn tại", "đến hạn")
    yield _of_units(f"{who} đôn đốc các đơn vị ban hành", due.plans, "kế hoạch", "đến hạn")
    yield _of_units(f"{who} đôn đốc các đơn vị gửi", due.reports, "báo cáo", "đến hạn")


def _asked_of_others(asked: Asked) -> ObligationQuerySet:
    """What units below owe it, but for the reports of this very period, of which the report is made."""
    parts = Report.objects.filter(period=asked.report.period_id, obligation__isnull=False).values("obligation_id")
    rows = Obligation.objects.filter(asked_by__in=asked.units).exclude(unit__in=asked.units)
    return rows.exclude(pk__in=parts)


def _led_below(asked: Asked) -> ObligationQuerySet:
    """For a row: those that make units below answer for the same thing."""
    same = {name: OuterRef(name) for name in ("subject_type", "subject_id")}
    return _asked_of_others(asked).counted().filter(kind__in=_LEADING, **same)


def _of_units(lead: str, rows: ObligationQuerySet, name: str, which: str) -> str:
    groups = rows.values("title").annotate(first=Min("due_on"), last=Max("due_on"), units=Count("unit", distinct=True))
    found = list(groups.order_by("first", "title"))
    if not found:
        return ""
    said = [_line(row["title"], row["units"], row["first"], row["last"]) for row in found[:MOST]]
    return led(f"{lead} {counted(len(found))} {name} {which}", with_rest(said, len(found), name))


def _line(title: str, units: int, first: dt.date | None, last: dt.date | None) -> str:
    """ "Treo băng rôn tại cổng trường (24 đơn vị, hạn 30/09/2026)"."""
    if first is None or last is None:
        return f"{shortened(title)} ({counted(units)} đơn vị)"
    due = short_date(first) if first == last else f"từ {short_date(first)} đến {short_date(last)}"
    return f"{shortened(title)} ({counted(units)} đơn vị, hạn {due})"
