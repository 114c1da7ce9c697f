"""How a plan begins without a document: from nothing, from last year's, from the plan above."""

from uuid import UUID

from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan, PlanSection

# The headings that communication plans have, top and second level.
_SKELETON: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("I", "MỤC ĐÍCH, YÊU CẦU", ("Mục đích", "Yêu cầu")),
    ("II", "ĐỐI TƯỢNG, NỘI DUNG, HÌNH THỨC", ("Đối tượng", "Nội dung tuyên truyền", "Hình thức tuyên truyền")),
    ("III", "KINH PHÍ THỰC HIỆN", ()),
    ("IV", "TỔ CHỨC THỰC HIỆN", ()),
)
_COLUMNS = (
    ("no", "STT"),
    ("task", "Nhiệm vụ"),
    ("products", "Sản phẩm"),
    ("lead", "Cơ quan chủ trì"),
    ("coordinating", "Cơ quan phối hợp"),
    ("timing", "Thời gian thực hiện"),
)


@transaction.atomic
def blank_plan(*, unit: Unit, title: str, year: int, by: User, form_key: UUID) -> Plan:
    """A plan with nothing but its headings and the columns of its table; one form sent twice makes one."""
    access.demand(by, Power.WRITE, unit)
    existing = Plan.objects.filter(form_key=form_key).first()
    if existing:
        return existing
    plan = Plan.objects.create(
        unit=unit,
        title=title,
        year=year,
        created_by=by,
        form_key=form_key,
        issuer_text=unit.name,
        superior_text=unit.parent.name if unit.parent else "",
        columns=[{"key": key, "header": header} for key, header in _COLUMNS],
    )
    order = 0
    for label, heading, children in _SKELETON:
        for depth, (mark, words) in enumerate_section(label, heading, children):
            PlanSection.objects.create(plan=plan, order=order, depth=depth, label=mark, title=words)
            order += 1
    record("plan_started", by=by, on=plan, unit=unit, text=f"Lập kế hoạch: {plan.title}")
    return plan


def enumerate_section(label: str, title: str, children: tuple[str, ...]) -> list[tuple[int, tuple[str, str]]]:
    """A heading and the ones below it with their depths and labels."""
    below = [(2, (str(number), words)) for number, words in enumerate(children, start=1)]
    return [(1, (label, title)), *below]


@transaction.atomic
def copied_plan(plan: Plan, year: int, *, by: User, form_key: UUID) -> Plan:
    """A copy for another year; one form sent twice makes one."""
    from lantoa.plans.derivation import copy_to_year

    existing = Plan.objects.filter(form_key=form_key).first()
    if existing:
        return existing
    copied: Plan = copy_to_year(plan, year=year, by=by)
    Plan.objects.filter(pk=copied.pk).update(form_key=form_key)
    return copied
