"""Who may open what of periods, templates, indicators and lines: the office of the unit directs, others read."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from lantoa.reports import periods
from lantoa.reports.enums import PeriodType
from lantoa.reports.factories import IndicatorFactory, TemplateFactory
from lantoa.reports.models import ReportingLine, TemplateCheck, TemplateGroup, TemplateHeading, TemplateRow
from tests.permission_table import LOGIN, Row, World, everyone, signed_in

Address = Callable[[World], Mapping[str, Any]]


def prepare(world: World) -> None:
    """A template of the school with one part of each kind, a period of the department, a line of the school."""
    template = TemplateFactory.make(unit=world.own)
    indicator = IndicatorFactory.make(unit=world.own)
    world.things |= {
        "mau": template,
        "chi-tieu": indicator,
        "nhom": TemplateGroup.objects.create(template=template, title="Nhóm"),
        "dong": TemplateRow.objects.create(template=template, indicator=indicator),
        "muc": TemplateHeading.objects.create(template=template, title="Mục"),
        "kiem-tra": TemplateCheck.objects.create(template=template, left=[indicator.code], comparison="le", number=9),
    }
    top, office = world.top, world.people["office_above"]
    first, last = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
    opening = periods.Opening(top, TemplateFactory.make(unit=top), PeriodType.AD_HOC, 2026, first, last)
    world.things["ky"] = periods.open_period(
        opening, form_key=uuid.uuid4(), by=office, units=[world.own, world.sibling]
    )
    world.things["line"] = ReportingLine.objects.create(
        unit=world.own, to_unit=world.sibling, valid_from=first, made_by=office
    )


def of(name: str) -> Address:
    return lambda world: {"pk": world.things[name].pk}


def part(kind: str) -> Address:
    return lambda world: {"pk": world.things["mau"].pk, "kind": kind, "part_pk": world.things[kind].pk}


def kind_of(kind: str) -> Address:
    return lambda world: {"pk": world.things["mau"].pk, "kind": kind}


def report_in(world: World) -> dict[str, Any]:
    return {"pk": world.things["ky"].pk, "report_pk": world.things["ky"].reports.get(unit=world.own).pk}


# The period is the department's: schools see that it is there, its office alone decides.
PERIOD = signed_in(200)
DECIDES = signed_in(403, office_above=200)
DECIDES_POST = signed_in(403, office_above=302)
# The template is the school's: the sibling knows nothing of it.
STRANGER = {"other_officer": 404, "other_head": 404}
READS = signed_in(200, other_officer=404, other_head=404)
EDITS = signed_in(403, office=200, office_above=200, **STRANGER)
EDITS_POST = signed_in(403, office=302, office_above=302, **STRANGER)
OFFICES = signed_in(403, office=200, office_above=200)
OFFICES_POST = signed_in(403, office=302, office_above=302)
_REASON = {"reason": "Sáp nhập"}

ROWS = [
    Row("reports:period_new", OFFICES),
    Row("reports:period_other", OFFICES),
    Row("reports:period_join_asked", OFFICES_POST, method="POST"),
    Row("reports:period_open_asked", OFFICES_POST, method="POST", data={"form_key": str(uuid.uuid4())}),
    Row("reports:period", PERIOD, kwargs=of("ky")),
    Row("reports:period_export", PERIOD, kwargs=of("ky")),
    Row("reports:period_dues", DECIDES, kwargs=of("ky")),
    Row("reports:period_dues", DECIDES_POST, method="POST", kwargs=of("ky"), data={"gap_days": "2"}),
    Row("reports:period_add_units", DECIDES, kwargs=of("ky")),
    Row("reports:period_close", DECIDES_POST, method="POST", kwargs=of("ky")),
    Row("reports:period_cancel", DECIDES_POST, method="POST", kwargs=of("ky")),
    Row("reports:period_reopen", DECIDES_POST, method="POST", kwargs=of("ky")),
    Row("reports:period_exclude", DECIDES, kwargs=report_in),
    Row("reports:period_exclude", DECIDES_POST, method="POST", kwargs=report_in, data=_REASON),
    Row("reports:period_restore", DECIDES_POST, method="POST", kwargs=report_in),
    Row("reports:period_end_own_day", DECIDES_POST, method="POST", kwargs=report_in),
    Row("reports:period_close", everyone(405, anonymous=LOGIN), kwargs=of("ky")),
    Row("reports:template_list", signed_in(200)),
    Row("reports:template_new", OFFICES),
    Row("reports:template_standard", OFFICES_POST, method="POST"),
    Row("reports:template", READS, kwargs=of("mau")),
    Row("reports:template_preview", READS, kwargs=of("mau")),
    Row("reports:template_head", EDITS, kwargs=of("mau")),
    Row("reports:template_rows", EDITS, kwargs=of("mau")),
    Row("reports:template_rule", EDITS, kwargs=of("mau")),
    Row("reports:template_copy", EDITS_POST, method="POST", kwargs=of("mau")),
    Row("reports:template_retire", EDITS_POST, method="POST", kwargs=of("mau")),
    Row("reports:template_use", EDITS_POST, method="POST", kwargs=of("mau")),
    *[Row("reports:template_part_new", EDITS, kwargs=kind_of(kind)) for kind in ("nhom", "muc", "kiem-tra")],
    *[Row("reports:template_part", EDITS, kwargs=part(kind)) for kind in ("nhom", "dong", "muc", "kiem-tra")],
    Row("reports:template_part_move", EDITS_POST, method="POST", kwargs=part("dong"), data={"huong": "len-0"}),
    Row("reports:template_part_drop", EDITS_POST, method="POST", kwargs=part("kiem-tra")),
    Row("reports:template_part_back", EDITS_POST, method="POST", kwargs=part("muc")),
    Row("reports:indicator_list", signed_in(200)),
    Row("reports:indicator_new", OFFICES),
    Row("reports:indicator", READS, kwargs=of("chi-tieu")),
    Row(
        "reports:indicator",
        signed_in(403, office=422, office_above=422, **STRANGER),
        method="POST",
        kwargs=of("chi-tieu"),
    ),
    Row("reports:indicator_retire", EDITS_POST, method="POST", kwargs=of("chi-tieu")),
    Row("reports:indicator_use", EDITS_POST, method="POST", kwargs=of("chi-tieu")),
    Row("reports:line_list", signed_in(200)),
    Row("reports:line_new", OFFICES),
    Row("reports:line_end", signed_in(403, office_above=200), kwargs=of("line")),
]
