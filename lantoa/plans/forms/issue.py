import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.plans.enums import MentionState
from lantoa.plans.forms.fields import Words, area
from lantoa.plans.models import Plan
from lantoa.plans.obligations import Asked
from lantoa.plans.same_reports import asked_already
from lantoa.plans.screen import Screen
from lantoa.plans.sheet import Sheet
from lantoa.plans.symbols import symbol_for, whole


class ReturnForm(forms.Form):
    note = forms.CharField(
        label="Cần sửa gì",
        widget=area(4),
        help_text="Người soạn thấy lý do này ngay trên trang soạn thảo.",
        error_messages={"required": "Ghi lý do trả lại để người soạn biết cần sửa gì."},
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Lý do thu hồi",
        max_length=250,
        widget=area(3),
        help_text="Mọi đơn vị được giao việc đọc được lý do này.",
        error_messages={"required": "Ghi lý do thu hồi kế hoạch."},
    )


class IssueForm(forms.Form):
    """Number and day are given after the signature (Nghị định 30/2020/NĐ-CP, Điều 15)."""

    number = Words(label="Số, ký hiệu", max_length=60, error_messages={"required": "Ghi số, ký hiệu của kế hoạch."})
    dated = forms.DateField(label="Ngày ban hành", error_messages={"required": "Ghi ngày ban hành."})

    def __init__(self, *args: Any, plan: Plan, typed: Mapping[str, str], **kwargs: Any) -> None:
        """`typed`: what a former try that failed was sent with, as its address keeps it."""
        super().__init__(*args, **kwargs)
        self.plan, self.completed = plan, False
        self.initial = {
            "number": typed.get("so") or plan.number,
            "dated": _day(typed.get("ngay", "")) or plan.issued_on or timezone.localdate(),
        }
        symbol = symbol_for(plan)
        self.fields["number"].help_text = f"Chỉ cần ghi số, như 07: trang này ghi đủ 07/{symbol} để xem lại."

    def clean_number(self) -> str:
        """A number typed alone is completed; `completed` says so, for it is shown before it is final."""
        typed: str = self.cleaned_data["number"]
        number = whole(typed, self.plan)
        self.completed = number != typed
        return number

    def clean_dated(self) -> dt.date:
        day: dt.date = self.cleaned_data["dated"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ngày ban hành không thể ở tương lai.")
        return day


def _day(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def what_is_asked(plan: Plan) -> dict[str, Any]:
    """What issuing will open: how many debts of each kind, of how many units."""
    asked, kinds, units = Asked(plan), Counter[ObligationKind](), set()
    reports = []
    for debt in asked.debts():
        if debt.kind == ObligationKind.REPORT:
            reports.append(debt)
        kinds[debt.kind] += 1
        units.add(debt.unit_id)
    return {
        "kinds": [(str(kind.label), count) for kind, count in kinds.items()],
        "units": len(units),
        "total": kinds.total(),
        "asked_already": asked_already(plan, reports),
        "held_above": _held_above(asked),
        "unreached": unreached(asked),
        "unowed_reports": [str(rule) for rule in Screen(plan).unowed_reports],
    }


def _held_above(asked: Asked) -> str:
    """ "8 việc của chính đơn vị", "12 việc của 3 đơn vị": given by a plan above; else empty."""
    debts = asked.held_above()
    units = set(Obligation.objects.filter(pk__in=debts).values_list("unit_id", flat=True))
    if not debts:
        return ""
    whose = "chính đơn vị" if units == {asked.plan.unit_id} else f"{len(units)} đơn vị"
    return f"{len(debts)} việc của {whose}"


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
