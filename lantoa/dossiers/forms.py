from typing import Any

from django import forms

from lantoa.accounts.models import User
from lantoa.dossiers import entering
from lantoa.dossiers.models import FIGURES, DossierFigures, DossierScheme, DossierTarget
from lantoa.organisations.models import UnitGroup

# The page reads in the order in which a dossier goes.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Hồ sơ nhận", ("carried", "received", "online")),
    ("Hồ sơ giải quyết", ("on_time", "late", "withdrawn")),
    ("Còn đang giải quyết", ("pending_in_time", "pending_late")),
    ("Phí, trả kết quả, số hóa", ("with_fee", "paid_online", "by_post", "digitised")),
)
_MOST = 9_999_999


class FiguresForm(forms.ModelForm):  # type: ignore[type-arg]
    """A month on one page. A box left empty is 0, but for what was received: that is always said."""

    field_name = forms.CharField(label="Lĩnh vực", required=False, max_length=150)
    reason = forms.CharField(
        label="Lý do đính chính", required=False, max_length=300, help_text="Ví dụ: đối chiếu lại với phần mềm một cửa."
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = DossierFigures
        fields = FIGURES

    def __init__(self, *args: Any, fields_known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_correction = self.instance.pk is not None
        for name in FIGURES:
            old = self.fields[name]
            self.fields[name] = forms.IntegerField(
                label=old.label,
                help_text=old.help_text,
                required=name == "received",
                min_value=0,
                max_value=_MOST,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "num"}),
                error_messages={
                    "required": "Ghi số hồ sơ tiếp nhận; nếu không có, ghi 0 hoặc bấm “Không phát sinh”.",
                    "invalid": "Ghi một số nguyên, ví dụ 12.",
                    "min_value": "Số hồ sơ không thể nhỏ hơn 0.",
                    "max_value": "Số này lớn bất thường; kiểm tra lại.",
                },
            )
        self.fields["field_name"].initial = self.instance.field
        self.fields["version"].initial = self.instance.version
        if self.is_correction:
            del self.fields["field_name"]
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = entering.REASON_MISSING
        else:
            del self.fields["reason"], self.fields["version"]
            self.fields["field_name"].widget.attrs |= {"list": "linh-vuc", "autocomplete": "off"}
        self.fields_known = fields_known

    def clean(self) -> dict[str, Any]:
        """Empty boxes are 0."""
        data: dict[str, Any] = super().clean() or {}
        for name in FIGURES:
            if name in data and data[name] is None:
                data[name] = 0
        return data

    def _post_clean(self) -> None:
        """The model is filled by `entering`, after the rules were asked."""

    @property
    def values(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in FIGURES}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes as the page sets them."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]


class TargetForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = DossierTarget
        fields = ("online", "on_time", "digitised", "paid_online", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("online", "on_time", "digitised", "paid_online"):
            field = self.fields[name]
            field.localize = True
            field.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})
            field.widget.is_localized = True
            field.error_messages["invalid"] = "Ghi một số từ 0 đến 100, ví dụ 85 hoặc 92,5."


class SchemeForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = DossierScheme
        fields = ("group", "since", "due_day")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)
        group.queryset = UnitGroup.objects.visible_to(user).filter(owner=self.instance.unit)
        group.empty_label = "Mọi sở, xã, phường, đơn vị trực thuộc, trường"
        group.help_text = "Để trống: mọi đơn vị có tiếp nhận hồ sơ."
