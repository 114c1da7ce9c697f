"""The books of what units owe: the only functions (with those of `handing_over`, a page of theirs) through which an
obligation is opened, dated, met, excused or handed on.

The app that asks keeps the rule of *when*; these keep the entry, its state and its history, and know no app by name.
Days are dates in Vietnam's time zone.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from lantoa.ledger import claims_ending, origins, sharing
from lantoa.ledger.enums import DONE, PENDING, ObligationKind, ObligationState, Rhythm
from lantoa.ledger.models import Obligation, ObligationEvent
from lantoa.ledger.models.obligation import DATED, OWN_DAY, ObligationQuerySet
from lantoa.vietnamese.text import fold

BATCH = 1000
EXCUSED = "Không phải làm: "  # how the history begins to tell a reason
MANY = 10_000  # lines that one statement changes alike


@dataclass(frozen=True, slots=True)
class Debt:
    """What one unit is asked: `subject` is the asked-for thing, `part` tells periods of one subject apart."""

    unit_id: int
    kind: ObligationKind
    subject: models.Model
    title: str
    source_line: str = ""
    part: str = ""
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    due_words: str = ""
    is_waiting: bool = False  # for a day that somebody sets later
    rhythm: Rhythm = Rhythm.ONCE
    expected: int = 1


def owe(debts: Iterable[Debt], *, asked_by: int, origin: models.Model, on: dt.date) -> int:
    """Open an obligation for each debt, asked by a unit (id) in a document (`origin`) on a day; how many were new.

    A debt that is already on the books (same unit, subject, kind and part) is left as it is.
    """
    kinds = ContentType.objects
    origin_type = kinds.get_for_model(origin)
    folded: dict[tuple[str, str], str] = {}
    rows = []
    for debt in debts:
        words = (debt.title, debt.source_line)
        if words not in folded:
            folded[words] = fold(" ".join(words))
        rows.append(
            Obligation(
                unit_id=debt.unit_id,
                asked_by_id=asked_by,
                kind=debt.kind,
                title=debt.title,
                source_line=debt.source_line,
                subject_type=kinds.get_for_model(debt.subject),
                subject_id=debt.subject.pk,
                origin_type=origin_type,
                origin_id=origin.pk,
                part=debt.part,
                opened_on=on,
                starts_on=debt.starts_on,
                due_on=None if debt.is_waiting else debt.due_on,
                due_words=debt.due_words[:300],
                rhythm=debt.rhythm,
                expected=debt.expected,
                state=ObligationState.WAITING if debt.is_waiting else ObligationState.OPEN,
                folded=folded[words],
            )
        )
    with transaction.atomic():
        before = Obligation.objects.of(origin).count()
        Obligation.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        return Obligation.objects.of(origin).count() - before


@transaction.atomic
def meet(obligations: ObligationQuerySet, *, on: dt.date, by: Any, text: str = "") -> int:
    """Mark what is still pending as met on a day: late where that day is past the due day. How many were."""
    pending = _with_followers(_thin(obligations.pending()))
    state = Case(When(due_on__lt=on, then=Value(ObligationState.MET_LATE)), default=Value(ObligationState.MET))
    change(pending, state=state, met_on=on)
    claims_ending.close_open(pending, "Việc đã được ghi là xong.")
    remember(pending, what="met", by=by, text=text or f"Xong ngày {on:%d/%m/%Y}")
    return len(pending)


@transaction.atomic
def nil(obligations: ObligationQuerySet, *, on: dt.date, by: Any, text: str = "") -> int:
    """Mark what is still pending as "không phát sinh", which the unit's head has confirmed on a day. How many were."""
    pending = _with_followers(_thin(obligations.pending()))
    change(pending, state=ObligationState.NIL, met_on=on)
    claims_ending.close_open(pending, "Việc đã được xác nhận là không phát sinh.")
    remember(pending, what="nil", by=by, text=text or f"Không phát sinh, xác nhận ngày {on:%d/%m/%Y}")
    return len(pending)


@transaction.atomic
def share(leads: Mapping[int, int], *, by: Any) -> int:
    """From now on what meets the lead meets the lines that follow it (keys of leads by key of the line): they ask for
    the same result. What has met the lead so far meets them; one that waits for a day takes the lead's. How many."""
    rows = {row.pk: row for row in locked(Obligation.objects.filter(pk__in={*leads, *leads.values()}))}
    led = {pk: rows[lead] for pk, lead in leads.items()}
    changed = sharing.follow([rows[pk] for pk in leads], led)
    remember(changed, what="shared", by=by, text="Đáp ứng cùng một kết quả với việc khác của đơn vị")
    for lead, told in sharing.standing(changed, led):
        _as_its_lead(lead, Obligation.objects.filter(pk__in=told), by)
    return len(changed)


def _as_its_lead(lead: Obligation, lines: ObligationQuerySet, by: Any) -> None:
    if lead.state == ObligationState.EXCLUDED:
        exclude(lines, reason=lead.reason, by=by)
    elif lead.state == ObligationState.NIL and lead.met_on:
        nil(lines, on=lead.met_on, by=by)
    elif lead.state in DONE and lead.met_on:
        meet(lines, on=lead.met_on, by=by)
    elif lead.due_on:
        set_due(lines.filter(state=ObligationState.WAITING), due_on=lead.due_on, by=by)


