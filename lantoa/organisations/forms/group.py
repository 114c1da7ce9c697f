from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.text import capfirst

from lantoa.accounts.enums import Power
from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.forms.fields import UnitField, UnitsField
from lantoa.organisations.models import UnitGroup
from lantoa.organisations.models.unit import UnitQuerySet


def _capital(choices: type[TextChoices]) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in choices.choices]


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """A group by rule, and the units that the rule does not say."""

    owner = UnitField(label="Đơn vị dùng nhóm", help_text="Nhóm nhìn từ đơn vị này. Gõ mã hoặc tên.", over=Power.DIRECT)
    kinds = forms.MultipleChoiceField(
        label="Loại đơn vị",
        choices=_capital(UnitKind),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: mọi loại.",
    )
    school_levels = forms.MultipleChoiceField(
        label="Cấp học",
        choices=_capital(SchoolLevel),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: mọi cấp học, cả đơn vị không phải trường.",
    )
    reach = forms.ChoiceField(
        label="Phạm vi", choices=_capital(GroupReach), initial=GroupReach.SUBTREE, widget=forms.RadioSelect
    )
    units = UnitsField(label="Thêm các đơn vị", required=False, over=None)
    left_out = UnitsField(label="Bớt các đơn vị", required=False, over=None)

    class Meta:
        model = UnitGroup
        fields = ("owner", "name", "reach", "kinds", "school_levels", "name_has", "units", "left_out")

    def __init__(self, *args: Any, owners: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, UnitField)
        field.units = owners
        if self.instance.pk:
            self.initial["owner"] = self.instance.owner
            self.initial["units"] = list(self.instance.units.all())
            self.initial["left_out"] = list(self.instance.left_out.all())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reach") == GroupReach.LISTED and "units" in data and not data["units"]:
            raise ValidationError({"units": "Nhóm liệt kê cần ít nhất một đơn vị."})
        return data

    def means(self) -> set[int]:
        """Ids of the units that the group would have, by what is typed so far; nothing is saved."""
        data = self.cleaned_data
        owner = data.get("owner")
        if owner is None:
            return set()
        rule = UnitGroup(
            owner=owner,
            reach=data.get("reach") or GroupReach.SUBTREE,
            kinds=data.get("kinds") or [],
            school_levels=data.get("school_levels") or [],
            name_has=data.get("name_has") or "",
        )
        found = set(rule.rule_units(on=timezone.localdate()).current().values_list("pk", flat=True))
        added = {unit.pk for unit in data.get("units") or [] if unit.is_current}
        return (found | added) - {unit.pk for unit in data.get("left_out") or []}
