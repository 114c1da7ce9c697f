"""Which plan and which stretch of time the totals of reach are for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.plans.models import Plan


class ReachForm(forms.Form):
    ke_hoach = forms.ModelChoiceField(Plan.objects.none(), label="Kế hoạch", empty_label=None, required=False)
    tu_ngay = forms.DateField(label="Từ ngày", required=False)
    den_ngay = forms.DateField(label="Đến ngày", required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.plans = list(Plan.objects.visible_to(user).issued().select_related("unit").order_by("-year", "-pk")[:100])
        field: Any = self.fields["ke_hoach"]
        field.queryset = Plan.objects.filter(pk__in=[one.pk for one in self.plans])
        field.label_from_instance = _label
        self.is_valid()

    @property
    def plan(self) -> Plan | None:
        chosen: Plan | None = getattr(self, "cleaned_data", {}).get("ke_hoach")
        return chosen or next(iter(self.plans), None)

    def span(self) -> tuple[dt.date, dt.date]:
        """The days asked for; else the plan's year so far."""
        today, given = timezone.localdate(), self.cleaned_data
        year = self.plan.year if self.plan else today.year
        first = given.get("tu_ngay") or dt.date(year, 1, 1)
        last = given.get("den_ngay") or max(min(dt.date(year, 12, 31), today), first)
        return (first, last) if first <= last else (last, first)


def _label(plan: Any) -> str:
    return f"{plan.year}, {plan.unit.label}: {plan}"[:140]
