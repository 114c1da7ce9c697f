"""By when a case is forwarded and answered, and one sentence that shows how the day was computed.

The days come from dated rows (`HandlingRule`): the nearest unit above that has set one, its row for the kind before its
row for all kinds. The day of receipt does not count; on a day off the counting begins with the next working day (Bộ
luật Dân sự 2015, Điều 147, 148). Days on which the office waited for the sender don't count.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from lantoa.feedback.models import Case, HandlingRule
from lantoa.feedback.models.rule import FORWARD_DAYS
from lantoa.ledger.working_days import work_calendar
from lantoa.organisations.models import Unit
from lantoa.vietnamese.calendar import WorkCalendar
from lantoa.vietnamese.dates import day_and_month, short_date, weekday_name

_ONE = dt.timedelta(days=1)
NO_RULE = "tạm tính, chưa có quy định riêng"
_MANY = 6  # days off that are named one by one


@dataclass(frozen=True, slots=True)
class Span:
    """Days that do not count, the first and the last: the office waited for the sender."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Terms:
    """What a rule asks of one case."""

    days: int
    is_working: bool
    source: str
    most: int
    forward_days: int = FORWARD_DAYS
    supply_days: int = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of an answer, the sentence that shows how it was computed, and the last day to forward the case."""

    due_on: dt.date
    explained: str
    forward_by: dt.date


def rule_for(unit: Unit | None, kind: str, day: dt.date) -> HandlingRule | None:
    """The row that counts for a unit, a kind and a day of receipt; None where nobody has set one."""
    if unit is None:
        return None
    chain = [*unit.ancestor_ids(), unit.pk]
    rows = HandlingRule.objects.valid_on(day).filter(unit__in=chain, kind__in={kind, ""})
    nearest = {pk: place for place, pk in enumerate(chain)}
    return max(rows, key=lambda row: (nearest[row.unit_id], bool(row.kind), row.valid_from), default=None)


def terms_for(unit: Unit | None, kind: str, day: dt.date, *, is_joint: bool = False) -> Terms:
    """The same as figures; where no row is there, the site's own number of working days, said to be that."""
    rule = rule_for(unit, kind, day)
    if rule is None:
        days = settings.FEEDBACK_DAYS
        return Terms(days, True, NO_RULE, most=days * 2)
    days = rule.days_many if is_joint else rule.days
    return Terms(days, rule.is_working, rule.source, rule.days_max, rule.forward_days, rule.supply_days)


def deadline(
    received: dt.date, terms: Terms, calendar: WorkCalendar, *, pauses: Iterable[Span] = (), extension: int = 0
) -> Deadline:
    """The due day of what was received on a day; neither that day counts nor those of `pauses`."""
    spans = _merged(pauses)
    days = _counted(received, terms, calendar, spans, terms.days + extension)
    due = calendar.working_day_from(days[-1])
    sentence = _explained(received, terms, extension, days[0], due) + _skipped(received, due, terms, calendar, spans)
    forward_by = calendar.add_working_days(received, terms.forward_days)
    return Deadline(due, f"{sentence}; hạn là {weekday_name(due)}, {short_date(due)}.", forward_by)


def deadline_of(case: Case, today: dt.date, calendar: WorkCalendar | None = None) -> Deadline:
    """The same for a case as it stands: its unit, kind, pauses (one that runs counts up to `today`), extensions. A case
    that the sender had reopened counts from that day."""
    start = case.received_on if case.reopened_at is None else timezone.localdate(case.reopened_at)
    terms = terms_for(case.holder or case.addressed_unit, case.kind, start, is_joint=case.is_joint)
    spans = [span for span in pauses_of(case, today) if span.last > start]
    return deadline(start, terms, calendar or work_calendar(), pauses=spans, extension=case.extended_days)


