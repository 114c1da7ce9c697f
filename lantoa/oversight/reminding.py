"""Reminders by rule: each working morning, to units that still owe, and to the unit above when it lasts.

Every reminder is a row before anybody is told, so that a second run, or a second worker, tells nobody twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.ledger.shut import without_shut
from lantoa.ledger.working_days import work_calendar
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import Telling, tell_all
from lantoa.organisations.models import Unit
from lantoa.oversight import recipients
from lantoa.oversight.models import Reminder, Stage
from lantoa.oversight.rules import Rules, Step, is_for_above, of_this_site, step_on
from lantoa.vietnamese.calendar import WorkCalendar
from lantoa.vietnamese.dates import due_phrase

FAR = dt.timedelta(days=90)  # no reminder goes earlier: the calendar need not look at what is due after that
BATCH = 1000


@transaction.atomic
def remind(day: dt.date, rules: Rules | None = None) -> int:
    """Remind units of what they still owe, as the rules say for `day`; how many reminders are new."""
    rules, calendar = rules or of_this_site(), work_calendar()
    steps = _steps(day, rules, calendar)
    rows = list(_to_remind(steps, day))
    people = recipients.people_of(row.unit_id for row in rows)
    made = [
        Reminder(obligation=row, stage=steps[row.due_on].stage, to_unit_id=row.unit_id, day=day)
        for row in rows
        if row.due_on
    ]
    _keep(made, people)
    tell_all(_tellings(made, people, day))
    return len(made)


def _steps(day: dt.date, rules: Rules, calendar: WorkCalendar) -> dict[dt.date, Step]:
    """For each due day on which something is owed the step that holds on `day`."""
    owed = Obligation.objects.one_a_result().filter(state=ObligationState.OPEN, due_on__lte=day + FAR)
    dues = [due for due in owed.order_by().values_list("due_on", flat=True).distinct() if due]
    found = {due: step_on(day, due, rules, calendar) for due in dues}
    return {due: step for due, step in found.items() if step}


def _to_remind(steps: dict[dt.date, Step], day: dt.date) -> Iterator[Obligation]:
    """Open obligations that nobody reminded of since their step began."""
    by_rule = Q(reminders__urging__isnull=True) & ~Q(reminders__stage=Stage.ESCALATED)
    owed = Obligation.objects.one_a_result().filter(state=ObligationState.OPEN, due_on__in=steps).of_units_on(day)
    owed = without_shut(owed.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=day)))
    last = dict(owed.annotate(last=Max("reminders__day", filter=by_rule)).values_list("pk", "last"))
    for row in owed.select_related("unit").order_by("pk"):
        reminded_on = last.get(row.pk)
        if row.due_on and (reminded_on is None or reminded_on < steps[row.due_on].since):
            yield row


def _keep(made: list[Reminder], people: dict[int, list[User]]) -> None:
    """Store reminders with whom they went to."""
    Reminder.objects.bulk_create(made, batch_size=BATCH)
    through = Reminder.people.through
    links = [through(reminder_id=one.pk, user_id=user.pk) for one in made for user in people.get(one.to_unit_id, ())]
    through.objects.bulk_create(links, batch_size=BATCH)


def _tellings(made: list[Reminder], people: dict[int, list[User]], day: dt.date) -> Iterator[Telling]:
    """One sentence for each unit, stage and due day, however many obligations it holds."""
    grouped: dict[tuple[int, str, dt.date], list[Obligation]] = defaultdict(list)
    for one in made:
        if one.obligation.due_on:
            grouped[one.to_unit_id, one.stage, one.obligation.due_on].append(one.obligation)
    for (unit_id, stage, due), rows in grouped.items():
        text, note = _sentence(rows, due_phrase(due, day)), _titles(rows)
        key = f"remind-{unit_id}-{stage}-{due}-{day}"
        for user in people.get(unit_id, ()):
            yield Telling(user.pk, text, NoticeKind.REMINDER, _url(rows), unit_id, note, key)


def _sentence(rows: list[Obligation], when: str) -> str:
    """ "Còn 5 ngày: Báo cáo 6 tháng (hạn 20/11/2026)" or "Còn 5 ngày: 3 việc (hạn …)"."""
    what = rows[0].title if len(rows) == 1 else f"{len(rows)} việc"
    return f"{when}: {what[:200]} (hạn {rows[0].due_on:%d/%m/%Y})"


def _titles(rows: list[Obligation]) -> str:
    if len(rows) == 1:
        return ""
    lines = [f"- {row.title}" for row in rows[:10]]
    return "\n".join([*lines, *([f"và {len(rows) - 10} việc khác"] if len(rows) > 10 else [])])


def _url(rows: list[Obligation]) -> str:
    if len(rows) == 1:
        return reverse("ledger:detail", args=[rows[0].pk])
    return reverse("ledger:list")


@transaction.atomic
def escalate(day: dt.date, rules: Rules | None = None) -> int:
    """Tell the unit above, once, of what is late for longer than the rules bear; how many obligations."""
    rules, calendar = rules or of_this_site(), work_calendar()
    rows = list(_to_escalate(day, rules, calendar))
    over = recipients.above({row.unit_id: row.unit for row in rows}.values())
    made = [
        Reminder(obligation=row, stage=Stage.ESCALATED, to_unit_id=over[row.unit_id][0], day=day)
        for row in rows
        if row.unit_id in over
    ]
    people = dict(over.values())
    _keep(made, people)
    tell_all(_escalations(made, people, day))
    return len(made)


def _to_escalate(day: dt.date, rules: Rules, calendar: WorkCalendar) -> ObligationQuerySet:
    late = without_shut(Obligation.objects.overdue(day).one_a_result().of_units_on(day))
    dues = [due for due in late.order_by().values_list("due_on", flat=True).distinct() if due]
    ripe = [due for due in dues if is_for_above(day, due, rules, calendar)]
    told = Reminder.objects.filter(obligation=OuterRef("pk"), stage=Stage.ESCALATED)
    return late.filter(~Exists(told), due_on__in=ripe).select_related("unit").order_by("pk")


def _escalations(made: Iterable[Reminder], people: dict[int, list[User]], day: dt.date) -> Iterator[Telling]:
    """One sentence for each unit above, with the names of the units that are late."""
    grouped: dict[int, list[Obligation]] = defaultdict(list)
    for one in made:
        grouped[one.to_unit_id].append(one.obligation)
    for unit_id, rows in grouped.items():
        units: dict[int, Unit] = {row.unit_id: row.unit for row in rows}
        names = ", ".join(unit.label for unit in list(units.values())[:10])
        more = f" và {len(units) - 10} đơn vị khác" if len(units) > 10 else ""
        text = f"{len(units)} đơn vị cấp dưới quá hạn lâu {len(rows)} việc, cần đôn đốc"
        url = f"{reverse('ledger:list')}?pham-vi=cap-duoi&tinh_trang=qua-han"
        for user in people[unit_id]:
            key = f"escalate-{unit_id}-{day}"
            yield Telling(user.pk, text, NoticeKind.REMINDER, url, unit_id, f"{names}{more}.", key)
