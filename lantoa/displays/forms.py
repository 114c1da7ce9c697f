import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.displays.models import PLACE, PostingRule
from lantoa.ledger.activity_form import EvidenceField
from lantoa.ledger.day_field import DayField
from lantoa.organisations.models import UnitGroup
from lantoa.procedures.enums import Level
from lantoa.procedures.models import Procedure


class ProcedureChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class ConfirmForm(forms.Form):
    """What hangs at a place, shown by photos; the same form twice makes one confirmation."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    act = forms.ChoiceField(
        label="Việc đã làm",
        choices=[("post", "Đã treo bản đang có hiệu lực"), ("remove", "Đã gỡ xuống")],
        widget=forms.RadioSelect,
    )
    procedures = ProcedureChoices(
        Procedure.objects.none(),
        label="Thủ tục",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một thủ tục."},
    )
    place = forms.CharField(label="Nơi niêm yết", max_length=150)
    on = DayField(label="Ngày chụp ảnh")
    photos = EvidenceField(
        label="Ảnh chụp bản đang treo",
        help_text="Chụp rõ tên thủ tục; một ảnh có thể cho cả bảng.",
        error_messages={"required": "Gửi ít nhất một ảnh chụp."},
    )

    def __init__(
        self, *args: Any, procedures: Sequence[int], chosen: Sequence[int], is_removal: bool, place: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["procedures"]
        assert isinstance(field, ProcedureChoices)
        field.queryset = Procedure.objects.filter(pk__in=procedures).order_by("sort_key", "pk")
        field.initial = list(chosen)
        self.fields["act"].initial = "remove" if is_removal else "post"
        self.fields["place"].initial = place or PLACE
        self.fields["on"].initial = timezone.localdate()
        self.fields["form_key"].initial = uuid.uuid4()
        if lost := [str(file.name) for file in self.files.getlist("photos")] if self.files else []:
            self.fields["photos"].help_text = f"Biểu bị trả lại thì tệp không giữ được, chọn lại: {', '.join(lost)}."

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("Ngày này chưa đến. Ghi ngày đã chụp ảnh.")
        return day


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = PostingRule
        fields = ("name", "group", "level", "field", "procedures", "days")
        widgets = {"procedures": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group, procedures = self.fields["group"], self.fields["procedures"]
        assert isinstance(group, forms.ModelChoiceField)
        assert isinstance(procedures, forms.ModelMultipleChoiceField)
        group.queryset = UnitGroup.objects.visible_to(user).filter(owner=self.instance.owner)
        group.empty_label = "Chọn một nhóm"
        self.fields["level"].choices = [("", "Không theo cấp, chọn từng thủ tục"), *Level.choices]  # type: ignore[attr-defined]
        procedures.queryset = Procedure.objects.in_force().order_by("level", "sort_key")
        procedures.label_from_instance = lambda obj: f"{obj.label} ({obj.get_level_display()})"  # type: ignore[method-assign]
        self.fields["version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("level") and not data.get("procedures"):
            raise ValidationError("Chọn một cấp, hoặc chọn từng thủ tục phải niêm yết.")
        return data
