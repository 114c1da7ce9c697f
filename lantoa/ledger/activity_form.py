"""The form in which a unit logs what it did: short for a thumb, the columns of the chosen kind in that kind's words."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger import evidence, suggesting
from lantoa.ledger.activities import Deed, servable
from lantoa.ledger.activity_kinds import KindSpec, spec_of
from lantoa.ledger.day_field import DayField
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity, Obligation
from lantoa.organisations.models import Unit
from lantoa.vietnamese.numbers import NumberError, parse_number

_MOST = 2_000_000_000
_OWN = "rieng_"
# Another unit owes other work: the form is asked for anew, with all that was typed.
_ASK_AGAIN = {
    "hx-get": "",
    "hx-trigger": "change",
    "hx-include": "#ghi",
    "hx-params": "not csrfmiddlewaretoken,files",
    "hx-target": "#khung-ghi",
    "hx-swap": "outerHTML",
    "hx-disabled-elt": "#ghi input, #ghi textarea, #ghi button",
}


class WholeNumber(forms.CharField):
    """A count as people type it: "1.234"."""

    most, example = _MOST, "120 hoặc 1.200"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            number = parse_number(typed)
        except NumberError as fault:
            shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
            raise ValidationError(
                f"“{shown}” không phải là số nguyên. Ghi bằng chữ số, ví dụ {self.example}."
            ) from fault
        if number != number.to_integral_value() or number < 0:
            raise ValidationError(f"Ghi số nguyên, không âm, ví dụ {self.example}.")
        if number > self.most:
            raise ValidationError("Số này quá lớn. Kiểm tra lại.")
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class Money(WholeNumber):
    """An amount in đồng."""

    most, example = 999_999_999_999, "1.500.000"

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip().casefold().removesuffix("đồng").removesuffix("đ").strip()
        return super().to_python(typed)

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(int(value) if value is not None and not isinstance(value, str) else value)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Any number of photos and documents; gives [(key, evidence)]. Which files were refused stands on the input, by
    their places: there the page takes them out of the list and keeps the others."""

    widget = ManyFilesInput(attrs={"accept": evidence.ACCEPT, "multiple": True, "data-lt-photos": ""})

    def clean(self, data: Any, initial: Any = None) -> list[tuple[uuid.UUID, evidence.Evidence]]:
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(files) > evidence.MOST_FILES:
            raise ValidationError(f"Gửi nhiều nhất {evidence.MOST_FILES} tệp một lần. Bỏ bớt rồi gửi lại.")
        taken, faults, refused = [], [], []
        for place, file in enumerate(files):
            try:
                taken.append((uuid.uuid4(), evidence.take(file)))
            except ValidationError as fault:
                faults.extend(fault.messages)
                refused.append(str(place))
        if faults:
            self.widget.attrs["data-lt-refused"] = " ".join(refused)
            raise ValidationError(faults)
        return taken


class ObligationChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        due = f" (hạn {obj.due_on:%d/%m/%Y})" if obj.due_on else ""
        return f"{obj.title[:160]}{due}"


