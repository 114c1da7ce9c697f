"""Choosing units one by one: those chosen stand as ticks, a field beside adds more, by code or name, one a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from lantoa.organisations.finding import find_unit
from lantoa.organisations.forms.fields import UnitsField
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet


class UnitsPicked(forms.Form):
    """`units` holds those that stand as ticks, `more` what is typed to be added; once valid, `units` are both."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="Đơn vị", required=False, widget=forms.CheckboxSelectMultiple
    )
    more = UnitsField(
        label="Thêm đơn vị",
        required=False,
        over=None,
        help_text="Gõ vài chữ của tên hoặc mã rồi chọn trong gợi ý; dán nhiều đơn vị thì mỗi dòng một đơn vị.",
    )

    def offer(self, units: UnitQuerySet) -> None:
        """Let these be chosen from."""
        chosen, more = self.fields["units"], self.fields["more"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        assert isinstance(more, UnitsField)
        more.widget.attrs["rows"] = 1
        chosen.queryset = more.units = units

    @property
    def picked(self) -> list[Unit]:
        """The units that stand as ticks, in the order of names."""
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        held = [str(one) for one in self["units"].value() or [] if str(one).isdecimal()]
        return list(field.queryset.filter(pk__in=held).order_by("sort_key", "pk")) if held and field.queryset else []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "units" in data and "more" in data:
            both = {unit.pk: unit for unit in [*data["units"], *(data["more"] or [])]}
            data["units"] = list(both.values())
        return data


def add_typed(sent: QueryDict, units: UnitQuerySet) -> tuple[QueryDict, list[str]]:
    """What was sent with the lines of `more` that mean a unit turned into ticks, and why the others do not."""
    data, left, faults = sent.copy(), [], []
    chosen = data.getlist("units")
    for line in filter(None, (line.strip() for line in data.get("more", "").splitlines())):
        try:
            chosen.append(str(find_unit(line, units).pk))
        except ValidationError as fault:
            left.append(line)
            faults += fault.messages
    data.setlist("units", list(dict.fromkeys(chosen)))
    data["more"] = "\n".join(left)
    return data, faults


def as_initial(form: type[forms.Form], sent: QueryDict) -> dict[str, Any]:
    """What was sent, for a form that shows it again without judging it yet."""
    found: dict[str, Any] = {}
    for name, field in form.base_fields.items():
        if isinstance(field, forms.BooleanField):
            found[name] = name in sent
        elif isinstance(field, forms.ModelMultipleChoiceField):
            found[name] = sent.getlist(name)
        elif name in sent:
            found[name] = sent[name]
    return found
