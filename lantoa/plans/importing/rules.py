"""What a reading makes units owe beside the table: reports, plans of their own, dated duties, money."""

import datetime as dt
import re

from lantoa.documents.plan import PlanReading, Reporting
from lantoa.plans.enums import BodyPart, ParagraphRole, ReportPeriod
from lantoa.plans.importing.body import Body
from lantoa.plans.importing.names import Names
from lantoa.plans.models import BudgetLine, Cascade, Plan, PlanParagraph, ReportingRule, UnitMention
from lantoa.plans.models.versioned import spans_of
from lantoa.plans.texts import bare, fit
from lantoa.vietnamese.impossible_time import impossible_time
from lantoa.vietnamese.text import fold

_OWN_PLAN = re.compile(
    r"(?<!tham muu )(?<!phoi hop )\b(?:xay dung|ban hanh|lap)(?: va ban hanh| va to chuc thuc hien)?\b[^.;:]{0,60}?"
    r"\bke hoach\b(?! nay\b)"
)
# Without a day of due, only a plan that is plainly the unit's own counts, not any plan of some work.
_PLAINLY_OWN = re.compile(
    r"\bke hoach\b[^.;]{0,120}\b(?:cua|tai) (?:co quan|don vi|nha truong|truong|dia phuong|minh)\b"
)
_MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{6,})\s*(?:đồng|đ\b)", re.IGNORECASE)


def write_rules(plan: Plan, reading: PlanReading, body: Body, names: Names) -> None:
    """Reports first: a sentence that only asks for a report is no duty beside it."""
    for order, report in enumerate(reading.reporting):
        _write_report(plan, order, report, body, names)
    cascades = [row for row in body.rows.values() if row.role == ParagraphRole.DUTY and asks_for_own_plan(row)]
    for row in cascades:
        _write_cascade(plan, row)
    for row in body.rows.values():
        if row.role == ParagraphRole.DUTY and row.is_tracked and row.dates:
            row.due_on = dt.date.fromisoformat(row.dates[0])
    for row in body.rows.values():
        row.doubt = row.doubt or _impossible_due(row, plan.year)
    PlanParagraph.objects.bulk_update(body.rows.values(), ["due_on", "is_tracked", "doubt"])
    _write_budget(plan, reading, body)


_TERM = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|đến hết|hoàn thành|hạn|trong|vào|xong)\b[^.;]{0,24}?(?:ngày|tháng|quý|\d)"
    r"[^.;]{0,24}",
    re.IGNORECASE,
)


def _impossible_due(row: PlanParagraph, year: int) -> str:
    """What cannot be in a term that a paragraph of the body sets."""
    if row.part == BodyPart.PREAMBLE:
        return ""
    return next((fault for term in _TERM.finditer(row.text) if (fault := impossible_time(term[0], year))), "")


def asks_for_own_plan(row: PlanParagraph) -> bool:
    """Whether a duty says that its unit must issue a plan of its own."""
    words = fold(row.text)
    found = _OWN_PLAN.search(words)
    return bool(found and (row.dates or _PLAINLY_OWN.search(words[found.start() :])))


def _write_report(plan: Plan, order: int, report: Reporting, body: Body, names: Names) -> None:
    row = body.row_at(report.spans) if report.spans else None
    reporter = _reporter(report, row, names)
    rule = ReportingRule.objects.create(
        plan=plan,
        order=order,
        period=report.period if report.period in ReportPeriod.values else ReportPeriod.AD_HOC,
        due=report.due or "",
        due_day=report.each.day if report.each else None,
        due_after=report.each.months_after if report.each else 0,
        to_text=report.to or "",
        spans=spans_of(report.spans),
        **fit(ReportingRule, doubt="" if reporter else _nobody(report)),
    )
    if reporter:
        rule.reporters.add(reporter)
    if row and row.role == ParagraphRole.DUTY:
        row.is_tracked = False


def _reporter(report: Reporting, row: PlanParagraph | None, names: Names) -> UnitMention | None:
    """The unit that the sentence names, failing that the one whose duty it is. A phrase that may be anybody ("Các đơn
    vị") names none: whom it means is asked with the report."""
    if report.by and not is_anybody(report.by):
        return names.mention(report.by)
    return row.section.duty_of if row and row.section else None


_HEADED = r"(?:(?:thu truong|lanh dao|nguoi dung dau) )?"
_SOME = r"(?:(?:tat ca|toan the|cac|nhung|moi|tung) )*(?:co quan|don vi|bo phan|ca nhan|to chuc|dia phuong)"
_WHICH = r"(?: (?:lien quan|co lien quan|truc thuoc|thuoc|duoc giao|duoc phan cong|co ten))*"
_ANYBODY = re.compile(rf"{_HEADED}{_SOME}(?:,? (?:va )?{_SOME})*{_WHICH}")


def is_anybody(name: str) -> bool:
    """Whether a phrase names no unit and no kind of units: "Các đơn vị", "Thủ trưởng các cơ quan, đơn vị"."""
    return bool(_ANYBODY.fullmatch(fold(name)))


def _nobody(report: Reporting) -> str:
    if report.by:
        return f"Văn bản ghi “{report.by}”, chưa rõ là những đơn vị nào"
    return "Văn bản không nói rõ đơn vị nào phải gửi báo cáo này"


def _write_cascade(plan: Plan, row: PlanParagraph) -> None:
    due = row.dates[0] if row.dates else None
    cascade = Cascade.objects.create(
        plan=plan,
        due_on=dt.date.fromisoformat(due) if due else None,
        text=bare(row.text),
        spans=row.spans,
        doubt="" if due else "Văn bản yêu cầu đơn vị lập kế hoạch riêng nhưng không ghi hạn",
    )
    if row.section and row.section.duty_of:
        cascade.targets.add(row.section.duty_of)
    row.is_tracked = False


def _write_budget(plan: Plan, reading: PlanReading, body: Body) -> None:
    money = (ParagraphRole.BUDGET, ParagraphRole.DUTY)
    rows = {bare(row.text): row for row in body.rows.values() if row.role in money}
    for order, found in enumerate(reading.budget):
        row = rows.get(found.value)
        BudgetLine.objects.create(
            plan=plan,
            order=order,
            paragraph=row,
            text="" if row else found.value,
            spans=spans_of(found.spans),
            estimate=amount_in(found.value),
        )


def amount_in(text: str) -> int | None:
    """The sum of money in đồng, where the text names just one."""
    found = _MONEY.findall(text)
    return int(found[0].replace(".", "")) if len(found) == 1 else None