def pauses_of(case: Case, today: dt.date) -> list[Span]:
    """The days on which the office waited for the sender: from the day after it asked to the day of the answer."""
    spans = []
    for asked in case.requests.all():
        last = asked.ended_on or today
        if last > asked.asked_on:
            spans.append(Span(asked.asked_on + _ONE, last))
    return spans


def longest_extension(terms: Terms, extended: int) -> int:
    """How many days may still be added within the rule's most."""
    return max(terms.most - terms.days - extended, 0)


def days_taken(case: Case, until: dt.date, calendar: WorkCalendar | None = None) -> int:
    """Working days that the office used up to a day, without those on which it waited for the sender."""
    calendar = calendar or work_calendar()
    spans = _merged(pauses_of(case, until))
    days = _days(case.received_on + _ONE, until)
    return sum(calendar.is_working_day(day) and not _is_in(day, spans) for day in days)


def _counted(
    received: dt.date, terms: Terms, calendar: WorkCalendar, spans: Sequence[Span], count: int
) -> list[dt.date]:
    """The days that count, the first to the last."""
    counts: Callable[[dt.date], bool] = calendar.is_working_day if terms.is_working else lambda day: True
    found: list[dt.date] = []
    day = received
    while len(found) < count:
        day += _ONE
        if counts(day) and not _is_in(day, spans):
            found.append(day)
    return found


def _explained(received: dt.date, terms: Terms, extension: int, first: dt.date, due: dt.date) -> str:
    unit = "ngày làm việc" if terms.is_working else "ngày"
    more = f", gia hạn {extension} {unit}" if extension else ""
    start = f"{weekday_name(first)} {_shown(first, due)}"
    return (
        f"Nhận {short_date(received)} ({weekday_name(received)}), không tính ngày nhận; {terms.days} {unit} "
        f"({terms.source}){more}, tính từ {start}"
    )


def _skipped(received: dt.date, due: dt.date, terms: Terms, calendar: WorkCalendar, spans: Sequence[Span]) -> str:
    """What was left out on the way, each with its reason; holidays by name."""
    parts = [f"; tạm dừng {_shown(span.first, due)} - {_shown(span.last, due)} chờ người gửi bổ sung" for span in spans]
    off = [day for day in _days(received + _ONE, due) if not calendar.is_working_day(day) and not _is_in(day, spans)]
    if terms.is_working and off:
        parts.append("; bỏ qua " + ", ".join(_off_phrases(off, calendar, due)))
    return "".join(parts) + _worked(received, due, calendar)


def _off_phrases(off: Sequence[dt.date], calendar: WorkCalendar, due: dt.date) -> list[str]:
    named = [(day, special.name) for day in off if (special := calendar.special_day(day))]
    plain = [day for day in off if not calendar.special_day(day)]
    weekend = [f"{len(plain)} ngày nghỉ cuối tuần"] if len(plain) > _MANY else []
    if plain and not weekend:
        weekend = ["cuối tuần " + ", ".join(_shown(day, due) for day in plain)]
    return [f"{_shown(day, due)} ({name})" for day, name in named] + weekend


def _worked(received: dt.date, due: dt.date, calendar: WorkCalendar) -> str:
    """Saturdays that were worked in exchange and so count."""
    found = [
        f"{_shown(day, due)} ({special.name})"
        for day in _days(received + _ONE, due)
        if day.weekday() > 4 and (special := calendar.special_day(day)) and special.is_working
    ]
    return f"; có tính {', '.join(found)}" if found else ""


def _shown(day: dt.date, due: dt.date) -> str:
    return day_and_month(day) if day.year == due.year else short_date(day)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: one.first):
        if kept and span.first <= kept[-1].last + _ONE:
            kept[-1] = Span(kept[-1].first, max(kept[-1].last, span.last))
        else:
            kept.append(span)
    return kept


def _is_in(day: dt.date, spans: Iterable[Span]) -> bool:
    return any(span.first <= day <= span.last for span in spans)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + _ONE * number for number in range((last - first).days + 1))
