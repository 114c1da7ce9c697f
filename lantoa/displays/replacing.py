"""A procedure changed, or holds no more: every unit where it hangs owes the replacement, or the taking down, until it
shows it. Registered with `procedures.events`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from lantoa.accounts import access
from lantoa.accounts.access import POWERS
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.displays.models import Display
from lantoa.displays.required import Required
from lantoa.ledger import books
from lantoa.ledger.books import Debt
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.next_steps import Step
from lantoa.ledger.working_days import work_calendar
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import Telling, tell_all
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure, ProcedureVersion

_KEEPERS = [role for role, powers in POWERS.items() if Power.KEEP in powers]


def changed(procedure: Procedure, version: ProcedureVersion) -> None:
    """Units that post an older version replace it."""
    _ask(procedure, version, "Thay bản niêm yết")


def abolished(procedure: Procedure, version: ProcedureVersion) -> None:
    """Units that still post it take it down."""
    _ask(procedure, version, "Gỡ bản niêm yết")


def _ask(procedure: Procedure, version: ProcedureVersion, verb: str) -> None:
    hung = Display.objects.hanging().filter(procedure=procedure).exclude(version=version).select_related("unit")
    displays = [display for display in hung if display.unit.is_current]
    if not displays:
        return
    _let_older_go(displays, version)
    today = books.today()
    due = _due_days(displays, procedure, today)
    source = f"{procedure.label}: {version.get_decision_kind_display()}, {version.decision}"
    by_asker: dict[int, list[Debt]] = defaultdict(list)
    for display in displays:
        debt = Debt(
            display.unit_id,
            ObligationKind.POSTING,
            display,
            f"{verb}: {procedure.name}"[:500],
            source,
            part=str(version.pk),
            due_on=due[display.unit_id],
        )
        by_asker[display.unit.parent_id or display.unit_id].append(debt)
    for asker, debts in by_asker.items():
        books.owe(debts, asked_by=asker, origin=procedure, on=today)
    _tell(displays, version, verb, due)


def _let_older_go(displays: Sequence[Display], version: ProcedureVersion) -> None:
    """What an earlier version asked of the same posting is asked no more: the newest is what must hang."""
    kind = ContentType.objects.get_for_model(Display)
    older = Obligation.objects.pending().filter(
        kind=ObligationKind.POSTING, subject_type=kind, subject_id__in=[display.pk for display in displays]
    )
    books.exclude(older.exclude(part=str(version.pk)), reason="Thủ tục đã có quyết định mới hơn.", by=None)


def _due_days(displays: Sequence[Display], procedure: Procedure, today: dt.date) -> dict[int, dt.date]:
    """By unit: working days from today, as many as the unit's rule says."""
    required, calendar = Required(today), work_calendar()
    wanted = {display.unit_id: required.days(display.unit_id, procedure.pk) for display in displays}
    day_of = {count: calendar.add_working_days(today, count) for count in set(wanted.values())}
    return {unit_id: day_of[count] for unit_id, count in wanted.items()}


def _tell(displays: Sequence[Display], version: ProcedureVersion, verb: str, due: dict[int, dt.date]) -> None:
    """Everyone who keeps what the unit shows is told once of the version."""
    units = {display.unit_id: display for display in displays}
    held = Membership.objects.current().filter(unit__in=units, role__in=_KEEPERS).values_list("user_id", "unit_id")
    tellings = [
        Telling(
            user_id,
            f"{verb} “{version.name}” trước hết ngày {due[unit_id]:%d/%m/%Y}: {version.decision}",
            NoticeKind.OTHER,
            confirm_url(units[unit_id], unit_id),
            unit_id,
            key=f"posting-{unit_id}-{version.pk}",
        )
        for user_id, unit_id in held
    ]
    tell_all(tellings)


def confirm_url(display: Display, unit_id: int) -> str:
    """The page on which the unit shows what it did about the posting; of a unit that ended, its heir does."""
    return f"{reverse('displays:confirm', args=[unit_id])}?tt={display.procedure_id}"


def steps_of(rows: Iterable[Obligation], user: User) -> dict[int, Step]:
    """What is owed on a posting is finished on the confirmation page."""
    kind = ContentType.objects.get_for_model(Display)
    owed = {
        row.pk: row
        for row in rows
        if row.kind == ObligationKind.POSTING and row.subject_type_id == kind.pk and row.is_pending
    }
    if not owed:
        return {}
    displays = Display.objects.in_bulk({row.subject_id for row in owed.values()})
    units = Unit.objects.in_bulk({row.unit_id for row in owed.values()})
    writes = {pk for pk, row in owed.items() if access.may(user, Power.KEEP, units[row.unit_id])}
    return {
        pk: Step("Xác nhận đã thay", confirm_url(displays[row.subject_id], row.unit_id))
        for pk, row in owed.items()
        if row.subject_id in displays and pk in writes
    }
