"""Urging: one press tells every unit that still owes, at once and by mail, and stays on record."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.ledger.shut import without_shut
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import Telling, tell_all
from lantoa.organisations.models import Unit
from lantoa.oversight import recipients
from lantoa.oversight.models import Reminder, Stage, Urging

BATCH = 1000


def may_be_urged_by(user: User) -> ObligationQuerySet:
    """What this person may urge: still owed and not shut, by a unit that they direct or asked by one; what one's own
    unit owes is on one's own desk."""
    directs = access.within(user, Power.DIRECT, "unit__path") | access.within(user, Power.DIRECT, "asked_by__path")
    owed = Obligation.objects.pending().one_a_result().filter(directs).of_units_on(timezone.localdate())
    return without_shut(owed).exclude(unit__in=[held.unit_id for held in access.memberships(user)])


def said_of(rows: ObligationQuerySet) -> str:
    """That somebody urged one of the rows, in words; empty where nobody did."""
    urged = Reminder.objects.filter(obligation__in=rows, urging__isnull=False)
    return "đã đôn đốc đơn vị về báo cáo này" if urged.exists() else ""


def urge(rows: ObligationQuerySet, *, unit: Unit, by: User, text: str, form_key: UUID) -> Urging | None:
    """Urge the units that still owe `rows`, in the name of `unit`; None where none owes any more.

    One form sent twice makes one urging. Raises PermissionDenied where `by` does not direct in `unit`.
    """
    access.demand(by, Power.DIRECT, unit)
    existing = Urging.objects.filter(form_key=form_key).first()
    if existing:
        return existing
    try:
        with transaction.atomic():
            return _urge(rows, unit, by, text.replace("\0", " ").strip(), form_key)
    except IntegrityError:
        return Urging.objects.get(form_key=form_key)


def _urge(rows: ObligationQuerySet, unit: Unit, by: User, text: str, form_key: UUID) -> Urging | None:
    owed = list(rows.pending().select_related("unit").order_by("unit__sort_key", "due_on", "pk"))
    if not owed:
        return None
    urging = Urging.objects.create(unit=unit, by=by, text=text, about=about(owed), form_key=form_key)
    people = recipients.people_of(row.unit_id for row in owed)
    today = timezone.localdate()
    made = [
        Reminder(obligation=row, urging=urging, stage=Stage.URGED, to_unit_id=row.unit_id, day=today, by=by)
        for row in owed
    ]
    Reminder.objects.bulk_create(made, batch_size=BATCH)
    through = Reminder.people.through
    links = [through(reminder_id=one.pk, user_id=user.pk) for one in made for user in people.get(one.to_unit_id, ())]
    through.objects.bulk_create(links, batch_size=BATCH)
    tell_all(_tellings(urging, owed, people), by=by, urgent=True)
    count = len({row.unit_id for row in owed})
    record("urged", by=by, on=urging, unit=unit, text=f"Đôn đốc {count} đơn vị: {urging.about}")
    return urging


def last_urged(rows: ObligationQuerySet) -> dict[int, Urging]:
    """For each unit (by id) that was urged about any of `rows`, the last urging."""
    told = Reminder.objects.filter(obligation__in=rows.order_by().values("pk"), urging__isnull=False)
    newest = dict(told.order_by().values("to_unit").annotate(last=Max("urging")).values_list("to_unit", "last"))
    known = {one.pk: one for one in Urging.objects.filter(pk__in=set(newest.values())).select_related("by")}
    return {unit: known[pk] for unit, pk in newest.items()}


def about(owed: list[Obligation]) -> str:
    """What an urging is about, in a few words."""
    titles = list(dict.fromkeys(row.title for row in owed))
    return titles[0][:300] if len(titles) == 1 else f"{len(owed)} việc chưa xong"


def _tellings(urging: Urging, owed: list[Obligation], people: dict[int, list[User]]) -> Iterator[Telling]:
    by_unit: dict[int, list[Obligation]] = defaultdict(list)
    for row in owed:
        by_unit[row.unit_id].append(row)
    for unit_id, rows in by_unit.items():
        what = rows[0].title[:200] if len(rows) == 1 else f"{len(rows)} việc chưa xong"
        lines = "\n".join(f"- {row.title}{_due(row)}" for row in rows[:10])
        single = reverse("ledger:detail", args=[rows[0].pk])
        url = single if len(rows) == 1 else reverse("ledger:list")
        note = f"{urging.text}\n\n{lines}".strip()
        for user in people.get(unit_id, ()):
            key = f"urging-{urging.pk}-{unit_id}"
            yield Telling(user.pk, f"{urging.unit.label} đôn đốc: {what}", NoticeKind.URGING, url, unit_id, note, key)


def _due(row: Obligation) -> str:
    return f" (hạn {row.due_on:%d/%m/%Y})" if row.due_on else ""
