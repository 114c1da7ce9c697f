import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.plans.forms.fields import Words, area
from lantoa.plans.forms.head import next_plan_year, plan_years
from lantoa.plans.models import Plan

ACCEPTED = (".docx", ".pdf", ".doc", ".txt", ".md", ".html", ".htm", ".rtf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


class NewForm(forms.Form):
    """`form_key` makes one form one plan, however often it is sent; the unit is asked only where there is a choice."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị ban hành")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{kwargs.get('prefix') or 'moi'}_%s")
        super().__init__(*args, **kwargs)
        units = access.units_where(user, Power.WRITE)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.initial["form_key"] = uuid.uuid4()
        home = access.home_unit(user)
        self.initial["unit"] = home.pk if home in units else (units[0].pk if units else None)
        if self.initial["unit"]:
            field.empty_label = None
        if len(units) < 2:
            field.widget = forms.HiddenInput()


class UploadForm(NewForm):
    file = forms.FileField(
        label="Văn bản kế hoạch",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={"required": "Chọn tệp văn bản của kế hoạch.", "empty": "Tệp này trống. Kiểm tra lại tệp gốc."},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // (1024 * 1024)
            raise forms.ValidationError(f"Tệp lớn quá {limit} MB. Nén ảnh trong tệp hoặc tách nhỏ rồi tải lên lại.")
        return file


class BlankForm(NewForm):
    title = Words(label="Trích yếu", widget=area(2), help_text="Ví dụ: Tuyên truyền cải cách hành chính năm 2027.")
    year = forms.TypedChoiceField(label="Năm", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years: Any = self.fields["year"]
        years.choices = [(year, str(year)) for year in plan_years()]
        self.initial.setdefault("year", next_plan_year())


class CopyForm(NewForm):
    plan = forms.ModelChoiceField(Plan.objects.none(), label="Kế hoạch", empty_label=None)
    year = forms.TypedChoiceField(label="Sang năm", coerce=int)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        del self.fields["unit"]
        own = [unit.pk for unit in access.units_where(user, Power.WRITE)]
        plans: Any = self.fields["plan"]
        plans.queryset = Plan.objects.visible_to(user).filter(unit__in=own).select_related("unit")
        plans.label_from_instance = lambda plan: f"{plan.year}: {plan.title}"
        years: Any = self.fields["year"]
        years.choices = [(year, str(year)) for year in plan_years()]
        self.initial.setdefault("year", next_plan_year())
