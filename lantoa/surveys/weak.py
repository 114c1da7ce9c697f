"""A weak factor becomes a task in a draft of the unit's plan. The draft of the task says from which result it comes and
waits there for a person to look at it, as everything does that was not typed."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.plans import arranging
from lantoa.plans.holding import hold
from lantoa.plans.kinds import KINDS
from lantoa.plans.models import Plan, PlanTask
from lantoa.review.enums import EDITABLE
from lantoa.surveys.enums import Factor
from lantoa.surveys.index import Index
from lantoa.surveys.models import Survey
from lantoa.surveys.results import FactorResult
from lantoa.vietnamese.numbers import format_number

WEAK = 80.0  # percent: below it, or the lowest of all, a factor is called weak

_TASKS = {
    Factor.ACCESS: "Giúp người dân dễ tiếp cận dịch vụ hơn: rà soát nơi tiếp nhận, biển chỉ dẫn, thông tin trên cổng",
    Factor.PROCEDURE: "Truyền thông, niêm yết lại thủ tục hành chính cho dễ hiểu: giấy tờ, phí, thời hạn",
    Factor.OFFICIAL: "Tập huấn, phổ biến quy tắc giao tiếp, hướng dẫn một lần cho người tiếp nhận hồ sơ",
    Factor.RESULT: "Theo dõi, công khai việc trả kết quả đúng hạn, đúng nội dung",
    Factor.FEEDBACK: "Truyền thông về cách gửi phản ánh, kiến nghị và trả lời đúng hạn",
    Factor.OVERALL: "Nâng mức độ hài lòng chung của người dân đối với việc phục vụ của đơn vị",
}


def weak_of(factors: list[FactorResult]) -> set[Factor]:
    """The factors to work on: those below the mark, and the lowest where none is."""
    known = [one for one in factors if one.index is not None]
    if not known:
        return set()
    low = {one.factor for one in known if one.index and one.index.value < WEAK}
    return low or {min(known, key=lambda one: one.index.value if one.index else 0.0).factor}


def plans_for(survey: Survey, user: User, today: dt.date | None = None) -> list[Plan]:
    """The drafts that a task may go into: of the survey's unit, of this year or later, the next year's first."""
    year = (today or timezone.localdate()).year
    if not access.may(user, Power.WRITE, survey.unit):
        return []
    drafts = Plan.objects.visible_to(user).filter(unit=survey.unit, review_state__in=EDITABLE, year__gte=year)
    return sorted(drafts, key=lambda plan: (plan.year == year, plan.year, plan.pk))


def proposed_text(factor: Factor) -> str:
    return _TASKS[factor]


def sentence(survey: Survey, factor: Factor, index: Index) -> str:
    """From which result the task comes."""
    shown = format_number(index.value, 1)
    title = survey.title if len(survey.title) < 120 else f"{survey.title[:119]}…"
    return (
        f"Đề xuất từ khảo sát “{title}”: yếu tố “{factor.label}” đạt {shown} % hài lòng ({index.people} phiếu). "
        "Xem lại câu chữ, chủ trì, thời gian."
    )[:300]


@transaction.atomic
def propose(plan: Plan, survey: Survey, factor: Factor, index: Index, *, text: str, by: User) -> PlanTask:
    """Put the task at the end of the draft's table. Raises ValidationError where the same text stands there."""
    hold(plan)
    text = " ".join(text.split())
    if plan.tasks.filter(text=text).exists():
        raise ValidationError("Kế hoạch này đã có nhiệm vụ với đúng câu chữ ấy.")
    task: PlanTask = arranging.blank_row(plan, KINDS["nhiem-vu"])
    task.text, task.doubt = text, sentence(survey, factor, index)
    arranging.place(task)
    task.save()
    record(
        "plan_row_added",
        by=by,
        on=plan,
        unit=plan.unit,
        text=f"Thêm nhiệm vụ từ kết quả khảo sát “{survey}”: {task.text}",
        detail={"survey": survey.pk, "factor": factor.value, "index": round(index.value, 2)},
    )
    return task
