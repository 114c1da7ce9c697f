"""A day as people type it in forms."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.vietnamese.dates import DateError, parse_date


class DayField(forms.DateField):
    """As Django's, and what is wrong is said of what was typed: 31/02/2026 is well written and yet no day."""

    def to_python(self, value: Any) -> dt.date | None:
        try:
            day: dt.date | None = super().to_python(value)
        except ValidationError as fault:
            if not isinstance(value, str):
                raise
            try:
                return parse_date(value)
            except DateError as what:
                raise ValidationError(str(what), code="invalid") from fault
        return day
