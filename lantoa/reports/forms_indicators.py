"""What the office types about an indicator."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.ledger.day_field import DayField
from lantoa.organisations.forms.fields import UnitField
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.reports import sources
from lantoa.reports.enums import Aggregate, FigureOrigin, How, RollUp
from lantoa.reports.forms_edited import EditedForm, FilterFields, filter_initial
from lantoa.reports.indicator_uses import leads_to
from lantoa.reports.models import Indicator, ReportValue
from lantoa.reports.template_editing import usable_indicators
from lantoa.review.enums import EDITABLE
from lantoa.vietnamese.text import nfc, squeeze

MOST_PLACES = 2  # figures are kept to the hundredth
_PLACES = {
    "max_value": f"Nhiều nhất {MOST_PLACES} chữ số thập phân.",
    "invalid": f"Ghi số từ 0 đến {MOST_PLACES}.",
}


class SideField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A side of a ratio, by name and code."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"


class IndicatorForm(EditedForm, FilterFields):
    """An indicator: only the fields of its way of working out count, the others are emptied."""

    how = forms.ChoiceField(label="Cách tính", choices=How, widget=forms.RadioSelect, initial=How.ACTIVITIES)
    aggregate = forms.ChoiceField(
        label="Phép tính", choices=Aggregate, widget=forms.RadioSelect, required=False, initial=Aggregate.COUNT
    )
    source = forms.ChoiceField(label="Nguồn", required=False)
    roll_up = forms.ChoiceField(
        label="Cách cộng lên cấp trên", choices=RollUp, widget=forms.RadioSelect, initial=RollUp.SUM
    )
    numerator = SideField(Indicator.objects.none(), label="Tử số", required=False)
    denominator = SideField(Indicator.objects.none(), label="Mẫu số", required=False)
    places = forms.IntegerField(
        label="Số chữ số thập phân", min_value=0, max_value=MOST_PLACES, initial=0, error_messages=_PLACES
    )

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "measure",
            "how",
            "aggregate",
            "source",
            "numerator",
            "denominator",
            "roll_up",
            "places",
            "holds_all_year",
            "help",
        )
        help_texts = {
            "code": "Ngắn, không trùng trong đơn vị, ví dụ TIN-CONG.",
            "measure": "Ví dụ: tin, bài; cuộc; lượt người; %.",
            "help": "Hiện dưới chỉ tiêu cho người làm báo cáo.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**filter_initial(self.instance.filter), **self.initial}
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        offered = [(one.key, f"{one.label} ({one.measure})") for one in sources.registered()]
        held = self.instance.source
        gone = [(held, f"{held} (không còn)")] if held and sources.find(held) is None else []
        source.choices = [("", "Chọn nguồn"), *offered, *gone]
        for name in ("numerator", "denominator"):
            side = self.fields[name]
            assert isinstance(side, forms.ModelChoiceField)
            side.queryset = usable_indicators(self.instance.unit).exclude(pk=self.instance.pk)

    def clean_code(self) -> str:
        code = squeeze(self.cleaned_data["code"])
        same = Indicator.objects.filter(unit=self.instance.unit, code__iexact=code).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError("Mã chỉ tiêu này đã có. Đặt mã khác.")
        return code

    def clean_how(self) -> str:
        """Another way of working out would overwrite what people typed into reports that are still being written."""
        how: str = self.cleaned_data["how"]
        typed = ReportValue.objects.filter(indicator=self.instance.pk, origin=FigureOrigin.TYPED)
        if self.instance.pk and how != self.initial["how"] and typed.filter(report__review_state__in=EDITABLE).exists():
            raise ValidationError(
                "Đã có số liệu nhập tay trong báo cáo đang soạn. Lập chỉ tiêu mới cho cách tính khác."
            )
        return how

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        how = data.get("how")
        if how != How.ACTIVITIES:
            data["aggregate"] = ""
        elif not data.get("aggregate"):
            self.add_error("aggregate", "Chọn phép tính.")
        if how != How.SOURCE:
            data["source"] = ""
        elif not data.get("source"):
            self.add_error("source", "Chọn nguồn số liệu.")
        self._clean_sides(data)
        if not self.errors:
            self.instance.filter = self.filter() if how == How.ACTIVITIES else {}
            data["name"] = nfc(squeeze(data["name"]))
        return data

    def _clean_sides(self, data: dict[str, Any]) -> None:
        if data.get("how") != How.RATIO:
            data["numerator"] = data["denominator"] = None
            return
        for name, word in (("numerator", "tử số"), ("denominator", "mẫu số")):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, f"Chọn {word} của tỷ lệ.")
        sides = [data[name] for name in ("numerator", "denominator") if data.get(name)]
        if sides and leads_to(self.instance, sides):
            self.add_error("numerator", "Tỷ lệ này tính vòng lại chính nó. Chọn chỉ tiêu khác.")


class TrialForm(forms.Form):
    """For which unit and days an indicator is tried out."""

    thu_don_vi = UnitField(label="Đơn vị", over=None)
    thu_tu = DayField(label="Từ ngày")
    thu_den = DayField(label="Đến ngày")

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_optional = True
        field = self.fields["thu_don_vi"]
        assert isinstance(field, UnitField)
        field.units = units

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first: dt.date | None = data.get("thu_tu")
        last: dt.date | None = data.get("thu_den")
        if first and last and last < first:
            self.add_error("thu_den", "Ngày cuối phải từ ngày đầu trở đi.")
        return data
