"""Fields that a plan's rows are typed in: days as people write them, lists a line each, names of units."""

import datetime as dt
import re
from typing import Any

from django import forms

from lantoa.vietnamese.text import nfc, squeeze

LONGEST_NAME = 400  # letters of a unit's name, as the plan keeps it
MOST_NAMES = 100
_TOO_LONG = f"Tên đơn vị dài quá {LONGEST_NAME} chữ; ghi ngắn lại hoặc tách ra mỗi dòng một đơn vị."


class Lines(forms.CharField):
    """A list with a line for each of its texts."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(line) for line in value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line for raw in str(value or "").splitlines() if (line := squeeze(raw))]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")


class UnitNames(Lines):
    """Names of units, a line each."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_NAMES:
            raise forms.ValidationError(f"Ghi nhiều nhất {MOST_NAMES} dòng; nhiều đơn vị hơn thì ghi tên nhóm.")
        if any(len(line) > LONGEST_NAME for line in value):
            raise forms.ValidationError(_TOO_LONG)


class Words(forms.CharField):
    """A text on one line, in the one form that the database holds."""

    def to_python(self, value: Any) -> str:
        return squeeze(super().to_python(value) or "")


class UnitName(Words):
    """The name of one unit or group."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > LONGEST_NAME:
            raise forms.ValidationError(_TOO_LONG)


class Paragraphs(forms.CharField):
    """A text of one or more paragraphs, a line each."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        lines = (squeeze(line) for line in nfc(super().to_python(value) or "").splitlines())
        return "\n".join(line for line in lines if line)


class LooseDay(forms.CharField):
    """A day, or a month where the day is still blank, kept as ISO text: "04/01/2022", "02/2023"."""

    default_error_messages = {"invalid": "Ghi ngày như 04/01/2022; chưa rõ ngày thì chỉ ghi tháng, như 02/2023."}

    def prepare_value(self, value: Any) -> Any:
        found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", str(value or ""))
        return "/".join(part for part in reversed(found.groups()) if part) if found else value

    def to_python(self, value: Any) -> str:
        text = re.sub(r"\s", "", super().to_python(value) or "")
        if not text:
            return ""
        parts = re.fullmatch(r"(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-]([0-9]{4})", text)
        try:
            day, month, year = (int(part) for part in parts.groups("1"))  # type: ignore[union-attr]
            found = dt.date(year, month, day)
        except (AttributeError, ValueError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        return found.isoformat() if parts and parts[1] else f"{found:%Y-%m}"


class DayOfYear(forms.CharField):
    """A day that comes back each year, kept as "MM-DD": "30/5"."""

    default_error_messages = {"invalid": "Ghi ngày và tháng như 30/5."}

    def prepare_value(self, value: Any) -> Any:
        found = re.fullmatch(r"(\d\d)-(\d\d)", str(value or ""))
        return f"{int(found[2])}/{int(found[1])}" if found else value

    def to_python(self, value: Any) -> str:
        text = re.sub(r"\s", "", super().to_python(value) or "")
        if not text:
            return ""
        parts = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})", text)
        try:
            day = dt.date(2024, int(parts[2]), int(parts[1]))  # type: ignore[index]
        except (TypeError, ValueError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        return f"{day:%m-%d}"


def area(rows: int = 2) -> forms.Textarea:
    """A box that grows with its text."""
    return forms.Textarea(attrs={"rows": rows})
