"""How rooms above hear of changes here. This room may not import them, so each adds a callable to a list in its
`AppConfig.ready`; callables run inside the transaction of the change, in the order in which they were added.

- audit writes an entry for every `Change`;
- ledger hands the pending obligations of ended units to their heirs (`on_succession`), and takes them back when a
  mistaken act is undone (`on_undo`), or raises ValidationError where it no longer can;
- accounts may offer the people of an ended unit a place in its heirs.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models

from lantoa.organisations.models import Succession, Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User


@dataclass(frozen=True, slots=True)
class Act:
    """One decision that changed units. `rows` holds every step of it, those of units moved along too."""

    act: uuid.UUID
    kind: str
    on: dt.date
    rows: Sequence[Succession]
    by: "User | None"

    def heirs(self) -> dict[Unit, list[Unit]]:
        """Each unit that the act ended, with those that carry its work on (none: dissolved)."""
        ended = {row.from_unit: row.from_unit.valid_to for row in self.rows if row.from_unit_id != row.to_unit_id}
        return {
            unit: [row.to_unit for row in self.rows if row.from_unit_id == unit.pk and row.to_unit is not None]
            for unit, day in ended.items()
            if day == self.on
        }


@dataclass(frozen=True, slots=True)
class Change:
    """Something for the record: `action` in English snake_case, `text` in Vietnamese for people."""

    action: str
    text: str
    by: "User | None"
    subject: models.Model | None
    unit: Unit | None
    detail: dict[str, Any] = field(default_factory=dict)


on_succession: list[Callable[[Act], None]] = []
on_undo: list[Callable[[Act], None]] = []
on_change: list[Callable[[Change], None]] = []
# For rooms that build on what another room does with the act (reports on the ledger's handing over).
after_succession: list[Callable[[Act], None]] = []
after_undo: list[Callable[[Act], None]] = []


# Sentences on what an act would do to things of theirs ("12 việc chuyển sang …"), shown before it is confirmed.
consequences: list[Callable[[Act], Sequence[str]]] = []


def tell(change: Change) -> None:
    """Put a change on record with whoever listens."""
    for listener in on_change:
        listener(change)


def tell_act(act: Act) -> None:
    for listener in (*on_succession, *after_succession):
        listener(act)


def tell_undo(act: Act) -> None:
    for listener in (*on_undo, *after_undo):
        listener(act)
