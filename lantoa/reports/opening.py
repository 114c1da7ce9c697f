"""What the office need not say when it opens a period: the template, and the days that the decree gives. Opening for
very many units goes to the worker."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.reports import periods, unusual_days
from lantoa.reports.enums import PeriodType
from lantoa.reports.models import Period, ReportTemplate
from lantoa.reports.models.indicator import OwnedQuerySet
from lantoa.reports.periods import Opening
from lantoa.reports.proposals import Proposal
from lantoa.reports.standard import COMMUNICATION, make_standard

AT_ONCE = 300  # units that a request opens a period for by itself


def usable_templates(unit: Unit) -> OwnedQuerySet:
    """The templates that `unit` may open a period with: its own and those of the units above, none retired."""
    return ReportTemplate.objects.filter(unit__in=[unit.pk, *unit.ancestor_ids()], retired_at__isnull=True)


def likely_template(unit: Unit) -> ReportTemplate | None:
    """The template of the unit's last period, else the standard one, else any that it may use; None: it has none."""
    usable = usable_templates(unit)
    last = usable.filter(periods__unit=unit).order_by("-periods__opened_at").first()
    found: ReportTemplate | None = last or usable.filter(name=COMMUNICATION).first() or usable.first()
    return found


def template_for(unit: Unit, *, by: User) -> ReportTemplate:
    """The likely template; a unit without any gets the standard ones."""
    access.demand(by, Power.DIRECT, unit)
    return likely_template(unit) or make_standard(unit, by=by)[0]


def asked(unit: Unit, proposal: Proposal, template: ReportTemplate) -> Opening | None:
    """The period that a plan asks for, by the decree's days; each unit owes on the day that the plan says. None where
    the part of the year cannot be read off."""
    span = proposal.span
    if span is None:
        return None
    return Opening(unit, template, span.kind, span.year, span.starts_on, span.ends_on, index=span.index, part=span.part)


def doubts_of(opening: Opening, proposal: Proposal) -> list[str]:
    """What is unusual about the days that a plan asks, before the press that opens the period."""
    return unusual_days.doubts(dataclasses.replace(opening, due_on=proposal.due_on, gap_days=0))  # the units' own day


def number_asked(
    opening: Opening, proposal: Proposal | None, units: Iterable[Unit], groups: Iterable[UnitGroup]
) -> int:
    """About how many units a period will ask; one that is named twice may count twice."""
    chosen = len(list(units)) + sum(group.resolve(on=opening.ends_on).count() for group in groups)
    return chosen + (proposal.units if proposal else 0)


def open_or_begin(
    opening: Opening,
    *,
    form_key: uuid.UUID,
    by: User,
    proposal: Proposal | None = None,
    units: Iterable[Unit] = (),
    groups: Iterable[UnitGroup] = (),
    back: str = "",
) -> Period | LongJob:
    """Open the period, or, for very many units, have it opened in the background; the same form twice opens
    one."""
    opened = Period.objects.filter(form_key=form_key, opened_by=by).first()
    if opened is not None:
        return opened
    units, groups = list(units), list(groups)
    number = number_asked(opening, proposal, units, groups)
    if number <= AT_ONCE:
        return periods.open_period(opening, form_key=form_key, by=by, proposal=proposal, units=units, groups=groups)
    access.demand(by, Power.DIRECT, opening.unit)
    return running.start(
        open_whole,
        key=f"open-period-{form_key}",
        title=f"Mở kỳ báo cáo cho khoảng {number} đơn vị",
        by=by,
        noun="đơn vị",
        url=back,
        said=_written(opening),
        form_key=str(form_key),
        proposal=proposal.key if proposal else "",
        units=[unit.pk for unit in units],
        groups=[group.pk for group in groups],
        total=number,
    )


@running.work
def open_whole(
    job: LongJob,
    *,
    said: dict[str, Any],
    form_key: str,
    proposal: str,
    units: list[int],
    groups: list[int],
    total: int,
) -> str:
    """Open one period; run again after a crash it is opened once."""
    job.tell(0, total)
    opening = _read(said)
    period = periods.open_period(
        opening,
        form_key=uuid.UUID(form_key),
        by=job.by,
        proposal=periods.find_proposal(opening.unit, proposal) if proposal else None,
        units=Unit.objects.filter(pk__in=units),
        groups=UnitGroup.objects.filter(pk__in=groups),
        tell=job.tell,
    )
    made = period.reports.count() - 1
    job.tell(made, made)
    job.url = period.get_absolute_url()
    return f"Đã mở {period.name}: {made} đơn vị phải báo cáo."


def _written(opening: Opening) -> dict[str, Any]:
    said: dict[str, Any] = {field.name: getattr(opening, field.name) for field in dataclasses.fields(opening)}
    days = {name: value.isoformat() for name, value in said.items() if isinstance(value, dt.date)}
    return {**said, **days, "unit": opening.unit.pk, "template": opening.template.pk, "kind": str(opening.kind)}


def _read(said: dict[str, Any]) -> Opening:
    days = {name: dt.date.fromisoformat(said[name]) for name in ("starts_on", "ends_on", "due_on") if said[name]}
    unit, template = Unit.objects.get(pk=said["unit"]), ReportTemplate.objects.get(pk=said["template"])
    return Opening(**{**said, **days, "unit": unit, "template": template, "kind": PeriodType(said["kind"])})
