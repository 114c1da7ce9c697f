"""Filters of the list of activities, in the address, and the totals of what they leave."""

from typing import Any

from django import forms
from django.db.models import Count, Sum

from lantoa.accounts.models import User
from lantoa.ledger import scope
from lantoa.ledger.day_field import DayField
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity
from lantoa.ledger.models.activity import ActivityQuerySet
from lantoa.organisations.models import Unit


class ActivityFilter(forms.Form):
    """`pham-vi` as in the list of obligations: the unit's own, or those of the units below."""

    q = forms.CharField(label="Tìm", required=False)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *ActivityKind.choices])
    tu_ngay = DayField(label="Từ ngày", required=False)
    den_ngay = DayField(label="Đến ngày", required=False)
    da_huy = forms.BooleanField(label="Xem cả hoạt động đã hủy", required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.scopes = [one for one in scope.choices(user) if one != scope.Scope.ASKED]
        chosen = data.get("pham-vi", "")
        self.scope = chosen if chosen in self.scopes else scope.Scope.OWN
        if self.scope not in self.scopes:
            self.scope = self.scopes[0]
        self.unit = self._unit(data.get("dv", ""))
        self.is_valid()

    def _unit(self, given: str) -> Unit | None:
        found = Unit.objects.visible_to(self.user)
        return found.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 19 else None

    @property
    def shows_unit(self) -> bool:
        return self.scope != scope.Scope.OWN

    @property
    def is_narrowed(self) -> bool:
        return bool(self.unit) or any(self.cleaned_data.get(name) for name in self.fields)

    def rows(self) -> ActivityQuerySet:
        """What the person may see of what the filters leave, the newest first."""
        rows, given = Activity.objects.visible_to(self.user), self.cleaned_data
        own = scope.own_unit_ids(self.user)
        rows = (
            rows.filter(unit__in=own)
            if self.scope == scope.Scope.OWN
            else rows.exclude(unit__in=scope.heading_unit_ids(self.user))
        )
        if self.unit:
            rows = Activity.objects.visible_to(self.user).filter(unit=self.unit)
        if given.get("loai"):
            rows = rows.filter(kind=given["loai"])
        if given.get("tu_ngay"):
            rows = rows.filter(on__gte=given["tu_ngay"])
        if given.get("den_ngay"):
            rows = rows.filter(on__lte=given["den_ngay"])
        if not given.get("da_huy"):
            rows = rows.counted()
        return rows.search(given["q"]) if given.get("q") else rows

    def totals(self) -> dict[str, int]:
        """How many activities, people and copies the filters leave; cancelled lines count for nothing."""
        return (
            self.rows().counted().order_by().aggregate(number=Count("pk"), people=Sum("people"), copies=Sum("copies"))
        )
