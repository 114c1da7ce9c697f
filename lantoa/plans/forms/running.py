import datetime as dt
from typing import Any

from django import forms

from lantoa.ledger.enums import Rhythm
from lantoa.ledger.working_days import YEARS


class NearDate(forms.DateField):
    """A day of the years that the books are kept for: "0026" is a slip of the pen."""

    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        if day and day.year not in YEARS:
            raise forms.ValidationError(f"Ghi năm từ {YEARS[0]} đến {YEARS[-1]}.")
        return day


class TaskDateForm(forms.Form):
    """The office sets the days that a task of an issued plan waited for, or moves them."""

    starts_on = NearDate(label="Từ ngày", required=False, help_text="Để trống nếu chỉ có hạn cuối.")
    due_on = NearDate(label="Hạn cuối", help_text="Ngày/tháng/năm.")
    words = forms.CharField(
        label="Căn cứ", required=False, max_length=250, help_text="Ví dụ: Kế hoạch số 45/KH-UBND của tỉnh."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts_on") and given.get("due_on") and given["starts_on"] > given["due_on"]:
            self.add_error("starts_on", "Từ ngày phải trước hoặc trùng hạn cuối.")
        return given


class TaskRhythmForm(forms.Form):
    """How often something is expected of a task that runs all year."""

    rhythm = forms.ChoiceField(label="Nhịp", choices=Rhythm.choices)
    expected = forms.IntegerField(label="Số lượt mỗi nhịp", min_value=1, max_value=100)


class CascadeDateForm(forms.Form):
    """The day by which units issue their own plans."""

    due_on = NearDate(label="Hạn ban hành kế hoạch của đơn vị", help_text="Ngày/tháng/năm.")
