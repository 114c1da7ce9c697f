"""The form of a channel: its name, what its kind needs to know, secrets that are written and never shown again."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.channels import limits, vault
from lantoa.channels.adapters.outcomes import Passing, Refused
from lantoa.channels.adapters.wire import demand_outward
from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Channel
from lantoa.channels.registry import ADAPTERS
from lantoa.vietnamese.text import squeeze

_SECRET = "secret_"  # noqa: S105 - the beginning of a field's name
_KEPT = "Đã lưu và không hiện lại. Chỉ nhập khi thay mã khác."
_PACKAGES = [("1", "1 lần"), ("4", "4 lần"), ("6", "6 lần")]


def _digits(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=40)


def _own_fields(kind: str) -> dict[str, forms.Field]:
    """What is not secret, by the name of the option."""
    fields: Mapping[str, dict[str, forms.Field]] = {
        ChannelType.FACEBOOK: {
            "page_id": _digits("Mã số trang", "Dãy số trong phần Giới thiệu của trang, mục Minh bạch về Trang."),
            "app_id": _digits("Mã ứng dụng", "Để hệ thống hỏi được hạn của mã truy cập."),
        },
        ChannelType.ZALO: {
            "app_id": _digits("Mã ứng dụng", "Mã của ứng dụng đã được Official Account cấp quyền."),
            "broadcasts_a_month": forms.ChoiceField(
                label="Số lần gửi tới người quan tâm mỗi tháng",
                choices=_PACKAGES,
                help_text="Theo gói dịch vụ đang dùng. Mỗi người nhận nhiều nhất một lần một ngày.",
            ),
        },
        ChannelType.WEBHOOK: {
            "url": forms.URLField(
                label="Địa chỉ nhận", required=False, max_length=500, assume_scheme="https", help_text="https://…"
            )
        },
        ChannelType.RADIO: {
            "seconds": forms.IntegerField(
                label="Bản tin dài nhất (giây)", min_value=30, max_value=3600, help_text="300 giây là 5 phút."
            )
        },
    }
    return fields.get(kind, {})


class ChannelForm(forms.Form):
    """`channel` is the row that is filled, saved or not."""

    name = forms.CharField(label="Tên kênh", max_length=120)
    url = forms.URLField(
        label="Địa chỉ công khai của kênh",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="Trang mà người đọc mở được.",
    )

    def __init__(self, *args: Any, channel: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channel = channel
        self.own = _own_fields(str(channel.type))
        kept = vault.names_of(channel)
        self.fields |= self.own
        for name, label in ADAPTERS[str(channel.type)].secrets.items():
            self.fields[f"{_SECRET}{name}"] = forms.CharField(
                label=label,
                required=False,
                max_length=4000,
                help_text=_KEPT if name in kept else "Cất dưới dạng mã hóa, không hiện lại.",
                widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            )
        if channel.type in (ChannelType.EMAIL, ChannelType.RADIO):
            del self.fields["url"]
        self.initial.update({"name": channel.name or self._usual_name(), "url": channel.url})
        for name in self.own:
            known = channel.options.get(name)
            self.initial.setdefault(name, known if known is not None else limits.limit(channel, name) or None)

    def _usual_name(self) -> str:
        label = ChannelType(self.channel.type).label
        return f"{label} {self.channel.unit.label}"[:120]

    def clean_name(self) -> str:
        return squeeze(self.cleaned_data["name"].replace("\0", " "))

    def clean_page_id(self) -> str:
        return _number(self.cleaned_data["page_id"], "Mã số trang")

    def clean_app_id(self) -> str:
        return _number(self.cleaned_data["app_id"], "Mã ứng dụng")

    def clean_broadcasts_a_month(self) -> int:
        return int(self.cleaned_data["broadcasts_a_month"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.channel.type == ChannelType.WEBHOOK and data.get("url"):
            try:
                demand_outward(data["url"], step="form")
            except Refused as failure:
                self.add_error("url", failure.words)
            except Passing:
                pass  # its name is not known now; the channel's own test will tell
        return data

    def fill(self) -> Channel:
        """The channel with what was typed, secrets apart."""
        channel, data = self.channel, self.cleaned_data
        channel.name = data["name"]
        typed = {name: data.get(name) for name in self.own}
        if channel.type != ChannelType.WEBHOOK:  # its address is where it sends to, nothing that readers open
            channel.url = data.get("url", "")
        channel.options = {**channel.options, **{name: value for name, value in typed.items() if value is not None}}
        return channel

    def secrets(self) -> dict[str, str]:
        """What was typed of the secrets, by their names."""
        return {
            name.removeprefix(_SECRET): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(_SECRET) and value
        }


def _number(typed: str, label: str) -> str:
    bare = re.sub(r"\s", "", typed)
    if bare and not bare.isdecimal():
        raise ValidationError(f"{label} chỉ gồm chữ số. Sao lại từ trang quản trị của kênh.")
    return bare
