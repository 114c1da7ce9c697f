"""A day and an hour in a form, typed as people write them: 22/11/2026 and 8:30, 8h30 or 8h."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone

from lantoa.ledger.day_field import DayField

_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?", re.IGNORECASE)


class Clock(forms.CharField):
    """A time of day."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        if found := _CLOCK.fullmatch(typed.strip()):
            hour, minute = int(found[1]), int(found[2] or 0)
            if hour < 24 and minute < 60:
                return dt.time(hour, minute)
        raise ValidationError("Ghi giờ và phút, ví dụ 08:30.")


class HourWidget(forms.MultiWidget):
    """Two boxes side by side."""

    def __init__(self) -> None:
        plain = {"autocomplete": "off"}
        day = forms.DateInput(attrs={**plain, "aria-label": "Ngày", "placeholder": "ngày/tháng/năm"}, format="%d/%m/%Y")
        clock = forms.TimeInput(attrs={**plain, "aria-label": "Giờ", "placeholder": "giờ:phút"}, format="%H:%M")
        super().__init__([day, clock])

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, dt.datetime):
            return [None, None]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [local.date(), local.time()]


class Hour(forms.MultiValueField):
    """Empty, or both of them: an aware moment."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        fields = (DayField(required=False), Clock(required=False))
        super().__init__(fields, widget=HourWidget(), **kwargs)

    def compress(self, data_list: list[Any]) -> dt.datetime | None:
        day, clock = (*data_list, None, None)[:2]
        if day is None and clock is None:
            return None
        if day is None:
            raise ValidationError("Ghi cả ngày, ví dụ 22/11/2026.")
        if clock is None:
            raise ValidationError("Ghi cả giờ, ví dụ 08:30.")
        return from_current_timezone(dt.datetime.combine(day, clock))
