"""The share that holds for a unit in a year: its own, else that of the nearest unit above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lantoa.dossiers.counting import Share, Totals
from lantoa.dossiers.models import DossierTarget
from lantoa.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Goal:
    """A share to reach; `unit_id`: who set it."""

    share: Decimal
    unit_id: int


class Goals:
    """The targets of a year, read once for a page."""

    def __init__(self, year: int) -> None:
        self._rows = {row.unit_id: row for row in DossierTarget.objects.filter(year=year)}

    def of(self, unit: Unit) -> dict[str, Goal]:
        """By the share's name; a share that nobody set is left out."""
        found: dict[str, Goal] = {}
        for pk in (*unit.ancestor_ids(), unit.pk):
            row = self._rows.get(pk)
            if row is None:
                continue
            for name in Share.values:
                value = getattr(row, name)
                if value is not None:
                    found[name] = Goal(value, pk)
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """A share beside what was set for it."""

    name: str
    share: Decimal | None
    goal: Goal | None

    @property
    def label(self) -> str:
        return str(Share(self.name).label)

    @property
    def is_short(self) -> bool:
        return self.share is not None and self.goal is not None and self.share < self.goal.share

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        if self.share is None:
            return "Chưa có hồ sơ để tính"
        if self.goal is None:
            return "Chưa giao chỉ tiêu"
        return "Chưa đạt" if self.is_short else "Đạt"

    @property
    def tone(self) -> str:
        if self.share is None or self.goal is None:
            return "neutral"
        return "warning" if self.is_short else "positive"


def standings(total: Totals, goals: Mapping[str, Goal], names: Iterable[str] = Share.values) -> list[Standing]:
    """Every share of a sum beside its target."""
    return [Standing(name, total.share(name), goals.get(name)) for name in names]
