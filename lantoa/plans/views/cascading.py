"""The cascade of an issued plan: how many units issued their own, who is missing; drafts made anew."""

import datetime as dt
import io
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.spreadsheet import Column, write_table
from lantoa.ledger.standing import standing
from lantoa.plans.coverage import STATES, Coverage, Line, add_drafts, coverage_of
from lantoa.plans.models import Plan
from lantoa.plans.preparing import begin_preparing, job_of, targets, without_draft
from lantoa.plans.views.getting import visible_plan
from lantoa.tabular.workbooks import XLSX, attachment
from lantoa.ui.pages import page_of
from lantoa.vietnamese.text import fold, search_words

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for; what it cannot mean is left out."""

    q: str
    state: str
    tier: str
    kind: str
    area: str

    @classmethod
    def of(cls, request: PersonRequest) -> "Chosen":
        given = request.GET
        state = given.get("tinh-trang", "thieu")
        return cls(
            given.get("q", "").strip()[:100],
            state if state in STATES else "thieu",
            given.get("cap", ""),
            given.get("loai", ""),
            given.get("dia-ban", ""),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.tier or self.kind or self.area or self.state != "thieu")

    @property
    def query(self) -> str:
        given = {"q": self.q, "tinh-trang": self.state, "cap": self.tier, "loai": self.kind, "dia-ban": self.area}
        return urlencode({name: value for name, value in given.items() if value})

    def takes(self, line: Line, today: dt.date) -> bool:
        unit = line.unit
        return (
            line.is_in(self.state, today)
            and (not self.tier or str(line.tier) == self.tier)
            and (not self.kind or unit.kind == self.kind)
            and (not self.area or unit.area == self.area)
            and all(word in unit.folded for word in search_words(self.q))
        )


@require_GET
def coverage(request: PersonRequest, pk: int) -> HttpResponse:
    """Who has issued their own plan, who has not?"""
    plan, today, chosen = visible_plan(request, pk), timezone.localdate(), Chosen.of(request)
    found = coverage_of(plan, request.user, today)
    lines = [line for line in found.lines if chosen.takes(line, today)]
    if request.GET.get("dang") == "xlsx":
        add_drafts(plan, lines)
        return _as_workbook(plan, found, lines, today)
    page = page_of(request, lines, PER_PAGE)
    add_drafts(plan, page.object_list)
    directs = access.may(request.user, Power.DIRECT, plan.unit)
    context = {
        "plan": plan,
        "found": found,
        "page": page,
        "rows": [(line, standing(line.owed, today)) for line in page.object_list],
        "chosen": chosen,
        "states": STATES.items(),
        "urged": ",".join(str(line.owed.pk) for line in lines if line.owed.is_pending),
        "may_direct": directs and plan.is_issued,
        "waiting": list(plan.cascades.all()) if directs and plan.is_issued else [],
        "preparing": job_of(plan),
        "lacking": len(without_draft(plan, targets(plan))) if directs and plan.is_issued else 0,
    }
    return render(request, "plans/cascade.html", context)


def _as_workbook(plan: Plan, found: Coverage, lines: list[Line], today: dt.date) -> HttpResponse:
    heads = ("Cấp", "Loại đơn vị", "Địa bàn", "Đơn vị", "Tình trạng", "Hạn", "Ngày ban hành", "Kế hoạch", "Lý do")
    rows = [
        [
            line.tier,
            line.unit.get_kind_display(),
            line.unit.area,
            line.unit.name,
            standing(line.owed, today).word,
            line.owed.due_on,
            line.owed.met_on,
            (line.draft.number or line.draft.get_review_state_display()) if line.draft else "",
            line.owed.reason,
        ]
        for line in lines
    ]
    out = io.BytesIO()
    title = f"Kế hoạch của đơn vị theo {plan.label}: {found.whole.done}/{found.whole.total} đã ban hành"
    write_table([Column(head) for head in heads], rows, out, title)
    name = "".join(char if char.isalnum() else "-" for char in fold(plan.label))
    return attachment(out.getvalue(), f"ke-hoach-don-vi-{name}.xlsx", XLSX)


@require_POST
def prepare(request: PersonRequest, pk: int) -> HttpResponse:
    """Make the drafts that are missing, as after a merger or a fault."""
    plan = visible_plan(request, pk)
    access.demand(request.user, Power.DIRECT, plan.unit)
    if not plan.is_issued:
        messages.error(request, "Chỉ lập sẵn bản nháp cho đơn vị từ kế hoạch đã ban hành.")
        return redirect(plan)
    job = begin_preparing(plan, by=request.user)
    if job:
        return redirect(job)
    messages.success(request, "Các đơn vị phải lập kế hoạch đều đã có bản nháp hoặc kế hoạch của mình.")
    return redirect("plans:cascade", pk=plan.pk)
