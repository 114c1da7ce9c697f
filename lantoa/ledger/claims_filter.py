"""Filters of the queue of claims, in the address."""

from typing import Any

from django import forms

from lantoa.ledger.claims import CLAIMABLE
from lantoa.ledger.enums import ClaimKind, ObligationKind
from lantoa.ledger.models.claim import ClaimQuerySet
from lantoa.organisations.models import Unit

_KINDS = [(one.value, one.label) for one in ObligationKind if one in CLAIMABLE]


class ClaimFilter(forms.Form):
    """`waiting`: the claims that are put before the person; only units that ask for something are offered."""

    dv = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", required=False, empty_label="Mọi đơn vị")
    loai = forms.ChoiceField(label="Loại việc", required=False, choices=[("", "Mọi loại việc"), *_KINDS])
    de_nghi = forms.ChoiceField(label="Đề nghị", required=False, choices=[("", "Mọi đề nghị"), *ClaimKind.choices])

    def __init__(self, data: Any, *, waiting: ClaimQuerySet) -> None:
        super().__init__(data)
        self.waiting = waiting
        units: Any = self.fields["dv"]
        units.queryset = Unit.objects.filter(pk__in=waiting.order_by().values("obligation__unit"))
        self.is_valid()

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)

    def rows(self) -> ClaimQuerySet:
        given, rows = self.cleaned_data, self.waiting
        if given.get("dv"):
            rows = rows.filter(obligation__unit=given["dv"])
        if given.get("loai"):
            rows = rows.filter(obligation__kind=given["loai"])
        return rows.filter(kind=given["de_nghi"]) if given.get("de_nghi") else rows
