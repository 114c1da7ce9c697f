"""The form of something to come on a channel that no machine serves."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.models import User
from lantoa.channels.models import PlannedEvent
from lantoa.channels.outlet_form import writing_units
from lantoa.ledger import suggesting
from lantoa.ledger.activities import servable
from lantoa.ledger.activity_form import WholeNumber
from lantoa.ledger.activity_kinds import spec_of
from lantoa.ledger.day_field import DayField
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.hour_field import Clock
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit

_TYPED = {"placeholder": "giờ:phút", "autocomplete": "off"}
FURTHEST = dt.timedelta(days=366)
_WORK = "#viec-duoc-giao"
_LAYS_WORK = {  # another unit, another kind: the work below is another, the rest of the form stays as it is
    "hx-get": "",
    "hx-include": "closest form",
    "hx-params": "unit,kind,obligations",
    "hx-select": _WORK,
    "hx-target": _WORK,
    "hx-swap": "outerHTML",
}


class EventForm(forms.ModelForm):  # type: ignore[type-arg]
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = DayField(label="Ngày")
    at = Clock(label="Giờ bắt đầu", required=False, widget=forms.TimeInput(attrs=_TYPED, format="%H:%M"))
    people = WholeNumber(label="Số người dự kiến", required=False)
    obligations = forms.ModelMultipleChoiceField(
        Obligation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Có việc không thuộc đơn vị đã chọn. Chọn lại việc của đơn vị này."},
    )

    class Meta:
        model = PlannedEvent
        fields = ("unit", "kind", "title", "on", "at", "place", "audience", "people", "text", "assigned")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "assigned": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "audience": "Ví dụ: cha mẹ học sinh khối 12.",
            "text": "Những điều sẽ phổ biến.",
            "assigned": "Ai chuẩn bị, ai nói, ai chụp ảnh.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Chọn hình thức"), *(one for one in kind.choices if one[0])]
        kind.widget.attrs |= _LAYS_WORK
        if self.instance.pk:
            del self.fields["unit"], self.fields["key"]
        else:
            self.initial["key"] = uuid.uuid4()
            self._set_units(user)
        self._set_work()

    def _set_units(self, user: User) -> None:
        units = writing_units(user)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[one.pk for one in units])
        home = access.home_unit(user)
        if not self.initial.get("unit"):  # a row without one fills in None
            self.initial["unit"] = home.pk if home in units and home else next((one.pk for one in units), None)
        field.widget.attrs |= _LAYS_WORK
        if len(units) == 1:
            field.widget = forms.HiddenInput()

    def _set_work(self) -> None:
        """The work of the unit that is chosen, what fits the kind of event first."""
        unit = self.instance.unit if self.instance.pk else self._chosen_unit()
        if self.is_bound:
            given = self.data.getlist("obligations")  # type: ignore[attr-defined]
        else:
            kept = [row.pk for row in self.instance.obligations.all()] if self.instance.pk else []
            given = self.initial.get("obligations", kept)
        self.chosen = [int(one) for one in given if str(one).isdecimal() and len(str(one)) < 19]
        self.likely = suggesting.Likely()
        if unit is not None:
            work: Any = self.fields["obligations"]
            work.queryset = servable(unit)
            spec = spec_of(self["kind"].value() or ActivityKind.PARENTS_MEETING)
            self.likely = suggesting.likely(unit, spec, today=timezone.localdate(), named=self.chosen)

    def _chosen_unit(self) -> Unit | None:
        field: Any = self.fields["unit"]
        given = str(self["unit"].value() or "")
        return field.queryset.filter(pk=given).first() if given.isdecimal() and len(given) < 19 else None

    def asked(self) -> list[forms.BoundField]:
        """What is typed, in its order; the work is chosen below."""
        return [field for field in self.visible_fields() if field.name != "obligations"]

    def take_version(self, version: int) -> None:
        """Start from the row as somebody else saved it: what was typed stays, and sent again it takes its place."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = version
        self.data = data

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        today = timezone.localdate()
        if on < today and not (self.instance.pk and on == self.initial["on"]):
            raise ValidationError("Ngày này đã qua. Việc đã làm thì ghi ở mục Hoạt động đã làm.")
        if on > today + FURTHEST:
            raise ValidationError("Ngày này xa quá một năm. Kiểm tra lại năm.")
        return on


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Lý do hủy",
        max_length=300,
        help_text="Hiện trên trang của hoạt động, ví dụ: lùi lịch vì mưa bão.",
        error_messages={"required": "Ghi lý do hủy để mọi người biết."},
    )
