"""The smaller forms: identity, abolition, questions, files, life events."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from lantoa.accounts.models import User
from lantoa.procedures.keeping import kept_levels
from lantoa.procedures.models import LifeEvent, Procedure, ProcedureQuestion, ProcessDocument
from lantoa.vietnamese.text import fold


class ProcedureForm(forms.ModelForm):  # type: ignore[type-arg]
    """What stays through all versions."""

    class Meta:
        model = Procedure
        fields = ("code", "level", "life_events")
        widgets = {"life_events": forms.CheckboxSelectMultiple}
        help_texts = {
            "code": "Như trên Cổng Dịch vụ công quốc gia, ví dụ 2.002481 hoặc 3.000467.H18.",
            "life_events": "Việc trong đời sống mà người dân tìm theo.",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = kept_levels(by)


class AbolitionForm(forms.Form):
    """By which decision a procedure no longer holds."""

    decision_number = forms.CharField(label="Số quyết định bãi bỏ", max_length=60)
    decision_issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    decided_on = forms.DateField(label="Ngày ban hành", help_text="Ngày/tháng/năm.")
    in_force_from = forms.DateField(label="Bãi bỏ từ ngày", help_text="Ngày/tháng/năm.")
    replaced_by = forms.CharField(
        label="Thủ tục thay thế", required=False, help_text="Mã của thủ tục nay áp dụng, nếu có.", max_length=30
    )

    def clean_replaced_by(self) -> Procedure | None:
        code = self.cleaned_data["replaced_by"].strip()
        found = list(Procedure.objects.in_force().coded(code)[:2]) if code else []
        if code and not found:
            raise ValidationError(f"Không có thủ tục đang áp dụng nào mang mã {code}.")
        if len(found) > 1:
            raise ValidationError(f"Mã {code} có ở hai cấp; để trống rồi ghi thủ tục thay thế vào phần hỏi đáp.")
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decided, begins = data.get("decided_on"), data.get("in_force_from")
        if decided and begins and begins < decided:
            self.add_error("in_force_from", "Ngày bãi bỏ không thể trước ngày ban hành quyết định.")
        return data


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A case of life with its answer."""

    class Meta:
        model = ProcedureQuestion
        fields = ("question", "answer", "is_public", "place")
        widgets = {"question": forms.Textarea(attrs={"rows": 2}), "answer": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"place": "Số nhỏ đứng trước."}


class FormFileForm(forms.Form):
    """A form that applicants fill."""

    file = forms.FileField(
        label="Tệp mẫu",
        help_text="Word, Excel hoặc PDF, tối đa 25 MB. Giấy tờ ghi tên mẫu trùng tên tệp được gắn luôn.",
        error_messages={"required": "Chọn tệp mẫu.", "empty": "Tệp này trống. Kiểm tra lại tệp gốc."},
    )


class ProcessForm(forms.ModelForm):  # type: ignore[type-arg]
    """A process of the quality system and its file."""

    chosen = forms.FileField(
        label="Tệp quy trình",
        help_text="PDF, Word hoặc Excel, tối đa 25 MB.",
        error_messages={"required": "Chọn tệp quy trình.", "empty": "Tệp này trống. Kiểm tra lại tệp gốc."},
    )

    class Meta:
        model = ProcessDocument
        fields = ("code", "title", "issue", "issued_on")
        help_texts = {"code": "Ví dụ QT-GDTrH-05.", "issue": "Ví dụ: lần 2."}


class LifeEventForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something that happens, under which people look."""

    class Meta:
        model = LifeEvent
        fields = ("name", "description", "place")
        help_texts = {"name": "Như người dân nói, ví dụ: Chuyển trường.", "place": "Số nhỏ đứng trước."}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        slug = slugify(fold(name))[:80]
        if not slug:
            raise ValidationError("Tên cần có chữ.")
        if LifeEvent.objects.exclude(pk=self.instance.pk).filter(slug=slug).exists():
            raise ValidationError("Đã có sự kiện mang tên này.")
        if not self.instance.pk:
            self.instance.slug = slug
        return name
