"""Forms of the letter: its text, the head's decision, templates."""

from typing import Any

from django import forms

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.feedback.answering import LONGEST, PLACEHOLDERS
from lantoa.feedback.models import Answer, AnswerTemplate
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import nfc


class DraftForm(forms.Form):
    """The words of the answer, from the version that the page holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Nội dung trả lời",
        max_length=LONGEST,
        error_messages={"required": "Ghi nội dung trả lời."},
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Viết từ phần trả lời; lời mở đầu, nơi nhận, chữ ký hệ thống tự thêm vào thư.",
    )

    def __init__(self, data: Any = None, *, answer: Answer) -> None:
        super().__init__(data, initial={"version": answer.version, "text": answer.text})

    def clean_text(self) -> str:
        return nfc(self.cleaned_data["text"])


class DecideForm(forms.Form):
    """What the head says; `da_xem` is the last step of the letter that was read."""

    da_xem = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label="Lý do trả lại", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """Words to begin with."""

    class Meta:
        model = AnswerTemplate
        fields = ("unit", "kind", "title", "text", "is_active")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
        error_messages = {"title": {"required": "Ghi tên mẫu."}, "text": {"required": "Ghi nội dung mẫu."}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = access.units_where(user, Power.WRITE)
        own = {unit.pk for unit in units} | ({self.instance.unit_id} if self.instance.pk else set())
        unit: Any = self.fields["unit"]
        unit.queryset, unit.empty_label = Unit.objects.filter(pk__in=own), None
        unit.help_text = "Dùng được ở đơn vị này và mọi đơn vị cấp dưới."
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Mọi loại"), *list(kind.choices)[1:]]
        shown = ", ".join(f"{name} ({what})" for name, what in PLACEHOLDERS)
        self.fields["text"].help_text = f"Chỗ tự điền: {shown}."
