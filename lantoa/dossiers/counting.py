"""Sums of figures and the shares that are held against targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db import models

from lantoa.dossiers.models import FIGURES, DossierFigures


class Share(models.TextChoices):
    """Shares that targets are set for; what each is divided by stands in `_PARTS`."""

    ONLINE = "online", "Nộp trực tuyến"
    ON_TIME = "on_time", "Giải quyết đúng hạn"
    DIGITISED = "digitised", "Số hóa kết quả"
    PAID_ONLINE = "paid_online", "Thanh toán trực tuyến"


_PARTS: dict[str, tuple[str, ...]] = {
    Share.ONLINE: ("received",),
    Share.ON_TIME: ("on_time", "late"),
    Share.DIGITISED: ("on_time", "late"),
    Share.PAID_ONLINE: ("with_fee",),
}


@dataclass(slots=True)
class Totals:
    """Figures of some months or units added up. What was open at the end (`pending…`) is of the last month alone, what
    came from before (`carried`) of the first: adding those up would count a dossier many times."""

    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))

    def add(self, values: Mapping[str, int]) -> None:
        for name in FIGURES:
            self.figures[name] += values[name]

    @property
    def settled(self) -> int:
        return self.figures["on_time"] + self.figures["late"]

    @property
    def pending(self) -> int:
        return self.figures["pending_in_time"] + self.figures["pending_late"]

    def share(self, name: str) -> Decimal | None:
        """In percent, to one place; None where there was nothing to divide by."""
        whole = sum(self.figures[part] for part in _PARTS[name])
        if not whole:
            return None
        return (Decimal(100 * self.figures[name]) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def of_months(rows: Iterable[DossierFigures]) -> Totals:
    """One unit's rows of several months, and of several fields, as one."""
    kept = sorted(rows, key=lambda row: row.month)
    total = Totals()
    for row in kept:
        values = row.values()
        if row.month != kept[0].month:
            values["carried"] = 0
        if row.month != kept[-1].month:
            values["pending_in_time"] = values["pending_late"] = 0
        total.add(values)
    return total


def together(totals: Iterable[Totals]) -> Totals:
    """Several units' sums as one."""
    whole = Totals()
    for one in totals:
        whole.add(one.figures)
    return whole
