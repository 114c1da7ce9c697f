"""One act on a case: under the lock of its row, from the version that the person saw, noted as a step. A double click
does it once."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import rights
from lantoa.feedback.enums import OPEN_STATES, CaseState, StepKind
from lantoa.feedback.models import Case, Step
from lantoa.feedback.models.case import SEALED
from lantoa.organisations.models import Unit

_SAVED = tuple(field.name for field in Case._meta.concrete_fields if field.name not in SEALED and not field.primary_key)


class Again(Exception):
    """The same person did the same a moment ago: nothing is left to do."""


@contextmanager
def changed(
    case: Case,
    *,
    by: User | None,
    what: StepKind,
    version: int | None = None,
    states: Collection[str] = OPEN_STATES,
) -> Iterator[Case]:
    """The row under its lock, to be changed and saved; sealed columns are neither opened nor written. `by` nobody: the
    system or the sender. Raises PermissionDenied, Again, or ValidationError with what stands against it."""
    with transaction.atomic():
        row = locked(case)
        if by is not None:
            rights.demand_work(by, row)
        _demand_version(row, version, by, what)
        if row.state not in states:
            label = CaseState(row.state).label
            raise ValidationError(f"Phản ánh đang ở tình trạng “{label}”, không làm được việc này. Tải lại trang.")
        yield row
        save(row)
    case.refresh_from_db(fields=[name for name in _SAVED if name in case.__dict__ or f"{name}_id" in case.__dict__])


def locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).defer(*SEALED).select_related("holder", "addressed_unit")
    return rows.get(pk=case.pk)


def save(row: Case) -> None:
    """The row as it is now, as a new version."""
    row.version += 1
    row.save(update_fields=_SAVED)


def _demand_version(row: Case, version: int | None, by: User | None, what: StepKind) -> None:
    if version is None or version == row.version:
        return
    last = row.steps.select_related("by").last()
    if last is not None and by is not None and last.by_id == by.pk and last.what == what and version == row.version - 1:
        raise Again
    who = f"{last.by} vừa làm việc khác" if last is not None and last.by else "Có thay đổi mới"
    raise ValidationError(f"{who} với phản ánh này sau khi trang được mở. Xem lại rồi làm tiếp.")


def note(
    case: Case,
    what: StepKind,
    *,
    by: User | None,
    text: str = "",
    is_public: bool = False,
    to_unit: Unit | None = None,
    working_days: int | None = None,
) -> Step:
    """Put a step on the trace. The sender reads public ones, without the officer's name."""
    words = text.replace("\0", " ").strip()
    kept: dict[str, Any] = {"is_public": is_public, "to_unit": to_unit, "working_days": working_days}
    return Step.objects.create(case=case, at=timezone.now(), by=by, unit=case.holder, what=what, text=words, **kept)


def said(text: str, *, fault: str, longest: int = 2000) -> str:
    """Words that an act asks for. Raises ValidationError with `fault` where there are none."""
    words = text.replace("\0", " ").strip()
    if not words:
        raise ValidationError(fault)
    return words[:longest]