@transaction.atomic
def set_due(
    obligations: ObligationQuerySet,
    *,
    due_on: dt.date | None,
    by: Any,
    starts_on: dt.date | None = None,
    words: str = "",
    is_own: bool = False,
) -> int:
    """Give pending obligations a due day, or none again (they wait); how many changed. `is_own`: a person set it for
    this line, so that rules that work days out leave it."""
    pending = _thin(obligations.pending())
    begins = {} if starts_on is None else {"starts_on": starts_on}
    change(pending, due_on=due_on, state=ObligationState.OPEN if due_on else ObligationState.WAITING, **begins)
    text = f"Hạn mới: {due_on:%d/%m/%Y}" if due_on else "Chờ ấn định ngày"
    remember(pending, what=OWN_DAY if is_own else DATED, by=by, text=f"{text}. {words}".strip(". ") if words else text)
    return len(pending)


@transaction.atomic
def set_rhythm(obligations: ObligationQuerySet, *, rhythm: Rhythm, expected: int, by: Any) -> int:
    """Change how often something is expected of pending obligations; how many changed."""
    pending = _thin(obligations.pending())
    change(pending, rhythm=rhythm, expected=expected)
    remember(pending, what="rhythm", by=by, text=f"Nhịp mới: {expected} lượt, {rhythm.label}")
    return len(pending)


@transaction.atomic
def exclude(obligations: ObligationQuerySet, *, reason: str, by: Any) -> int:
    """Take pending obligations out of the denominator, for a reason that anyone can read; how many were. A line that
    follows one of them goes on: another document still asks for the result."""
    reason = reason.replace("\0", " ")
    if not reason.strip():
        raise ValidationError("Ghi lý do không phải làm: lý do này được công khai cho mọi người xem.")
    pending = _thin(obligations.pending())
    change(pending, state=ObligationState.EXCLUDED, reason=reason.strip()[:300])
    claims_ending.close_open(pending, f"Đơn vị không phải làm việc này nữa: {reason.strip()}")
    remember(pending, what="excluded", by=by, text=f"{EXCUSED}{reason.strip()}")
    sharing.hand_lead(pending)
    return len(pending)


@transaction.atomic
def restore(obligations: ObligationQuerySet, *, by: Any) -> int:
    """Undo `exclude` or a wrong `meet`: open again, or waiting where there is no day; how many were.

    Raises ValidationError where what asked for it asks nothing any more.
    """
    asked = _thin(obligations.exclude(state__in=PENDING))
    closed = origins.why_closed(asked)
    if closed:
        raise ValidationError(closed)
    rows = asked + [row for row in sharing.closed_with_lead(_following(asked)) if not origins.why_closed([row])]
    sharing.let_go(rows)
    claims_ending.undo_accepted([row for row in rows if row.state in DONE], "Việc được mở lại.")
    state = Case(When(due_on=None, then=Value(ObligationState.WAITING)), default=Value(ObligationState.OPEN))
    change(rows, state=state, reason="", met_on=None)
    remember(rows, what="restored", by=by, text="Mở lại")
    return len(rows)


def change(rows: Sequence[Obligation], **columns: Any) -> None:
    """Write the same change to many lines at once; the objects at hand stay as they were read."""
    for start in range(0, len(rows), MANY):
        ids = [row.pk for row in rows[start : start + MANY]]
        Obligation.objects.filter(pk__in=ids).update(**columns)


def _thin(rows: ObligationQuerySet) -> list[Obligation]:
    """The rows under a lock with no more of them than acts on many lines read."""
    return locked(rows.only("state", "origin_type_id", "origin_id", "met_with_id"))


def _with_followers(rows: list[Obligation]) -> list[Obligation]:
    """These lines and those still pending that the same results meet. Read under the lock of their leads, so that none
    that came to follow meanwhile is left out."""
    return rows + [row for row in _following(rows) if row.is_pending]


def _following(rows: list[Obligation]) -> list[Obligation]:
    known, found = {row.pk for row in rows}, []
    ids = sorted(known)
    for start in range(0, len(ids), MANY):
        found += _thin(Obligation.objects.filter(met_with__in=ids[start : start + MANY]))
    return [row for row in found if row.pk not in known]


def locked(rows: ObligationQuerySet) -> list[Obligation]:
    """The rows under a lock, taken in one order: two acts on the same lines wait for each other, where PostgreSQL would
    else stop one of two that lock crosswise. Units that the question names are not locked."""
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def remember(rows: list[Obligation], *, what: str, by: Any, text: str) -> None:
    ObligationEvent.objects.bulk_create(
        [ObligationEvent(obligation=row, by=by, what=what, text=text[:300]) for row in rows], batch_size=BATCH
    )


def today() -> dt.date:
    """Today in Vietnam."""
    return timezone.localdate()
