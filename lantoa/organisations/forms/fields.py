from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.text import format_lazy

from lantoa.accounts.enums import Power
from lantoa.organisations.finding import find_unit, option_of
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet


def _suggesting(over: Power | None) -> dict[str, Any]:
    """Attributes of a field that offers units as one types (ui/js/suggest.js): those over which the person has a
    power, or all."""
    address = reverse_lazy("organisations:suggest")
    asked = format_lazy("{}?quyen={}", address, over.value) if over else address
    return {"data-lt-suggest": asked, "autocomplete": "off"}


class UnitField(forms.CharField):
    """A unit typed by code or name, with suggestions as one types; gives the Unit. Set `units` to those that count."""

    units: UnitQuerySet

    def __init__(self, *args: Any, over: Power | None = Power.ADMINISTER, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Gõ mã hoặc tên đơn vị.")
        super().__init__(*args, **kwargs)
        self.units = Unit.objects.all()
        self.widget.attrs |= {"list": "goi-y-don-vi", **_suggesting(over)}

    def to_python(self, value: Any) -> Any:
        typed = value if isinstance(value, Unit) else super().to_python(value)
        return find_unit(typed, self.units) if isinstance(typed, str) and typed else typed or None

    def prepare_value(self, value: Any) -> Any:
        return option_of(value) if isinstance(value, Unit) else value


class UnitsField(forms.CharField):
    """Several units, one a line; gives a list."""

    units: UnitQuerySet

    def __init__(self, *args: Any, over: Power | None = Power.ADMINISTER, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Mỗi dòng một đơn vị, ghi mã hoặc tên.")
        super().__init__(*args, widget=forms.Textarea(attrs={"rows": 3, **_suggesting(over)}), **kwargs)
        self.units = Unit.objects.all()

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        units, faults = list[Unit](), list[str]()
        for line in (super().to_python(value) or "").splitlines():
            try:
                units += [find_unit(line, self.units)] if line.strip() else []
            except ValidationError as fault:
                faults += fault.messages
        if faults:
            raise ValidationError(faults)
        return units

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(option_of, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))
