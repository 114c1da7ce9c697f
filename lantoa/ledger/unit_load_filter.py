"""Filters of the page "assigned, done, overdue" by unit, in the address."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from lantoa.ledger import scope
from lantoa.ledger.day_field import DayField
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.ledger.unit_load import Load
from lantoa.organisations.enums import UnitKind
from lantoa.vietnamese.text import search_words

_SORTED = (
    ("qua-han", "Quá hạn nhiều nhất"),
    ("ty-le", "Tỷ lệ xong thấp nhất"),
    ("da-giao", "Giao nhiều nhất"),
    ("xong", "Xong nhiều nhất"),
    ("xong-muon", "Xong muộn nhiều nhất"),
    ("don-vi", "Theo thứ tự đơn vị"),
)
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of due days offered as a link; without days: all."""

    label: str
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def query(self) -> str:
        if self.first is None or self.last is None:
            return ""
        return urlencode({"tu_ngay": f"{self.first:%d/%m/%Y}", "den_ngay": f"{self.last:%d/%m/%Y}"})


def spans(today: dt.date) -> list[Span]:
    """All, this year, this quarter, this month."""
    number = (today.month - 1) // 3
    first, last = number * 3 + 1, number * 3 + 3
    return [
        Span("Mọi hạn"),
        Span(f"Năm {today.year}", dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)),
        Span(f"Quý {_QUARTERS[number]}", today.replace(month=first, day=1), _end(today, last)),
        Span(f"Tháng {today.month}", today.replace(day=1), _end(today, today.month)),
    ]


def _end(today: dt.date, month: int) -> dt.date:
    return (dt.date(today.year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def kinds_now(rows: ObligationQuerySet) -> list[tuple[str, str]]:
    """The kinds of the units of today that `rows` are of, as choices: a kind that is no more is not offered."""
    here = set(rows.of_units_on(timezone.localdate()).order_by().values_list("unit__kind", flat=True).distinct())
    return [(value, label) for value, label in UnitKind.choices if value in here]


class LoadFilter(forms.Form):
    """`rows`: what the person may look at, before filters; areas are offered from it."""

    q = forms.CharField(label="Tìm đơn vị", required=False)
    loai = forms.ChoiceField(
        label="Loại việc", required=False, choices=[("", "Mọi loại việc"), *ObligationKind.choices]
    )
    loai_dv = forms.ChoiceField(label="Loại đơn vị", required=False)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    tu_ngay = DayField(label="Hạn từ ngày", required=False)
    den_ngay = DayField(label="Hạn đến ngày", required=False)
    xep = forms.ChoiceField(label="Xếp theo", required=False, choices=_SORTED)

    def __init__(self, data: Any, *, rows: ObligationQuerySet) -> None:
        super().__init__(data)
        self.all_rows = rows
        areas = rows.order_by("unit__area").values_list("unit__area", flat=True).distinct()
        choice: Any = self.fields["dia_ban"]
        choice.choices = [("", "Mọi địa bàn"), *((area, area) for area in areas if area)]
        kind: Any = self.fields["loai_dv"]
        kind.choices = [("", "Mọi loại đơn vị"), *kinds_now(rows)]
        self.is_valid()

    @property
    def sort(self) -> str:
        return self.cleaned_data.get("xep") or "qua-han"

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name != "xep")

    def rows(self) -> ObligationQuerySet:
        given, rows = self.cleaned_data, self.all_rows
        named = {
            "kind": given.get("loai"),
            "unit__kind": given.get("loai_dv"),
            "unit__area": given.get("dia_ban"),
            "due_on__gte": given.get("tu_ngay"),
            "due_on__lte": given.get("den_ngay"),
        }
        rows = rows.filter(**{name: value for name, value in named.items() if value})
        for word in search_words(given.get("q", "")):
            rows = rows.filter(unit__folded__contains=word)
        return rows

    def query(self, load: Load) -> str:
        """The list of the unit's obligations under the same filters; the state is added by the number's link."""
        given: dict[str, Any] = self.cleaned_data
        reach = scope.Scope.OWN if load.is_own else scope.Scope.BELOW
        kept: dict[str, Any] = {"pham-vi": reach.value, "dv": load.unit_id, "loai": given.get("loai")}
        for name in ("tu_ngay", "den_ngay"):
            day: dt.date | None = given.get(name)
            kept[name] = f"{day:%d/%m/%Y}" if day else ""
        return urlencode({name: value for name, value in kept.items() if value})

    def words(self) -> str:
        """What the table holds, for its lead and the title of the workbook."""
        given: dict[str, Any] = self.cleaned_data
        parts = [f"hạn từ {given['tu_ngay']:%d/%m/%Y}"] if given.get("tu_ngay") else []
        if given.get("den_ngay"):
            parts.append(f"hạn đến {given['den_ngay']:%d/%m/%Y}")
        if given.get("loai"):
            parts.append(ObligationKind(given["loai"]).label.lower())
        if given.get("loai_dv"):
            parts.append(UnitKind(given["loai_dv"]).label)
        return ", ".join([*parts, given["dia_ban"]] if given.get("dia_ban") else parts)
