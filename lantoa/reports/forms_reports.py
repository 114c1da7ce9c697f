"""What people type about a report beside its content: reasons, number and day."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.ledger import evidence
from lantoa.ledger.day_field import DayField
from lantoa.reports import numbering
from lantoa.reports.models import Report
from lantoa.reports.returning import LONGEST_REPLY, reply_mark
from lantoa.reports.typed import figure_key, heading_key


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReturnForm(forms.Form):
    """Why a report goes back, and which of its figures and headings that concerns."""

    note = forms.CharField(
        label="Cần sửa gì",
        max_length=2000,
        widget=_area(4),
        help_text="Lý do hiện ngay trên trang soạn báo cáo của đơn vị cho đến khi trình lại.",
        error_messages={"required": "Ghi lý do trả lại để người soạn biết cần sửa gì."},
    )
    about = forms.MultipleChoiceField(
        label="Chỗ cần sửa",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trên trang soạn, lý do dẫn thẳng đến những chỗ này.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = report.last_step
        about = self.fields["about"]
        assert isinstance(about, forms.MultipleChoiceField)
        about.choices = rows_of(report)

    def clean_seen(self) -> str | None:
        """None where the page did not say what was read."""
        return self.cleaned_data["seen"] if "seen" in self.data else None


def rows_of(report: Report) -> list[tuple[str, str]]:
    """The key and name of each figure and heading of the report's template, in its order."""
    template = report.period.template
    rows = template.rows.filter(retired_at__isnull=True).order_by("order", "pk")
    figures = rows.values_list("indicator_id", "indicator__name")
    headings = template.headings.filter(retired_at__isnull=True).order_by("order", "pk").values_list("pk", "title")
    return [(figure_key(pk), name) for pk, name in figures] + [(heading_key(pk), title) for pk, title in headings]


class AnswerForm(forms.Form):
    """A form with the answer to a return in its field `answer`; it carries a mark of the answer that it was opened
    with, so that what another saved meanwhile is not overwritten unseen."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = "reply"

    def __init__(self, data: Any = None, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(data.copy() if data is not None else None, *args, **kwargs)
        self.initial.update({"mark": reply_mark(report.reply), self.answer: report.reply})

    def lay_beside(self, theirs: str) -> None:
        """Show the answer that another saved meanwhile; sent again, this one stands on it."""
        data: Any = self.data  # a copy that may be written
        data["mark"] = reply_mark(theirs)
        said = f"Có người vừa lưu câu trả lời khác: “{theirs}”. Gộp hai câu rồi gửi, hoặc gửi để thay câu kia."
        self.add_error(self.answer, said)


class ResubmitForm(AnswerForm):
    reply = forms.CharField(
        label="Trả lời, giải trình",
        max_length=LONGEST_REPLY,
        widget=_area(4),
        help_text="Nơi đã trả lại đọc phần này cùng báo cáo.",
        error_messages={"required": "Ghi vì sao trình lại mà không sửa: nơi đã trả lại cần biết."},
    )


class KeyForm(forms.Form):
    reason = forms.CharField(
        label="Lý do nhập thay",
        max_length=300,
        help_text="Ví dụ: trường mất mạng, gửi số liệu qua điện thoại.",
        error_messages={"required": "Ghi lý do nhập thay: đơn vị sẽ đọc lý do này."},
    )


class VouchForm(forms.Form):
    """The signed paper on which a report goes out whose head cannot approve it here."""

    signed_by = forms.CharField(
        label="Người ký bản giấy",
        max_length=120,
        error_messages={"required": "Ghi họ tên thủ trưởng đã ký bản giấy."},
    )
    paper = forms.FileField(
        label="Bản giấy đã ký",
        widget=forms.ClearableFileInput(attrs={"accept": evidence.ACCEPT}),
        help_text="Ảnh chụp hoặc bản quét PDF, tối đa 25 MB.",
        error_messages={"required": "Chọn ảnh chụp hoặc bản quét của bản giấy đã ký."},
    )
    reason = forms.CharField(
        label="Lý do xác nhận thay",
        max_length=300,
        help_text="Ví dụ: trường mất mạng, hiệu trưởng ký bản giấy gửi qua bưu điện.",
        error_messages={"required": "Ghi lý do xác nhận thay: đơn vị sẽ đọc lý do này."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_paper(self) -> evidence.Evidence:
        return evidence.take(self.cleaned_data["paper"])


class CorrectForm(forms.Form):
    reason = forms.CharField(
        label="Lý do đính chính",
        max_length=300,
        widget=_area(3),
        help_text="Lý do đi cùng bản mới. Bản cũ vẫn đọc được và vẫn tính cho đến khi bản mới được chấp nhận.",
        error_messages={"required": "Ghi lý do đính chính: lý do đi cùng báo cáo."},
    )


class NilForm(AnswerForm):
    """A report that came back and is filed as nothing says why: whoever returned it asked for something."""

    note = forms.CharField(
        label="Ghi chú",
        max_length=300,
        required=False,
        help_text="Ví dụ: đơn vị nghỉ hè cả kỳ.",
    )
    answer = "note"

    def __init__(self, *args: Any, is_returned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_returned:
            self.initial["note"] = ""
            return
        self.fields["note"] = forms.CharField(
            label="Trả lời nơi đã trả lại",
            max_length=LONGEST_REPLY,
            widget=_area(4),
            help_text="Ghi điều đã đổi so với lần trước, hoặc vì sao vẫn báo không phát sinh.",
            error_messages={
                "required": "Ghi điều đã đổi, hoặc vì sao vẫn báo không phát sinh: nơi đã trả lại cần biết."
            },
        )


class IssueForm(forms.Form):
    """Number and day are given after the signature (Nghị định 30/2020/NĐ-CP, Điều 15). A running number alone is
    completed, an odd one doubted: either is shown once before it is final (`shown`)."""

    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, error_messages={"required": "Ghi số, ký hiệu của báo cáo."}
    )
    dated = DayField(label="Ngày ban hành", error_messages={"required": "Ghi ngày ban hành, ví dụ 14/6/2026."})
    signer_role = forms.CharField(label="Chức vụ người ký", max_length=120, required=False)
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(data.copy() if data is not None else None, *args, **kwargs)
        self.unit = report.unit
        role, name = numbering.signer_of(report.unit)
        self.initial = {
            "number": report.number,
            "dated": report.dated or timezone.localdate(),
            "signer_role": report.signer_role or role,
            "signer_name": report.signer_name or name,
        }
        symbol = numbering.symbol_for(report.unit)
        self.fields["number"].help_text = f"Chỉ cần ghi số, như 45: trang này ghi đủ 45/{symbol} để xem lại."

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        typed, shown = given.get("number", ""), given.pop("shown", "")
        number = numbering.whole(typed, self.unit)
        if typed and typed != shown:
            self._show(number, typed)
        return given

    def _show(self, number: str, typed: str) -> None:
        """Put the number before the person once more, where it was completed or is odd."""
        doubt = numbering.doubt_of(number, self.unit)
        if number == typed and not doubt:
            return
        data: Any = self.data  # a copy that may be written
        data["number"] = data["shown"] = number
        said = f"Số, ký hiệu đủ là {number}. Xem lại, đúng thì bấm Ban hành lần nữa."
        again = f"{doubt} Sửa lại, hoặc bấm Ban hành lần nữa nếu đúng số này."
        self.add_error("number", again if doubt else said)

    def clean_dated(self) -> dt.date:
        day: dt.date = self.cleaned_data["dated"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày ban hành không thể ở tương lai.")
        return day
