"""Who may open which page of a report: its unit and those above see it, those who write for the unit fill it, its head
approves, the office of the unit that receives it decides."""

import datetime as dt
import uuid
from typing import Any

from django.core.files.base import ContentFile

from lantoa.organisations.models import Unit
from lantoa.reports.enums import PeriodType
from lantoa.reports.factories import HeadingFactory, IndicatorFactory, RowFactory, TemplateFactory
from lantoa.reports.models import Inclusion, Period, Report, ReportPaper
from lantoa.review.enums import ReviewState
from lantoa.review.models import Transition
from tests.permission_table import LOGIN, Row, World, everyone, signed_in

_FIRST, _LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)


def _report(world: World, index: int, state: ReviewState, **fields: Any) -> Report:
    """The school's report of a month of its own, in a state."""
    period = Period.objects.create(
        unit=world.top,
        template=world.things["report_template"],
        kind=PeriodType.MONTH,
        year=2026,
        index=index,
        name=f"Tháng {index}",
        part=f"2026-T{index}",
        starts_on=_FIRST,
        ends_on=_LAST,
        opened_by=world.people["office_above"],
        form_key=uuid.uuid4(),
    )
    unit: Unit = fields.pop("unit", world.own)
    receiver = None if unit == world.top else world.top
    return Report.objects.create(period=period, unit=unit, receiver=receiver, review_state=state, **fields)


def _keyed(world: World) -> Report:
    """Submitted, typed in by the department; an earlier submission went out on a signed paper."""
    report = _report(world, 8, ReviewState.SUBMITTED, keyed_by_unit=world.top)
    office = world.people["office_above"]
    step = Transition.objects.create(
        subject=report, from_state=ReviewState.SUBMITTED, to_state=ReviewState.APPROVED, by=office
    )
    paper = ReportPaper(report=report, step=step, unit=world.top, signed_by="Hiệu trưởng", reason="Mất mạng")
    paper.name, paper.content_type, paper.added_by = "ban-ky.pdf", "application/pdf", office
    paper.file.save("paper", ContentFile(b"%PDF-1.4"), save=False)
    paper.save()
    world.things["report_paper"] = paper
    return report


def _returned(world: World) -> Report:
    """Come back with a reason that nobody has answered."""
    report = _report(world, 7, ReviewState.RETURNED)
    states = {"from_state": ReviewState.SUBMITTED, "to_state": ReviewState.RETURNED}
    Transition.objects.create(subject=report, by=world.people["head"], note="Thiếu số người dự", **states)
    return report


def prepare(world: World) -> None:
    """The school's report as a draft, submitted, sent and accepted; the department's own with one report in it."""
    template = TemplateFactory.make(unit=world.top)
    world.things["report_other_template"] = TemplateFactory.make(unit=world.top)
    indicator = IndicatorFactory.make(unit=world.top, typed=True)
    RowFactory.make(template=template, indicator=indicator)
    world.things["report_template"] = template
    top = _report(world, 5, ReviewState.DRAFT, unit=world.top)
    child = Report.objects.create(
        period=top.period, unit=world.own, receiver=world.top, review_state=ReviewState.ACCEPTED
    )
    Inclusion.objects.create(report=top, child=child)
    world.things |= {
        "report_indicator": indicator,
        "report_heading": HeadingFactory.make(template=template),
        "report_draft": _report(world, 1, ReviewState.DRAFT),
        "report_submitted": _report(world, 2, ReviewState.SUBMITTED),
        "report_returned": _returned(world),
        "report_sent": _report(world, 3, ReviewState.APPROVED),
        "report_accepted": _report(world, 4, ReviewState.ACCEPTED),
        "report_top": top,
        "report_child": child,
        "report_keyed": _keyed(world),
        "report_to_issue": _report(world, 6, ReviewState.APPROVED, unit=world.top),
        "report_nil": _report(world, 9, ReviewState.SUBMITTED, is_nil=True),
        "report_issued": _report(world, 10, ReviewState.ISSUED, unit=world.top),
    }


def of(name: str, **more: str) -> Any:
    return lambda world: {
        "pk": world.things[name].pk,
        **{part: world.things[thing].pk for part, thing in more.items()},
    }


STRANGERS = {"anonymous": LOGIN, "other_officer": 404, "other_head": 404}
SEES = everyone(200, **STRANGERS)
WRITES = everyone(302, **STRANGERS, leader=403, admin=403, admin_above=403)
ABOVE_ONLY = everyone(404, anonymous=LOGIN, office_above=200, admin_above=200)
ABOVE_WRITES = everyone(404, anonymous=LOGIN, office_above=302, admin_above=403)
OWN_WRITES = {**WRITES, "office_above": 403}  # who types for another unit says so first
JUDGES = everyone(403, **STRANGERS, office_above=302)

DRAFT, SENT, TOP = of("report_draft"), of("report_sent"), of("report_top")
FIGURE = of("report_draft", indicator_pk="report_indicator")
HEADING = of("report_draft", heading_pk="report_heading")

