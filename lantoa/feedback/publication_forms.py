"""The form of taking personal data out: stretches ticked or not, own words marked, the public words edited."""

from typing import Any

from django import forms

from lantoa.feedback.publishing import Public
from lantoa.vietnamese.text import nfc, squeeze


class PublicForm(forms.Form):
    """The words as everybody will read them. `is_read`: the person has looked at what still looks private."""

    title = forms.CharField(
        label="Tiêu đề", max_length=200, error_messages={"required": "Ghi tiêu đề để người đọc tìm thấy."}
    )
    question = forms.CharField(
        label="Câu hỏi",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Ghi câu hỏi để người đọc hiểu trả lời về việc gì."},
    )
    answer = forms.CharField(
        label="Trả lời",
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "Ghi nội dung trả lời."},
    )
    is_read = forms.BooleanField(label="Đã đọc các chỗ trên, không phải dữ liệu cá nhân", required=False)
    masks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    def public(self) -> Public:
        """The words in one form."""
        given: dict[str, Any] = self.cleaned_data
        return Public(squeeze(nfc(given["title"])), nfc(given["question"]).strip(), nfc(given["answer"]).strip())


class WithdrawForm(forms.Form):
    """Why readers find it no longer."""

    reason = forms.CharField(
        label="Lý do thôi công khai",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do thôi công khai."},
    )
