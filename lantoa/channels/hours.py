"""A day and an hour in a form, chosen or typed."""

from typing import Any

from django import forms

_HOUR = "%Y-%m-%dT%H:%M"


class Hour(forms.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_HOUR))
        kwargs.setdefault("input_formats", [_HOUR, "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"])
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
