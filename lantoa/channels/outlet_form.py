"""The forms of newspapers and stations, and of what they brought."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Posting, PressOutlet
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import nfc, squeeze


def writing_units(user: User) -> list[Unit]:
    return [unit for unit in access.units_where(user, Power.WRITE) if unit.is_current]


class OutletForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PressOutlet
        fields = ("unit", "name", "kind", "email", "contact", "phone", "note", "is_active")
        help_texts = {
            "email": "Chưa có thì để trống: thông cáo không gửi tới đây được.",
            "is_active": "Bỏ dấu để không gửi thông cáo nữa mà vẫn giữ những bài đã ghi.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = writing_units(user)
        field: Any = self.fields["unit"]
        if self.instance.pk:
            del self.fields["unit"]
            return
        del self.fields["is_active"]
        field.queryset = Unit.objects.filter(pk__in=[one.pk for one in units])
        home = access.home_unit(user)
        if not self.initial.get("unit"):  # a row without one fills in None
            self.initial["unit"] = home.pk if home in units and home else next((one.pk for one in units), None)
        if len(units) == 1:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        unit = data.get("unit") or (self.instance.unit if self.instance.pk else None)
        rows = PressOutlet.objects.exclude(pk=self.instance.pk).filter(unit=unit)
        known = {name.casefold() for name in rows.values_list("name", flat=True)}
        if unit and nfc(squeeze(data.get("name", ""))).casefold() in known:
            self.add_error("name", "Đơn vị đã có báo, đài mang tên này. Mở mục đó để sửa.")
        return data


class AppearanceForm(forms.Form):
    """What a newspaper or station brought."""

    outlet = forms.ModelChoiceField(PressOutlet.objects.none(), label="Báo, đài", empty_label="Chọn báo, đài")
    posting = forms.ModelChoiceField(
        Posting.objects.none(), label="Từ thông cáo", required=False, empty_label="Không từ thông cáo nào"
    )
    title = forms.CharField(label="Tiêu đề bài đã đăng, phát", max_length=300)
    link = forms.URLField(label="Đường dẫn", required=False, max_length=500, assume_scheme="https")
    on = forms.DateField(label="Ngày đăng, phát")
    people = forms.IntegerField(label="Số người đọc, nghe", required=False, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, user: User, posting: Posting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = writing_units(user)
        outlet: Any = self.fields["outlet"]
        outlet.queryset = PressOutlet.objects.filter(unit__in=units)
        sent = Posting.objects.filter(channel__type=ChannelType.PRESS, channel__unit__in=units, state=PostingState.SENT)
        chosen: Any = self.fields["posting"]
        chosen.queryset = sent.order_by("-sent_at")
        self.initial.setdefault("on", timezone.localdate())
        if posting:
            self.initial.update({"posting": posting.pk, "title": posting.title})

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("Ngày này chưa đến. Ghi sau khi bài đã đăng, phát.")
        return on
