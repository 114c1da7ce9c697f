import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.ledger.day_field import DayField
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import CalendarDay
from lantoa.ledger.working_days import YEARS
from lantoa.vietnamese.calendar import WorkCalendar


class ObligationFilter(forms.Form):
    """Filters of the list, in the address."""

    q = forms.CharField(label="Tìm", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False)
    loai = forms.ChoiceField(
        label="Loại việc", required=False, choices=[("", "Mọi loại việc"), *ObligationKind.choices]
    )
    tu_ngay = DayField(label="Hạn từ ngày", required=False)
    den_ngay = DayField(label="Hạn đến ngày", required=False)

    STATES = (
        ("", "Chưa xong"),
        ("qua-han", "Quá hạn"),
        ("cho-ngay", "Chờ ấn định ngày"),
        ("xong", "Đã xong"),
        ("xong-dung-han", "Đã xong, đúng hạn"),
        ("xong-muon", "Đã xong, muộn"),
        ("khong-phat-sinh", "Không phát sinh"),
        ("khong-phai-lam", "Không phải làm"),
        ("da-giao", "Tất cả việc phải làm"),
        ("tat-ca", "Tất cả"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["tinh_trang"].choices = self.STATES  # type: ignore[attr-defined]


class DueForm(forms.Form):
    """The office sets or moves a due day."""

    due_on = DayField(label="Hạn mới", help_text="Ngày/tháng/năm.")
    words = forms.CharField(label="Căn cứ hoặc lý do", max_length=250, required=False)

    def clean_due_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["due_on"]
        if day.year not in YEARS:
            raise ValidationError(f"Ghi năm từ {YEARS[0]} đến {YEARS[-1]}.")
        return day


class ReasonForm(forms.Form):
    """Why a unit need not do it: read by everyone."""

    reason = forms.CharField(
        label="Lý do không phải làm",
        max_length=300,
        help_text="Lý do được ghi lại cho mọi người xem, ví dụ: đơn vị không có bậc học này.",
    )


class DayForm(forms.ModelForm):  # type: ignore[type-arg]
    """A day that is off or worked against the rule."""

    is_working = forms.TypedChoiceField(
        label="Loại ngày",
        choices=(("", "Chọn"), ("0", "Được nghỉ"), ("1", "Đi làm (làm bù, hoán đổi)")),
        coerce=lambda chosen: chosen == "1",
    )
    field_order = ("day", "is_working", "name", "decision")

    class Meta:
        model = CalendarDay
        fields = ("day", "is_working", "name", "decision")
        help_texts = {
            "day": "Ngày/tháng/năm.",
            "name": "Ví dụ: nghỉ Tết Nguyên đán, làm bù cho ngày 30/4.",
            "decision": "Số, ngày và cơ quan ban hành thông báo.",
        }
        error_messages = {"day": {"unique": "Ngày này đã có trong danh sách. Bỏ dòng cũ trước khi thêm lại."}}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, is_working = data.get("day"), data.get("is_working")
        if day is None or not isinstance(is_working, bool):
            return data
        if day.year not in YEARS:
            raise ValidationError({"day": f"Ghi năm từ {YEARS[0]} đến {YEARS[-1]}."})
        if WorkCalendar().is_working_day(day) == is_working:
            rule = "ngày làm việc" if is_working else "ngày nghỉ"
            raise ValidationError({"day": f"Ngày {day:%d/%m/%Y} vốn là {rule}, không cần ghi thêm."})
        return data


STATE_FILTERS: dict[str, dict[str, Any]] = {
    "": {"state__in": [ObligationState.OPEN, ObligationState.WAITING]},
    "cho-ngay": {"state": ObligationState.WAITING},
    "xong": {"state__in": [ObligationState.MET, ObligationState.MET_LATE, ObligationState.NIL]},
    "khong-phai-lam": {"state": ObligationState.EXCLUDED},
    "xong-dung-han": {"state": ObligationState.MET},
    "xong-muon": {"state": ObligationState.MET_LATE},
    "khong-phat-sinh": {"state": ObligationState.NIL},
    "da-giao": {"state__in": [one for one in ObligationState if one != ObligationState.EXCLUDED]},
    "tat-ca": {},
}
