"""What an import would do, said before it is done: changes row by row, and the rows that cannot be used."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import Model

from lantoa.tabular.sheets import Column, Row


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> str:
        return {"new": "Thêm mới", "changed": "Thay đổi", "unchanged": "Giữ nguyên"}[self.value]

    @property
    def tone(self) -> str:
        return {"new": "positive", "changed": "warning", "unchanged": "neutral"}[self.value]


@dataclass(frozen=True)
class FieldChange:
    """One value before and after, both as people read them."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What one row would do to one thing; `notes` are sentences ("Thêm vai trò chuyên viên tại Trường A").

    `row` and `label` name it on the screen; `payload` is the importer's own (never compared, never stored).
    """

    row: int
    label: str
    kind: Kind
    fields: tuple[FieldChange, ...] = ()
    notes: tuple[str, ...] = ()
    payload: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Fault:
    """Why a row cannot be used: where it stands, what is wrong and what to do."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class ImportPlan:
    """`warnings` are sentences on what may be meant so, or not: read before confirming."""

    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_applicable(self) -> bool:
        """All or nothing: one bad row stops the file; a file that changes nothing has nothing to apply."""
        return not self.faults and any(one.kind is not Kind.UNCHANGED for one in self.changes)

    def of_kind(self, kind: Kind) -> list[Change]:
        return [one for one in self.changes if one.kind is kind]

    def fingerprint(self) -> str:
        """The same for the same preview: what the person confirmed is what is done, or it is asked again."""
        shown = [{**asdict(_bare(one)), "payload": None} for one in self.changes]
        said = json.dumps(
            [shown, [asdict(one) for one in self.faults], self.warnings], ensure_ascii=False, sort_keys=True
        )
        return hashlib.sha256(said.encode()).hexdigest()


def _bare(change: Change) -> Change:
    return Change(change.row, change.label, change.kind, change.fields, change.notes)


class Importer(Protocol):
    """What an app gives: its columns, how rows become a plan, how a plan is done. It checks rights itself."""

    @property
    def kind(self) -> str:
        """One word that tells this import from others ("people")."""

    @property
    def columns(self) -> Sequence[Column]:
        """What the first row of the file names."""

    def plan(self, rows: Sequence[Row]) -> ImportPlan:
        """What the rows would change now; writes nothing."""

    def apply(self, plan: ImportPlan, *, by: Model) -> None:
        """Do the plan, within the caller's transaction."""
