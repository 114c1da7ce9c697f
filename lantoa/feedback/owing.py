"""What a case puts on the books of obligations (`ledger.books`): the unit that holds it owes an answer by its day.

The line says the code and the kind, never a word of the sender: more people see the books than see cases. Everything
that changes a case's holder, kind, pauses or extensions calls `redate` (or `move`) in the same transaction.
"""

import datetime as dt
from typing import Any

from django.utils import timezone

from lantoa.feedback.deadlines import deadline_of
from lantoa.feedback.models import Case
from lantoa.ledger import books
from lantoa.ledger.books import Debt
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.vietnamese.text import fold

SOURCE_LINE = "Nghị định 20/2008/NĐ-CP về tiếp nhận, xử lý phản ánh, kiến nghị"
AGAIN = "mo-lai"  # the part of the line of a case that its sender had opened again


def lines_of(case: Case) -> ObligationQuerySet:
    """Every line of the case, of whatever unit."""
    return Obligation.objects.about(case).filter(kind=ObligationKind.ANSWER)


def open_line(case: Case) -> Obligation | None:
    """The line that is pending now."""
    return lines_of(case).pending().select_related("unit").first()


def title_of(case: Case) -> str:
    kind = f" ({case.get_kind_display()})" if case.kind else ""
    return f"Trả lời phản ánh {case.code}{kind}"


def date(case: Case, *, on: dt.date | None = None) -> None:
    """Work out the days of the case anew and set them on the object; the caller saves it. A case that waits for its
    sender keeps the day that it would have."""
    found = deadline_of(case, on or timezone.localdate())
    case.due_on, case.due_explained, case.forward_by = found.due_on, found.explained, found.forward_by


def owe(case: Case, *, by: Any = None) -> None:
    """Put the answer on the books of the unit that holds the case, with the case's day; the same line again is opened
    again rather than made twice. Asks `holder` and `due_on`."""
    if case.holder is None:
        return
    line = lines_of(case).filter(unit=case.holder_id, part=_part(case))
    known = line.first()
    if known is None:
        top = next(iter(case.holder.ancestor_ids()), case.holder.pk)
        books.owe([_debt(case)], asked_by=top, origin=case, on=timezone.localdate())
        return
    if not known.is_pending:
        books.restore(line, by=by)
    _set_day(case, line, by)


def redate(case: Case, *, by: Any = None, words: str = "") -> None:
    """Work out the days anew and bring the pending line to them; one that waits for the sender has no day. Changes the
    object: the caller saves it."""
    date(case)
    lines = lines_of(case).pending()
    Obligation.objects.filter(pk__in=lines.values("pk")).update(
        title=title_of(case), folded=fold(f"{title_of(case)} {SOURCE_LINE}")
    )
    _set_day(case, lines, by, words)


def move(case: Case, *, reason: str, by: Any) -> None:
    """The unit that holds the case now owes the answer; the one before no longer does, for the reason given."""
    others = lines_of(case).pending().exclude(unit=case.holder_id)
    if others.exists():
        books.exclude(others, reason=f"Đã chuyển {case.holder}: {reason}", by=by)
    date(case)
    owe(case, by=by)


def meet(case: Case, *, on: dt.date, by: Any) -> None:
    """The answer went out on a day."""
    books.meet(lines_of(case).pending(), on=on, by=by, text=f"Đã gửi trả lời phản ánh {case.code}")


def drop(case: Case, *, reason: str, by: Any) -> None:
    """No answer is owed any more: not accepted, guided elsewhere, joined."""
    if lines_of(case).pending().exists():
        books.exclude(lines_of(case).pending(), reason=reason, by=by)


def _debt(case: Case) -> Debt:
    assert case.holder_id is not None
    return Debt(
        unit_id=case.holder_id,
        kind=ObligationKind.ANSWER,
        subject=case,
        title=title_of(case),
        source_line=SOURCE_LINE,
        part=_part(case),
        due_on=case.due_on,
        is_waiting=case.is_paused,
    )


def _part(case: Case) -> str:
    return AGAIN if case.reopened_at else ""


def _set_day(case: Case, lines: ObligationQuerySet, by: Any, words: str = "") -> None:
    """Only where it differs: the history of a line tells of changes alone."""
    day = None if case.is_paused else case.due_on
    state = ObligationState.OPEN if day else ObligationState.WAITING
    differing = lines.exclude(due_on=day, state=state) if day else lines.exclude(due_on__isnull=True, state=state)
    if differing.exists():
        books.set_due(differing, due_on=day, by=by, words=words)
