import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.vietnamese.dates import DateError, parse_date
from lantoa.vietnamese.text import nfc


class LetterForm(forms.Form):
    """What the urging letter says beside what is owed; `viec` holds ids of obligations in one field, `unit` who signs.

    A day that cannot be read is refused: a letter without its deadline would go out unseen.
    """

    viec = forms.CharField(widget=forms.HiddenInput)
    unit = forms.CharField(widget=forms.HiddenInput, required=False)
    by = forms.CharField(
        label="Đề nghị hoàn thành chậm nhất",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}),
        help_text="Ngày/tháng/năm; để trống nếu lời nhắc đã ghi hạn.",
    )
    text = forms.CharField(
        label="Lời nhắc",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vào công văn, sau câu nêu việc chưa hoàn thành.",
    )

    def clean_by(self) -> dt.date | None:
        typed: str = self.cleaned_data["by"]
        if not typed:
            return None
        try:
            day = parse_date(typed)
        except DateError as error:
            raise ValidationError(str(error)) from error
        today = timezone.localdate()
        if day < today:
            raise ValidationError(f"Ngày {day:%d/%m/%Y} đã qua. Ghi hạn từ hôm nay trở đi.")
        if day.year > today.year + 1:
            raise ValidationError(f"Hạn {day:%d/%m/%Y} quá xa. Kiểm tra lại năm.")
        return day

    def clean_text(self) -> str:
        return nfc(self.cleaned_data["text"])
