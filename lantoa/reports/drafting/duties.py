"""What the unit owed: how much of it is done, what is late or was returned.

Tasks are counted by the rule of the report's figures, as of the same day. The report's own obligation is left out: that
a report is being written is no news in it.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone

from lantoa.documents.writing.wording import upper_first
from lantoa.ledger.enums import ClaimState, ObligationState
from lantoa.ledger.models import Claim
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.reports import sources
from lantoa.reports.content import Content
from lantoa.reports.days import Days
from lantoa.reports.drafting import tally
from lantoa.reports.drafting.wording import UNIT, counted, led, shortened, with_rest
from lantoa.reports.models import Report
from lantoa.vietnamese.dates import short_date

MOST, _LOOKED_AT = 8, 400
_KINDS = (
    # figure of what is late, what it is called, what has not been done with it
    ("tasks_overdue", "nhiệm vụ", "quá hạn chưa hoàn thành"),
    ("own_plans_overdue", "kế hoạch", "quá hạn chưa ban hành"),
    ("reports_overdue", "báo cáo", "quá hạn chưa gửi"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose report it is: `units` did the work, `who` is what the report calls them, `found` are its figures."""

    report: Report
    units: Collection[int]
    who: str
    found: Content

    @property
    def is_sum(self) -> bool:
        return self.who != UNIT

    @property
    def days(self) -> Days:
        return Days.of(self.report.period)

    def counting(self, key: str) -> ObligationQuerySet:
        """What a figure of the ledger counts, but for this report itself."""
        rows = sources.obligations(key, self.units, self.days)
        assert rows is not None
        return rows.exclude(pk=self.report.obligation_id or 0).order_by(F("due_on").asc(), "pk")


def evaluation(asked: Asked) -> str:
    """What became of the tasks, then of the other reports that were due."""
    lead = f"Riêng {asked.who} phải thực hiện" if asked.is_sum else f"Trong kỳ, {asked.who} phải thực hiện"
    tasks = tally.of_unit(asked.report, asked.found, asked.units, is_sum=asked.is_sum).said(lead)
    return "\n".join(text for text in (tasks, _reports(asked)) if text)


def _reports(asked: Asked) -> str:
    """ "Ngoài báo cáo này, đơn vị có 03 báo cáo đến hạn: 02 báo cáo đã gửi đúng hạn; 01 báo cáo chưa gửi."."""
    due, last = asked.counting("reports_due").order_by(), min(asked.days.last, timezone.localdate())
    sent = Q(met_on__lte=last)
    counts = due.aggregate(
        total=Count("pk"),
        met=Count("pk", filter=sent & Q(state=ObligationState.MET)),
        late=Count("pk", filter=sent & Q(state=ObligationState.MET_LATE)),
        nil=Count("pk", filter=sent & Q(state=ObligationState.NIL)),
        ahead=Count("pk", filter=Q(state=ObligationState.OPEN, due_on__gte=timezone.localdate())),
    )
    who = f"riêng {asked.who}" if asked.is_sum else asked.who
    caught_up = asked.counting("reports_sent").exclude(pk__in=due.values("pk")).count()
    before = f"{upper_first(who)} đã gửi {counted(caught_up)} báo cáo đến hạn từ kỳ trước." if caught_up else ""
    return "\n".join(text for text in (_due_reports(counts, who), before) if text)


def _due_reports(counts: Mapping[str, int], who: str) -> str:
    if not counts["total"]:
        return ""
    words = {"met": "đã gửi đúng hạn", "late": "đã gửi sau hạn", "nil": "không phát sinh", "ahead": "chưa tới ngày gửi"}
    parts = [(counts[name], what) for name, what in words.items()]
    rest = counts["total"] - sum(number for number, _ in parts)
    known = [(number, what) for number, what in (*parts, (rest, "chưa gửi")) if number]
    said = ": " + "; ".join(f"{counted(number)} báo cáo {what}" for number, what in known)
    lead = f"Ngoài báo cáo này, {who} có {counted(counts['total'])} báo cáo đến hạn"
    return f"{lead}{said if len(known) > 1 else f', {known[0][1]}'}."


def difficulties(asked: Asked) -> str:
    """Late work and returned claims, as facts; causes are for the unit to write."""
    found = [_late(asked, *kind) for kind in _KINDS]
    return "\n".join(text for text in (*found, _returned(asked)) if text)


def _late(asked: Asked, key: str, name: str, what: str) -> str:
    rows = asked.counting(key)
    total = rows.count()
    if not total:
        return ""
    return led(f"{_has(asked)} {counted(total)} {name} {what}", lines(rows, total, name))


def _has(asked: Asked) -> str:
    return f"Riêng {asked.who} có" if asked.is_sum else "Có"


def lines(rows: ObligationQuerySet, total: int, name: str) -> list[str]:
    """A line for each title and due day, with how many bear it; what the lines leave out is counted at the end."""
    same: dict[tuple[str, dt.date | None], list[int]] = {}
    for title, due, unit in rows.values_list("title", "due_on", "unit_id")[:_LOOKED_AT]:
        same.setdefault((shortened(title), due), []).append(unit)
    chosen = list(same.items())[:MOST]
    lines = [_line(title, due, units) for (title, due), units in chosen]
    return with_rest(lines, total, name, told=sum(len(units) for _, units in chosen))


def _line(title: str, due: dt.date | None, units: Sequence[int]) -> str:
    """ "Rà soát thủ tục (03 đơn vị, hạn 30/11/2026)"."""
    many = f"{counted(len(units))} {'đơn vị' if len(set(units)) > 1 else 'lần'}" if len(units) > 1 else ""
    said = ", ".join(text for text in (many, f"hạn {short_date(due)}" if due else "") if text)
    return f"{title} ({said})" if said else title


def _returned(asked: Asked) -> str:
    returned = Claim.objects.filter(obligation__unit__in=asked.units, state=ClaimState.RETURNED)
    decided = _decided_within(asked.days.first, asked.days.last)
    returned = returned.filter(decided).select_related("obligation").order_by("decided_at", "pk")
    total = returned.count()
    if not total:
        return ""
    lines = [f"{shortened(one.obligation.title)} (lý do: {shortened(one.note)})" for one in returned[:MOST]]
    lead = f"{_has(asked)} {counted(total)} đề nghị xác nhận hoàn thành bị trả lại"
    return led(lead, with_rest(lines, total, "đề nghị"))


def _decided_within(first: dt.date, last: dt.date) -> Q:
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(first, dt.time.min, zone)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone)
    return Q(decided_at__gte=start, decided_at__lt=end)
