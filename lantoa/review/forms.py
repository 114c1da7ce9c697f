from django import forms

from lantoa.accounts.models import User


class HeadField(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj} ({_masked(obj.email)})"


class SendLinkForm(forms.Form):
    """To which head."""

    to = HeadField(
        User.objects.none(),
        label="Gửi cho",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Chọn thủ trưởng nhận đường dẫn.",
            "invalid_choice": "Người này không còn duyệt văn bản này. Tải lại trang.",
        },
    )

    def __init__(self, data: object = None, *, heads: list[User]) -> None:
        super().__init__(data, initial={"to": heads[0].pk if len(heads) == 1 else None})  # type: ignore[arg-type]
        self.fields["to"].queryset = User.objects.filter(pk__in=[head.pk for head in heads])  # type: ignore[attr-defined]


def _masked(email: str) -> str:
    """An address as its owner knows it and others need not."""
    name, _, host = email.partition("@")
    return f"{name[:2]}…@{host}"


class ReasonForm(forms.Form):
    note = forms.CharField(
        label="Lý do trả lại",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do trả lại để người soạn biết cần sửa gì."},
    )
