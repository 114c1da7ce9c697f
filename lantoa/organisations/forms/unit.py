import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.organisations.calling import demand_callable
from lantoa.organisations.forms.fields import UnitField
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet

_CONTACTS = ("hotline", "email", "address", "portal_url")
_WAYS_IN = _CONTACTS[:3]


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """How citizens and other units reach the unit: it keeps this itself."""

    portal_url = forms.URLField(label="Trang thông tin", required=False, assume_scheme="https")

    class Meta:
        model = Unit
        fields: tuple[str, ...] = _CONTACTS
        widgets = {"hotline": forms.TextInput(attrs={"type": "tel"})}

    def clean_hotline(self) -> str:
        """As it was written; what stood before is not asked about anew."""
        typed: str = self.cleaned_data["hotline"]
        if typed != self.initial.get("hotline"):
            demand_callable(typed)
        return typed

    def clean(self) -> dict[str, Any]:
        """Emptying all that people write to, call or visit is asked about once."""
        data = super().clean() or {}
        stood = any(self.initial.get(name) for name in _WAYS_IN)
        if stood and not self.errors and not any(data.get(name) for name in _WAYS_IN) and "sure" not in self.data:
            self.fields["sure"] = forms.BooleanField(label="Đúng, bỏ hết liên hệ", required=False)
            raise ValidationError(
                "Người dân sẽ không còn cách nào liên hệ đơn vị: đường dây nóng, thư điện tử, địa chỉ đều trống. "
                "Điền lại, hoặc đánh dấu vào ô cuối rồi lưu."
            )
        return data

    def save(self, commit: bool = True) -> Unit:
        unit: Unit = self.instance
        unit.save(update_fields=list(_CONTACTS))
        return unit


class UnitForm(ContactForm):
    """What a unit is. A new legal name or another place is a change of organisation, with its day and decision."""

    class Meta(ContactForm.Meta):
        fields = ("name", "short_name", "code", "kind", "school_level", "area", "symbol", *_CONTACTS)
        help_texts = {"name": "Sửa ở đây là sửa lỗi gõ. Đổi tên theo quyết định: dùng “Thay đổi tổ chức”."}

    def save(self, commit: bool = True) -> Unit:
        unit: Unit = self.instance
        if "name" in self.changed_data or "short_name" in self.changed_data:
            unit.correct_name(unit.name)
        unit.save(update_fields=[*self.Meta.fields])
        return unit


class NewUnitForm(ContactForm):
    """A unit that begins, under one that the person administers."""

    parent = UnitField(label="Đơn vị cấp trên")
    valid_from = forms.DateField(label="Hoạt động từ ngày", initial=dt.date(2025, 7, 1))
    field_order = ("name", "short_name", "code", "kind", "school_level", "parent", "valid_from")

    class Meta(UnitForm.Meta):
        help_texts = {"name": "Viết đầy đủ như trong quyết định thành lập."}

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, UnitField)
        field.units = units

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parent, begins = data.get("parent"), data.get("valid_from")
        if parent and begins and not parent.is_valid_on(begins):
            raise ValidationError(f"{parent.name} không hoạt động vào ngày {begins:%d/%m/%Y}. Chọn ngày khác.")
        return data

    def save(self, commit: bool = True) -> Unit:
        unit: Unit = self.instance
        unit.parent, unit.valid_from = self.cleaned_data["parent"], self.cleaned_data["valid_from"]
        unit.save()
        return unit
