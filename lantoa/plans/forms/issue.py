import datetime as dt
from collections import Counter
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.documents.writing.wording import symbol_of
from lantoa.ledger.enums import ObligationKind
from lantoa.plans.enums import MentionState
from lantoa.plans.forms.fields import Words, area
from lantoa.plans.models import Plan
from lantoa.plans.obligations import Asked
from lantoa.plans.sheet import Sheet


class ReturnForm(forms.Form):
    note = forms.CharField(
        label="Cần sửa gì",
        widget=area(4),
        help_text="Người soạn thấy lý do này ngay trên trang soạn thảo.",
        error_messages={"required": "Ghi lý do trả lại để người soạn biết cần sửa gì."},
    )


class IssueForm(forms.Form):
    """Number and day are given after the signature (Nghị định 30/2020/NĐ-CP, Điều 15)."""

    number = Words(label="Số, ký hiệu", max_length=60, error_messages={"required": "Ghi số, ký hiệu của kế hoạch."})
    dated = forms.DateField(label="Ngày ban hành", error_messages={"required": "Ghi ngày ban hành."})

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        symbol = plan.unit.symbol and f"KH-{plan.unit.symbol}"
        self.initial = {"number": plan.number, "dated": plan.issued_on or today}
        self.fields["number"].help_text = f"Ví dụ: 07/{symbol or symbol_of(plan.issuer_text)}."

    def clean_dated(self) -> dt.date:
        day: dt.date = self.cleaned_data["dated"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày ban hành không thể ở tương lai.")
        return day

    @staticmethod
    def what_is_asked(plan: Plan) -> dict[str, Any]:
        """What issuing will open: how many debts of each kind, of how many units."""
        asked = Asked(plan)
        debts = list(asked.debts())
        kinds = Counter(debt.kind for debt in debts)
        labels = [(str(ObligationKind(kind).label), count) for kind, count in kinds.items()]
        return {
            "kinds": labels,
            "units": len({debt.unit_id for debt in debts}),
            "total": len(debts),
            "unreached": unreached(asked),
        }


def unreached(asked: Asked) -> list[tuple[str, str, int]]:
    """Names in the plan's rows that reach no unit on the day: the name, why, and how many rows name it."""
    sheet = Sheet(asked.plan)
    found = []
    for mention in sheet.mentions:
        rows = len({place.key for place in sheet.uses.get(mention.pk, [])})
        if rows and not asked.units.get(mention.pk):
            is_outside = mention.state == MentionState.OUTSIDE
            found.append((mention.text, "cơ quan ngoài hệ thống" if is_outside else "hiện không có đơn vị nào", rows))
    return found
