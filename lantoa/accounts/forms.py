"""Forms of people and their roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.administration import Person
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import User
from lantoa.organisations.forms.fields import UnitField
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet

username_rule = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}$",
    "Tên đăng nhập gồm 3 đến 60 chữ cái không dấu, chữ số, dấu chấm, gạch nối, bắt đầu bằng chữ hoặc số.",
)


def units_in_reach(user: User) -> UnitQuerySet:
    """The units of today that `user` administers."""
    return Unit.objects.current().filter(access.within(user, Power.ADMINISTER))


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is kept of a person."""

    class Meta:
        model = User
        fields = ("full_name", "email", "phone")
        widgets = {"phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def as_person(self) -> Person:
        data = self.cleaned_data
        return Person(data["full_name"], data["email"], data["phone"])


class _RoleFields(forms.Form):
    unit = UnitField(label="Đơn vị")
    role = forms.ChoiceField(label="Vai trò", choices=Role.choices)
    title = forms.CharField(
        label="Chức vụ", required=False, max_length=100, help_text="Như ghi trên văn bản: Hiệu trưởng, Chuyên viên …"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.units = units_in_reach(user)


class RoleForm(_RoleFields):
    """A role to give."""

    since = forms.DateField(label="Từ ngày", help_text="Ngày/tháng/năm.", initial=timezone.localdate)


class NewPersonForm(_RoleFields, PersonForm):
    """A person with a first role."""

    username = forms.CharField(label="Tên đăng nhập", help_text="Chữ không dấu, chữ số; ví dụ nguyenvanan.")
    field_order = ("full_name", "username", "email", "phone", "unit", "role", "title")

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"]).lower()
        username_rule(name)
        if User.objects.filter(username=name).exists():
            raise ValidationError("Tên đăng nhập này đã có người dùng; chọn tên khác.")
        return name
