from typing import Any

from django import forms

from lantoa.ledger.enums import ObligationKind, ObligationState


class ObligationFilter(forms.Form):
    """Filters of the list, in the address."""

    q = forms.CharField(label="Tìm", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False)
    loai = forms.ChoiceField(
        label="Loại việc", required=False, choices=[("", "Mọi loại việc"), *ObligationKind.choices]
    )
    tu_ngay = forms.DateField(label="Hạn từ ngày", required=False)
    den_ngay = forms.DateField(label="Hạn đến ngày", required=False)

    STATES = (
        ("", "Chưa xong"),
        ("qua-han", "Quá hạn"),
        ("cho-ngay", "Chờ ấn định ngày"),
        ("xong", "Đã xong"),
        ("khong-phai-lam", "Không phải làm"),
        ("tat-ca", "Tất cả"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["tinh_trang"].choices = self.STATES  # type: ignore[attr-defined]


class DueForm(forms.Form):
    """The office sets or moves a due day."""

    due_on = forms.DateField(label="Hạn mới", help_text="Ngày/tháng/năm.")
    words = forms.CharField(label="Căn cứ hoặc lý do", max_length=250, required=False)


class ReasonForm(forms.Form):
    """Why a unit need not do it: read by everyone."""

    reason = forms.CharField(
        label="Lý do không phải làm",
        max_length=300,
        help_text="Lý do được ghi lại cho mọi người xem, ví dụ: đơn vị không có bậc học này.",
    )


STATE_FILTERS: dict[str, dict[str, Any]] = {
    "": {"state__in": [ObligationState.OPEN, ObligationState.WAITING]},
    "cho-ngay": {"state": ObligationState.WAITING},
    "xong": {"state__in": [ObligationState.MET, ObligationState.MET_LATE, ObligationState.NIL]},
    "khong-phai-lam": {"state": ObligationState.EXCLUDED},
    "tat-ca": {},
}
