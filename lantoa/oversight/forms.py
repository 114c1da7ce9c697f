import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.oversight.models import Shortcoming, Urging

MOST_IDS = 20_000


def ids_in(text: str) -> list[int]:
    """Keys as one field carries them ("12,15,20"); what is no key is left out."""
    found = [int(part) for part in text.replace(" ", "").split(",") if part.isdecimal() and len(part) < 19]
    return list(dict.fromkeys(found))[:MOST_IDS]


class UrgeForm(forms.Form):
    """The words, and which of the listed units to leave out; `viec` holds ids of obligations in one field, since a form
    of thousands of fields is refused; `da_biet` is the last urging (id) that the person was told of."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    viec = forms.CharField(widget=forms.HiddenInput)
    da_biet = forms.IntegerField(widget=forms.HiddenInput, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Nhân danh đơn vị", empty_label=None)
    text = forms.CharField(
        label="Lời nhắc",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Gửi đến từng đơn vị, kèm danh sách việc còn nợ của đơn vị đó.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = access.units_where(user, Power.DIRECT)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.initial.setdefault("form_key", uuid.uuid4())
        home = access.home_unit(user)
        self.initial["unit"] = home.pk if home in units else (units[0].pk if units else None)
        if len(units) < 2:
            field.widget = forms.HiddenInput()

    def refuse_again(self, last: Urging) -> None:
        """Somebody urged the same meanwhile: ask once more, now that it is known."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["da_biet"] = last.pk
        self.data = data
        at = timezone.localtime(last.at)
        self.add_error(None, f"{last.by} vừa đôn đốc lúc {at:%H:%M %d/%m/%Y}. Vẫn gửi lại thì bấm nút gửi một lần nữa.")


class ShortcomingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What falls short, where, and what must be done by when."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Shortcoming
        fields = ("unit", "found_on", "text", "cause", "remedy", "due_on")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "cause": forms.Textarea(attrs={"rows": 2}),
            "remedy": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "found_on": "Ngày/tháng/năm.",
            "text": "Ví dụ: chuyên mục cải cách hành chính ba tháng chưa có bài mới.",
            "remedy": "Việc này thành một việc phải làm của đơn vị, có hạn và được nhắc.",
            "due_on": "Ngày/tháng/năm.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = recordable_units(user)
        field.label = "Đơn vị có tồn tại, hạn chế"
        field.empty_label = "Chọn đơn vị"
        self.fields["remedy"].required = self.fields["due_on"].required = True
        self.initial.setdefault("form_key", uuid.uuid4())
        self.initial.setdefault("found_on", timezone.localdate())

    def clean_found_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["found_on"]
        if day > timezone.localdate():
            raise ValidationError("Ngày phát hiện không thể sau hôm nay.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found, due = data.get("found_on"), data.get("due_on")
        if found and due and due < found:
            raise ValidationError({"due_on": "Hạn khắc phục phải từ ngày phát hiện trở đi."})
        if due and due.year > timezone.localdate().year + 5:
            raise ValidationError({"due_on": "Hạn khắc phục quá xa. Kiểm tra lại năm."})
        return data


def recordable_units(user: User) -> Any:
    """Units whose shortcomings the person may record: those that they direct, and their own."""
    own = [held.unit_id for held in access.holding(user, Power.WRITE)]
    return Unit.objects.current().filter(access.within(user, Power.DIRECT) | Q(pk__in=own)).order_by("sort_key")