class ActivityForm(forms.Form):
    """`spec` says which columns are asked; `activity` is the line being changed, None for a new one."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    loai = forms.ChoiceField(choices=ActivityKind, widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị")
    title = forms.CharField(label="Nội dung", max_length=300)
    on = DayField(label="Ngày")

    def __init__(self, *args: Any, user: User, spec: KindSpec, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec, self.activity = spec, activity
        self._add_columns()
        self._set_units(user)
        self.initial = {**self._start(), **self.initial}
        self.chosen = self._chosen_unit()
        self._set_obligations()

    def _add_columns(self) -> None:
        self.fields["title"].widget.attrs["placeholder"] = f"Ví dụ: {self.spec.example}"
        made: dict[str, forms.Field] = {
            "until": DayField(required=False),
            "place": forms.CharField(required=False, max_length=200),
            "people": WholeNumber(required=False),
            "times": WholeNumber(required=False),
            "copies": WholeNumber(required=False),
            "link": forms.URLField(required=False, max_length=500, assume_scheme="https"),
        }
        for name, label in self.spec.asks.items():
            self.fields[name] = made[name]
            self.fields[name].label = label
        for own in self.spec.own:
            kind: forms.Field = (
                WholeNumber(required=False) if own.is_number else forms.CharField(required=False, max_length=200)
            )
            kind.label, kind.help_text = own.label, own.help
            self.fields[_OWN + own.name] = kind
        self.fields["files"] = EvidenceField(
            label="Ảnh, tài liệu minh chứng",
            required=False,
            help_text="Ảnh, PDF, Word, Excel; mỗi tệp tối đa 25 MB. Vị trí và tên máy chụp được xóa khỏi ảnh.",
        )
        self.fields["obligations"] = ObligationChoices(
            Obligation.objects.none(), label="Việc được giao", required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["text"] = forms.CharField(
            label="Kết quả, ghi chú", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["cost"] = Money(label="Kinh phí (đồng)", required=False)
        self.fields["fund"] = forms.CharField(label="Nguồn kinh phí", required=False, max_length=200)

    def _set_units(self, user: User) -> None:
        units = [one for one in access.units_where(user, Power.WRITE) if one.is_current]
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[one.pk for one in units])
        home = access.home_unit(user)
        own = home if home in units else (units[0] if units else None)
        self.initial.setdefault("unit", own.pk if own else None)
        if own:
            field.empty_label = None
        if self.activity is not None:
            field.queryset = Unit.objects.filter(pk=self.activity.unit_id)
            self.initial["unit"] = self.activity.unit_id
        if len(units) < 2 or self.activity is not None:
            field.widget = forms.HiddenInput()
        field.widget.attrs |= _ASK_AGAIN if not field.widget.is_hidden else {}

    def _start(self) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        if self.activity is None:
            return {"form_key": uuid.uuid4(), "loai": self.spec.kind, "on": timezone.localdate()}
        row = self.activity
        shown = {name: getattr(row, name) for name in ("title", "on", "text", "cost", "fund", *self.spec.asks)}
        own = {_OWN + one.name: row.details.get(one.name) for one in self.spec.own}
        served = list(row.served.values_list("obligation_id", flat=True))
        return {**shown, **own, "loai": self.spec.kind, "version": row.version, "obligations": served}

    def _chosen_unit(self) -> Unit | None:
        given = self.data.get(self.add_prefix("unit")) if self.is_bound else self.initial.get("unit")
        units: Any = self.fields["unit"]
        return (
            units.queryset.filter(pk=given).first() if str(given or "").isdecimal() and len(str(given)) < 19 else None
        )

    def _set_obligations(self) -> None:
        field: Any = self.fields["obligations"]
        if self.chosen is None:
            return
        field.queryset = servable(self.chosen)
        sent: Any = self.data  # a QueryDict where it is bound
        given = sent.getlist("obligations") if self.is_bound else self.initial.get("obligations") or ()
        named = [int(one) for one in given if str(one).isdecimal() and len(str(one)) < 19]
        self.likely = suggesting.likely(self.chosen, self.spec, today=timezone.localdate(), named=named)

    def deed(self) -> Deed:
        """What was typed, as the ledger takes it."""
        data = self.cleaned_data
        more = {name: data[name] for name in ("text", "fund", *self.spec.asks)} | {"cost": data["cost"]}
        if "times" in more:
            more["times"] = more["times"] or 1
        more["details"] = {
            one.name: data[_OWN + one.name] for one in self.spec.own if data[_OWN + one.name] not in (None, "")
        }
        return Deed(self.spec.kind, data["title"], data["on"], more)

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("Ngày này chưa đến. Ghi hoạt động sau khi đã làm.")
        return day

    def take_version(self, version: int) -> None:
        """Start from the row as somebody else saved it: what was typed stays, and sent again it takes its place."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = version
        self.data = data

    def quantities(self) -> list[Any]:
        """The bound fields of when, where and how many, in the order of the form."""
        return [self[name] for name in (*self.spec.asks, *(_OWN + one.name for one in self.spec.own))]


def form_for(kind: str, *args: Any, user: User, **kwargs: Any) -> ActivityForm:
    """The form of a kind; an unknown one gets the form of "other"."""
    return ActivityForm(*args, user=user, spec=spec_of(kind), **kwargs)
