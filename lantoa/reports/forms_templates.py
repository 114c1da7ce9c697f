"""What the office types about the form of a report."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.reports.enums import Comparison
from lantoa.reports.forms_edited import EditedForm, FilterFields, filter_initial
from lantoa.reports.models import (
    Indicator,
    ReportTemplate,
    TemplateCheck,
    TemplateGroup,
    TemplateHeading,
    TemplateRow,
)
from lantoa.reports.template_editing import usable_indicators
from lantoa.vietnamese.numbers import NumberError, parse_number
from lantoa.vietnamese.text import nfc, squeeze

_MOST = Decimal(10) ** 15
DEPTHS = ((1, "Mục lớn (I, II, III)"), (2, "Mục nhỏ (1, 2, 3)"))


class HeadForm(EditedForm):
    class Meta:
        model = ReportTemplate
        fields = ("name", "title", "receiver", "is_section")


class TemplatePartForm(EditedForm):
    """A part of a template; a new one belongs to `template`."""

    def __init__(self, *args: Any, template: ReportTemplate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self.instance.template = template


class GroupForm(TemplatePartForm):
    class Meta:
        model = TemplateGroup
        fields = ("title",)

    def clean_title(self) -> str:
        return nfc(squeeze(self.cleaned_data["title"]))


class RowForm(TemplatePartForm):
    """Where an indicator stands and whether it must have a figure."""

    class Meta:
        model = TemplateRow
        fields = ("group", "is_required")
        labels = {"group": "Nhóm"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)
        group.queryset, group.empty_label = self.template.groups.filter(retired_at__isnull=True), "Không thuộc nhóm nào"


class HeadingForm(TemplatePartForm, FilterFields):
    """A heading and from which activities its draft is written."""

    depth = forms.TypedChoiceField(label="Cấp", choices=DEPTHS, coerce=int, initial=1, widget=forms.RadioSelect)

    class Meta:
        model = TemplateHeading
        fields = ("title", "depth", "role", "hint", "is_required")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**filter_initial(self.instance.filter), **self.initial}
        self.fields["role"].help_text = "Cho biết hệ thống viết bản nháp nào dưới mục này."
        self.order_fields(["title", "depth", "role", "kinds", "channels", "words", "hint", "is_required"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            self.instance.filter = self.filter()
            data["title"] = nfc(squeeze(data["title"]))
        return data


class CheckForm(TemplatePartForm):
    """A rule between the template's figures."""

    left = forms.MultipleChoiceField(
        label="Tổng của",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một chỉ tiêu cho vế trái."},
    )
    comparison = forms.ChoiceField(
        label="Phải", choices=Comparison, widget=forms.RadioSelect, initial=Comparison.AT_MOST
    )
    right = forms.MultipleChoiceField(label="So với tổng của", widget=forms.CheckboxSelectMultiple, required=False)
    number = forms.CharField(label="Hoặc con số", required=False, help_text="Khi không chọn chỉ tiêu nào ở vế phải.")

    class Meta:
        model = TemplateCheck
        fields = ("left", "comparison", "right", "number", "sentence", "is_blocking")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names_of(self.template)
        self.initial["comparison"] = self.instance.comparison or Comparison.AT_MOST
        held = [*self.instance.left, *(self.instance.right or [])]
        codes = dict.fromkeys([*self.names, *held])
        choices = [(code, f"{self.names[code]} ({code})" if code in self.names else code) for code in codes]
        for name in ("left", "right"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices
        self.fields["sentence"].help_text = "Ví dụ: Nhiệm vụ đúng hạn không thể nhiều hơn nhiệm vụ đã hoàn thành."

    def clean_number(self) -> Decimal | None:
        typed = self.cleaned_data["number"]
        if not typed.strip():
            return None
        try:
            found = parse_number(typed)
        except NumberError as fault:
            raise ValidationError(str(fault)) from fault
        if abs(found) >= _MOST:
            raise ValidationError("Số quá lớn. Kiểm tra lại.")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data["right"] and data["number"] is None:
            raise ValidationError({"right": "Chọn chỉ tiêu cho vế phải, hoặc ghi con số để so sánh."})
        if not self.errors and set(data["left"]) == set(data["right"]):
            raise ValidationError({"right": "Hai vế đang là một; chọn chỉ tiêu khác."})
        if data.get("right"):
            data["number"] = None
        return data


class IndicatorsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Indicators by name, code and measure."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code}, {obj.measure})"


class AddRowsForm(forms.Form):
    """Indicators that the template does not have yet, and the group that they go to."""

    group = forms.ModelChoiceField(
        TemplateGroup.objects.none(), label="Đưa vào nhóm", required=False, empty_label="Không thuộc nhóm nào"
    )
    indicators = IndicatorsField(
        Indicator.objects.none(),
        label="Chỉ tiêu",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một chỉ tiêu."},
    )

    def __init__(self, *args: Any, template: ReportTemplate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group, indicators = self.fields["group"], self.fields["indicators"]
        assert isinstance(group, forms.ModelChoiceField)
        assert isinstance(indicators, forms.ModelMultipleChoiceField)
        group.queryset = template.groups.filter(retired_at__isnull=True)
        there = template.rows.filter(retired_at__isnull=True).values("indicator")
        indicators.queryset = usable_indicators(template.unit).exclude(pk__in=there)

    @property
    def has_all(self) -> bool:
        """Whether nothing is left to put in."""
        indicators = self.fields["indicators"]
        assert isinstance(indicators, forms.ModelMultipleChoiceField)
        return not (indicators.queryset is not None and indicators.queryset.exists())


def names_of(template: ReportTemplate) -> dict[str, str]:
    """The names of the template's indicators in use, by code."""
    rows = template.rows.filter(retired_at__isnull=True).order_by("group__order", "order")
    return dict(rows.values_list("indicator__code", "indicator__name"))


FORMS: dict[str, type[TemplatePartForm]] = {
    "nhom": GroupForm,
    "dong": RowForm,
    "muc": HeadingForm,
    "kiem-tra": CheckForm,
}
