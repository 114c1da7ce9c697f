"""The form of a rule on time limits."""

from typing import Any

from django import forms

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.feedback.models import HandlingRule
from lantoa.ledger.day_field import DayField
from lantoa.organisations.models import Unit

_DAY = {"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}


def keeps(user: User) -> list[Unit]:
    """The units for which the person sets rules: those that they direct or administer."""
    found = [*access.units_where(user, Power.DIRECT), *access.units_where(user, Power.ADMINISTER)]
    return list({unit.pk: unit for unit in found}.values())


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """Days for one unit and one kind, since a day, by a decision."""

    valid_from = DayField(label="Áp dụng từ ngày", widget=forms.DateInput(attrs=_DAY))
    valid_to = DayField(label="Thôi áp dụng từ ngày", required=False, widget=forms.DateInput(attrs=_DAY))

    class Meta:
        model = HandlingRule
        fields = (
            "unit",
            "kind",
            "days",
            "days_many",
            "days_max",
            "is_working",
            "forward_days",
            "supply_days",
            "source",
            "valid_from",
            "valid_to",
        )
        error_messages = {"source": {"required": "Ghi số, ký hiệu, ngày của quyết định."}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset, unit.empty_label = Unit.objects.filter(pk__in=[one.pk for one in keeps(user)]), None
        unit.help_text = "Có hiệu lực với đơn vị này và mọi đơn vị cấp dưới chưa có quy định riêng."
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Mọi loại chưa có dòng riêng"), *list(kind.choices)[1:]]
        self.fields["source"].help_text = "Ví dụ: Quyết định số 80/2025/QĐ-UBND ngày 10/9/2025."
        for name in ("days", "days_many", "days_max", "forward_days", "supply_days"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric"})
