"""Forms of acts on a case. Each carries the version of the case that the person saw."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import tokens
from lantoa.feedback.asking import usual_day
from lantoa.feedback.enums import OTHER_LAW, CaseKind, SentBy
from lantoa.feedback.extending import days_left
from lantoa.feedback.guidance import Ground, guidance_for
from lantoa.feedback.models import Case
from lantoa.feedback.models.case import SEALED
from lantoa.feedback.moving import handlers_of
from lantoa.ledger.day_field import DayField
from lantoa.organisations.forms.fields import UnitField
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import nfc

_DAY = {"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "autocomplete": "off"}


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class CaseForm(forms.Form):
    """What every act carries."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        self.initial.setdefault("version", case.version)

    def given(self) -> dict[str, Any]:
        """The fields as the act takes them."""
        return {name: nfc(value) if isinstance(value, str) else value for name, value in self.cleaned_data.items()}


class TriageForm(CaseForm):
    """Kind by law."""

    kind = forms.ChoiceField(
        label="Đây là",
        choices=CaseKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại phản ánh.", "invalid_choice": "Chọn một loại trong danh sách."},
    )
    is_joint = forms.BooleanField(
        label="Cần nhiều đơn vị phối hợp trả lời", required=False, help_text="Thời hạn dài hơn theo quy định áp dụng."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kind", self.case.kind or self.case.suggested_kind)
        self.initial.setdefault("is_joint", self.case.is_joint)


class DivertForm(CaseForm):
    """Guidance to another law's procedure."""

    kind = forms.ChoiceField(label="Loại", choices=[(one.value, one.label) for one in CaseKind if one in OTHER_LAW])
    text = forms.CharField(
        label="Lời hướng dẫn gửi người gửi",
        max_length=5000,
        widget=_area(14),
        help_text="Đọc lại và sửa cho đúng nơi nhận.",
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = kind if kind in OTHER_LAW else CaseKind.COMPLAINT
        self.initial.update(kind=chosen, text=guidance_for(chosen))


class RefuseForm(CaseForm):
    """Why it is not accepted."""

    ground = forms.ChoiceField(
        label="Căn cứ",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn căn cứ không tiếp nhận."},
    )
    more = forms.CharField(label="Giải thích thêm cho người gửi", required=False, max_length=2000, widget=_area(4))


class JoinForm(CaseForm):
    """Into which case, by its code; what that is about is shown before it is done."""

    code = forms.CharField(label="Mã phản ánh cần gộp vào", max_length=30, help_text="Ví dụ PA-7K2M-4XQ9.")
    is_same = forms.BooleanField(label="Đã xem phản ánh kia, cùng một nội dung", required=False)

    @property
    def other(self) -> Case | None:
        """The case of the code; None before there is one that the person sees."""
        return getattr(self, "cleaned_data", {}).get("code")

    def clean_code(self) -> Case:
        code = tokens.read_code(self.cleaned_data["code"])
        rows = Case.objects.visible_to(self.user).select_related("holder").defer(*SEALED)
        found: Case | None = rows.filter(code=code).first() if code else None
        if found is None:
            raise ValidationError("Không có phản ánh nào mang mã này trong phần được xem.")
        return found

    def clean(self) -> dict[str, Any]:
        if self.other is not None and not self.cleaned_data.get("is_same"):
            self.add_error("is_same", "Xem phản ánh kia; cùng nội dung thì đánh dấu ô này rồi bấm Gộp.")
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        return {"into": self.cleaned_data["code"], "version": self.cleaned_data["version"]}


class SplitForm(CaseForm):
    """A part of another kind."""

    kind = forms.ChoiceField(
        label="Phần tách ra là", choices=[("", "Phân loại sau"), *CaseKind.choices], required=False
    )
    text = forms.CharField(
        label="Nội dung phần tách ra",
        max_length=20_000,
        widget=_area(6),
        help_text="Chép đúng lời người gửi. Phản ánh gốc giữ nguyên văn.",
    )


class ReasonForm(CaseForm):
    """A reason and nothing else."""

    reason = forms.CharField(label="Lý do", max_length=2000, widget=_area(4))


class AssignForm(CaseForm):
    """To whom in the unit."""

    handler = forms.ModelChoiceField(
        User.objects.none(),
        label="Người xử lý",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn người xử lý."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = handlers_of(self.case.holder) if self.case.holder else []
        self.fields["handler"].queryset = User.objects.filter(pk__in=[one.pk for one in people])  # type: ignore[attr-defined]
        self.initial.setdefault("handler", self.case.handler_id)


class MoveForm(CaseForm):
    """To which unit, and why."""

    to = UnitField(label="Chuyển đến đơn vị", over=None)
    reason = forms.CharField(
        label="Lý do chuyển", max_length=2000, widget=_area(3), help_text="Người gửi và đơn vị nhận đọc được."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.units = Unit.objects.current()
        if self.case.suggested_unit_id and self.case.suggested_unit_id != self.case.holder_id:
            self.initial.setdefault("to", self.case.suggested_unit)


class AskForm(CaseForm):
    """What the sender should add, and by when."""

    text = forms.CharField(label="Cần người gửi bổ sung điều gì", max_length=2000, widget=_area(5))
    answer_by = DayField(label="Bổ sung trước ngày", widget=forms.DateInput(attrs=_DAY))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answer_by", usual_day(self.case, timezone.localdate()))


class ExtendForm(CaseForm):
    """How many days more."""

    days = forms.IntegerField(
        label="Thêm số ngày", min_value=1, max_value=60, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    reason = forms.CharField(label="Lý do", max_length=2000, widget=_area(3), help_text="Người gửi đọc được lý do này.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = f"Quy định còn cho gia hạn tối đa {days_left(self.case)} ngày."


class NoteForm(CaseForm):
    """A word for colleagues; the sender does not see it."""

    text = forms.CharField(label="Ghi chú nội bộ", max_length=2000, widget=_area(2))


class SendForm(forms.Form):
    """What the letter bears and how it goes."""

    number = forms.CharField(label="Số", max_length=60, help_text="Gõ số, hệ thống thêm ký hiệu.")
    issued_on = DayField(label="Ngày ký", widget=forms.DateInput(attrs=_DAY))
    signer_role = forms.CharField(
        label="Chức vụ người ký", max_length=120, help_text="Ký thay thì ghi cả: KT. Hiệu trưởng Phó Hiệu trưởng."
    )
    signer_name = forms.CharField(label="Người ký", max_length=120)
    ways = forms.MultipleChoiceField(
        label="Gửi bằng",
        choices=[(one.value, one.label) for one in SentBy if one != SentBy.PAGE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trang theo dõi của người gửi luôn có thư này.",
    )
