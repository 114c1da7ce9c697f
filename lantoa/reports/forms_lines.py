"""What the office types about a line of reporting."""

from typing import Any

from django import forms
from django.utils import timezone

from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger.day_field import DayField
from lantoa.organisations.forms.fields import UnitField
from lantoa.organisations.models import Unit
from lantoa.reports import line_keeping
from lantoa.reports.models import ReportingLine, ReportTemplate

_DAY = {"required": "Ghi ngày, ví dụ 01/7/2026."}


class LineForm(forms.Form):
    """From a day on, a unit reports to another than the one above it."""

    unit = UnitField(label="Đơn vị", over=Power.DIRECT, error_messages={"required": "Ghi đơn vị gửi báo cáo."})
    to_unit = UnitField(label="Báo cáo cho", over=None, error_messages={"required": "Ghi đơn vị nhận báo cáo."})
    template = forms.ModelChoiceField(
        ReportTemplate.objects.none(), label="Trong báo cáo", required=False, empty_label="Mọi báo cáo"
    )
    valid_from = DayField(label="Từ ngày", error_messages=_DAY)
    valid_to = DayField(
        label="Đến trước ngày", required=False, error_messages=_DAY, help_text="Để trống khi chưa biết ngày kết thúc."
    )
    reason = forms.CharField(
        label="Căn cứ", max_length=250, help_text="Văn bản hoặc lý do.", error_messages={"required": "Ghi căn cứ."}
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"valid_from": timezone.localdate()})
        super().__init__(*args, **kwargs)
        unit, to_unit, template = (self.fields[name] for name in ("unit", "to_unit", "template"))
        assert isinstance(unit, UnitField)
        assert isinstance(to_unit, UnitField)
        assert isinstance(template, forms.ModelChoiceField)
        unit.units = line_keeping.redirectable(user)
        to_unit.units = Unit.objects.visible_to(user).current()
        template.queryset = ReportTemplate.objects.visible_to(user).filter(retired_at__isnull=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last <= first:
            self.add_error("valid_to", "Ngày kết thúc phải sau ngày bắt đầu.")
        if data.get("unit") and data.get("unit") == data.get("to_unit"):
            self.add_error("to_unit", "Chọn một đơn vị khác.")
        return data

    def line(self) -> ReportingLine:
        """The line as typed, not yet on record."""
        return ReportingLine(**self.cleaned_data)


class EndLineForm(forms.Form):
    on = DayField(
        label="Thôi báo cáo theo tuyến này từ ngày",
        error_messages=_DAY,
        help_text="Từ ngày này báo cáo lại đi theo cấp quản lý. Tuyến ghi nhầm thì chọn ngày bắt đầu: tuyến bị xóa.",
    )
