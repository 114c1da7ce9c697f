"""A form for each kind of change; `act(by)` does it. The unit on whose page it stands is `self.unit`."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.text import capfirst

from lantoa.organisations import succession
from lantoa.organisations.enums import SuccessionKind, UnitKind
from lantoa.organisations.forms.fields import UnitField, UnitsField
from lantoa.organisations.models import Succession, Unit
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.vietnamese.text import fold

if TYPE_CHECKING:
    from lantoa.accounts.models import User

_MOST_CHILDREN = 40
_ENDS = "giai the"
HEIR, PARENT, OTHER = "heir", "parent", "other"


class ChangeForm(forms.Form):
    """What every change has: its day and its decision. `units` are those that the person administers."""

    on = forms.DateField(label="Có hiệu lực từ ngày", help_text="Ngày/tháng/năm.")
    decision = forms.CharField(
        label="Quyết định", max_length=200, help_text="Số, ngày và cơ quan ban hành, ví dụ 12/QĐ-UBND ngày 20/6/2025."
    )

    def __init__(self, *args: Any, unit: Unit, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        for field in self.fields.values():
            if isinstance(field, UnitField | UnitsField):
                field.units = units

    @property
    def child_fields(self) -> list[BoundField]:
        """The questions about children one by one, which few acts need."""
        return [field for field in self if field.name.startswith("child_")]

    @property
    def main_fields(self) -> list[BoundField]:
        return [field for field in self if not field.name.startswith("child_")]

    @property
    def has_child_answers(self) -> bool:
        return any(field.value() or field.errors for field in self.child_fields)

    def act(self, by: "User") -> list[Succession]:
        raise NotImplementedError

    def touched(self) -> list[Unit]:
        """Units over which the person must have the say, beside `unit`: what they typed."""
        values = self.cleaned_data.values()
        single = [value for value in values if isinstance(value, Unit)]
        listed = [unit for value in values if isinstance(value, list) for unit in value if isinstance(unit, Unit)]
        return [*single, *listed]

    def _how(self, by: "User") -> dict[str, Any]:
        return {"on": self.cleaned_data["on"], "decision": self.cleaned_data["decision"], "by": by}


class RenameForm(ChangeForm):
    name = forms.CharField(label="Tên mới", max_length=200)
    short_name = forms.CharField(label="Tên ngắn mới", max_length=80, required=False)
    field_order = ("name", "short_name", "on", "decision")

    def act(self, by: "User") -> list[Succession]:
        data = self.cleaned_data
        return succession.rename(self.unit, data["name"], short_name=data["short_name"], **self._how(by))


class MoveForm(ChangeForm):
    parent = UnitField(label="Đơn vị cấp trên mới")
    field_order = ("parent", "on", "decision")

    def act(self, by: "User") -> list[Succession]:
        return succession.move(self.unit, self.cleaned_data["parent"], **self._how(by))


class EndingForm(ChangeForm):
    """A change that ends units: where their children go is asked, for all and, if need be, one by one."""

    wheres: tuple[tuple[str, str], ...] = (
        (HEIR, "Về đơn vị nhận"),
        (PARENT, "Về đơn vị cấp trên của đơn vị cũ"),
        (OTHER, "Về một đơn vị khác"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = list(Unit.objects.current().filter(parent=self.unit))
        units = next((f.units for f in self.fields.values() if isinstance(f, UnitField | UnitsField)), kwargs["units"])
        if not self.children and "others" not in self.fields:
            return
        self.fields["children_where"] = forms.ChoiceField(
            label="Các đơn vị cấp dưới",
            choices=self.wheres,
            required=bool(self.children),
            widget=forms.RadioSelect,
            help_text=f"Hiện có {len(self.children)} đơn vị cấp dưới của {self.unit.name}.",
        )
        self.fields["children_to"] = UnitField(label="Đơn vị khác nhận đơn vị cấp dưới", required=False)
        for child in self.children[:_MOST_CHILDREN]:
            self.fields[f"child_{child.pk}"] = UnitField(
                label=child.name, required=False, help_text="Để trống: theo lựa chọn chung. Ghi “giải thể”: thôi luôn."
            )
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.units = units
        self._allow_ending()

    def _allow_ending(self) -> None:
        for name, field in self.fields.items():
            if name.startswith("child_") and isinstance(field, UnitField):
                field.to_python = _or_ends(field)  # type: ignore[method-assign]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("children_where") == OTHER and not data.get("children_to") and "children_to" in data:
            self.add_error("children_to", "Chọn đơn vị nhận các đơn vị cấp dưới.")
        return data

    def ending(self) -> list[Unit]:
        return [self.unit, *self.cleaned_data.get("others", [])]

    def placing(self, heir: Unit | None) -> dict[int, Unit | None]:
        """Where each child of the ending units goes; those of which nothing was said are left to be asked for."""
        placed: dict[int, Unit | None] = {}
        for child in succession.unplaced_children(self.ending(), self.cleaned_data["on"]):
            own = self.cleaned_data.get(f"child_{child.pk}")
            if own:
                placed[child.pk] = own if isinstance(own, Unit) else None
            elif (target := self._common(child, heir)) is not None:
                placed[child.pk] = target
        return placed

    def _common(self, child: Unit, heir: Unit | None) -> Unit | None:
        match self.cleaned_data.get("children_where"):
            case "heir":
                return heir
            case "parent":
                return child.parent.parent if child.parent else None
            case "other":
                return self.cleaned_data.get("children_to")
            case _:
                return None


def _or_ends(field: UnitField) -> Any:
    read = type(field).to_python

    def to_python(value: Any) -> Any:
        return _ENDS if isinstance(value, str) and fold(value) == _ENDS else read(field, value)

    return to_python


class MergeForm(EndingForm):
    into = UnitField(label="Sáp nhập vào", help_text="Đơn vị nhận, tiếp tục hoạt động. Gõ mã hoặc tên.")
    others = UnitsField(
        label="Cùng sáp nhập",
        required=False,
        help_text="Các đơn vị khác cùng vào, mỗi dòng một đơn vị; có thể để trống.",
    )
    field_order = ("into", "others", "on", "decision")

    def act(self, by: "User") -> list[Succession]:
        into = self.cleaned_data["into"]
        return succession.merge_into(self.ending(), into, children=self.placing(into), **self._how(by))


class ConsolidateForm(EndingForm):
    wheres = ((HEIR, "Về đơn vị mới"), (PARENT, "Về đơn vị cấp trên của đơn vị cũ"), (OTHER, "Về một đơn vị khác"))
    others = UnitsField(label="Hợp nhất với")
    name = forms.CharField(label="Tên đơn vị mới", max_length=200)
    short_name = forms.CharField(label="Tên ngắn", max_length=80, required=False)
    code = forms.CharField(label="Mã đơn vị mới", max_length=40)
    kind = forms.ChoiceField(label="Loại đơn vị", choices=[(one.value, capfirst(one.label)) for one in UnitKind])
    parent = UnitField(label="Đơn vị cấp trên của đơn vị mới")
    field_order = ("others", "name", "short_name", "code", "kind", "parent", "on", "decision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["kind"], self.initial["parent"] = self.unit.kind, self.unit.parent

    def act(self, by: "User") -> list[Succession]:
        data = self.cleaned_data
        fields = {key: data[key] for key in ("name", "short_name", "code", "kind", "parent")}
        new = Unit(**fields, school_level=self.unit.school_level, area=self.unit.area)
        return succession.consolidate(self.ending(), new, children=self.placing(new), **self._how(by))


class SplitForm(EndingForm):
    wheres = ((PARENT, "Về đơn vị cấp trên của đơn vị cũ"), (OTHER, "Về một đơn vị khác"))
    parts = forms.CharField(
        label="Các đơn vị mới",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một đơn vị: mã – tên. Loại, cấp học và đơn vị cấp trên như đơn vị cũ.",
    )
    stays = forms.BooleanField(label="Đơn vị cũ vẫn hoạt động (tách, không phải chia)", required=False)
    field_order = ("parts", "stays", "on", "decision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "children_where" in self.fields:
            self.fields["children_where"].required = False

    def clean_parts(self) -> list[tuple[str, str]]:
        parts = [line.replace(" - ", " – ", 1).partition(" – ") for line in self.cleaned_data["parts"].splitlines()]
        if any(not (code.strip() and name.strip()) for code, _, name in parts):
            raise ValidationError("Ghi mỗi dòng theo mẫu: mã – tên đơn vị.")
        return [(code.strip(), name.strip()) for code, _, name in parts]

    def act(self, by: "User") -> list[Succession]:
        old, data = self.unit, self.cleaned_data
        parts = [
            Unit(name=name, code=code, kind=old.kind, school_level=old.school_level, area=old.area, parent=old.parent)
            for code, name in data["parts"]
        ]
        return succession.split(old, parts, stays=data["stays"], children=self.placing(None), **self._how(by))


class DissolveForm(EndingForm):
    wheres = ((PARENT, "Về đơn vị cấp trên của đơn vị cũ"), (OTHER, "Về một đơn vị khác"))
    others = UnitsField(label="Cùng giải thể", required=False, help_text="Các đơn vị khác, mỗi dòng một; có thể trống.")
    field_order = ("others", "on", "decision")

    def act(self, by: "User") -> list[Succession]:
        return succession.dissolve(self.ending(), children=self.placing(None), **self._how(by))


FORMS: dict[str, type[ChangeForm]] = {
    SuccessionKind.MERGE_INTO: MergeForm,
    SuccessionKind.CONSOLIDATE: ConsolidateForm,
    SuccessionKind.SPLIT: SplitForm,
    SuccessionKind.RENAME: RenameForm,
    SuccessionKind.MOVE: MoveForm,
    SuccessionKind.DISSOLVE: DissolveForm,
}
MEANINGS = {
    SuccessionKind.MERGE_INTO: "Đơn vị này thôi hoạt động, một đơn vị đang có nhận việc.",
    SuccessionKind.CONSOLIDATE: "Đơn vị này cùng đơn vị khác thôi hoạt động, thành một đơn vị mới.",
    SuccessionKind.SPLIT: "Từ đơn vị này thành nhiều đơn vị, hoặc tách ra đơn vị mới.",
    SuccessionKind.RENAME: "Vẫn đơn vị này, mang tên khác.",
    SuccessionKind.MOVE: "Vẫn đơn vị này, thuộc đơn vị cấp trên khác.",
    SuccessionKind.DISSOLVE: "Đơn vị này thôi hoạt động, không đơn vị nào tiếp nối.",
}