ROWS = [
    Row("reports:list", signed_in(200)),
    Row("reports:report", SEES, kwargs=DRAFT),
    Row("reports:report", SEES, kwargs=SENT),
    Row("reports:report", ABOVE_ONLY, kwargs=TOP),
    Row("reports:read", SEES, kwargs=SENT),
    Row("reports:drill", SEES, kwargs=FIGURE),
    Row("reports:docx", SEES, kwargs=SENT),
    Row("reports:xlsx", SEES, kwargs=SENT),
    Row("reports:save", OWN_WRITES, method="POST", kwargs=DRAFT),
    Row("reports:figure", OWN_WRITES, method="POST", kwargs=FIGURE),
    Row("reports:narrative", OWN_WRITES, method="POST", kwargs=HEADING),
    Row("reports:refill", OWN_WRITES, method="POST", kwargs=DRAFT),
    Row("reports:submit", OWN_WRITES, method="POST", kwargs=DRAFT),
    Row("reports:submit", WRITES, method="POST", kwargs=of("report_submitted")),  # pressed twice
    Row("reports:ask_first", OWN_WRITES, kwargs=DRAFT),
    Row("reports:take_back", OWN_WRITES, method="POST", kwargs=of("report_submitted")),
    Row("reports:take_back", OWN_WRITES, method="POST", kwargs=DRAFT),
    Row("reports:approve", everyone(403, **STRANGERS, head=302), method="POST", kwargs=of("report_submitted")),
    Row("reports:vouch", everyone(403, **STRANGERS, office_above=200), kwargs=of("report_keyed")),
    Row("reports:vouch", everyone(403, **STRANGERS, office_above=422), method="POST", kwargs=of("report_keyed")),
    Row("reports:paper", everyone(200, **STRANGERS), kwargs=of("report_keyed", paper_pk="report_paper")),
    Row("reports:receive", JUDGES, method="POST", kwargs=SENT),
    Row("reports:release", JUDGES, method="POST", kwargs=SENT),
    Row("reports:accept", JUDGES, method="POST", kwargs=SENT),
    Row("reports:send_back", everyone(403, **STRANGERS, office_above=200), kwargs=SENT),
    Row("reports:send_back", JUDGES, method="POST", kwargs=SENT, data={"note": "Thiếu số người dự"}),
    Row(
        "reports:send_back",
        {**JUDGES, "head": 302},
        method="POST",
        kwargs=of("report_returned"),
        data={"note": "Thiếu số người dự"},
    ),
    Row(
        "reports:nil",
        everyone(200, **STRANGERS, leader=403, admin=403, admin_above=403, office_above=403),
        kwargs=DRAFT,
    ),
    Row("reports:nil", OWN_WRITES, method="POST", kwargs=DRAFT),
    Row("reports:nil", WRITES, method="POST", kwargs=of("report_nil")),
    Row(
        "reports:resubmit",
        everyone(200, **STRANGERS, leader=403, admin=403, admin_above=403, office_above=403),
        kwargs=of("report_returned"),
    ),
    Row("reports:resubmit", OWN_WRITES, method="POST", kwargs=of("report_returned"), data={"reply": "Đã kiểm tra"}),
    Row(
        "reports:type_for",
        everyone(302, **STRANGERS, leader=403, admin=403, admin_above=403, office_above=200),
        kwargs=DRAFT,
    ),
    Row(
        "reports:type_for",
        everyone(403, **STRANGERS, office_above=302),
        method="POST",
        kwargs=DRAFT,
        data={"reason": "Trường mất mạng"},
    ),
    Row(
        "reports:correct",
        everyone(200, **STRANGERS, leader=403, admin=403, admin_above=403),
        kwargs=of("report_accepted"),
    ),
    Row("reports:correct", WRITES, method="POST", kwargs=of("report_accepted"), data={"reason": "Nhầm số"}),
    Row("reports:issue", {**ABOVE_ONLY, "admin_above": 403}, kwargs=of("report_to_issue")),
    Row(
        "reports:issue",
        ABOVE_WRITES,
        method="POST",
        kwargs=of("report_to_issue"),
        data={"number": "45/BC-SGDĐT", "dated": "2026-06-14"},
    ),
    Row(
        "reports:issue",
        ABOVE_WRITES,
        method="POST",
        kwargs=of("report_issued"),
        data={"number": "45/BC-SGDĐT", "dated": "2026-06-14"},
    ),
    Row("reports:consolidate", ABOVE_ONLY, kwargs=TOP),
    Row("reports:include", ABOVE_WRITES, method="POST", kwargs=TOP),
    Row("reports:leave_out", ABOVE_WRITES, method="POST", kwargs=of("report_top", child_pk="report_child")),
    Row("reports:take_texts", ABOVE_WRITES, method="POST", kwargs=of("report_top", heading_pk="report_heading")),
    Row("reports:another", ABOVE_WRITES, method="POST", kwargs=of("report_top", template_pk="report_other_template")),
    Row("reports:keep", WRITES, method="POST", kwargs=DRAFT),
    Row("reports:bind", everyone(302, **STRANGERS), method="POST", kwargs=of("report_accepted")),
    Row("reports:bind", {**ABOVE_ONLY, "office_above": 302, "admin_above": 302}, method="POST", kwargs=TOP),
]
