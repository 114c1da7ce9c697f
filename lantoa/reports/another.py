"""The same figures in another receiver's template: nobody below is asked twice.

A report of the unit in a second template takes over the sum of the first (the very same accepted reports) and what was
typed there; figures of its own are worked out from the same activities.
"""

import uuid
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.reports import filling
from lantoa.reports.enums import FigureOrigin, How
from lantoa.reports.models import Inclusion, Period, Report, ReportTemplate, ReportValue
from lantoa.reports.models.report import SENT


def templates_for(report: Report, user: User) -> list[ReportTemplate]:
    """Templates in which the unit could give the same figures; those it has done so in already too."""
    if report.drawn_from_id or not access.may(user, Power.WRITE, report.unit):
        return []
    found = ReportTemplate.objects.visible_to(user).filter(retired_at__isnull=True)
    return list(found.exclude(pk=report.period.template_id))


@transaction.atomic
def begin(report: Report, template: ReportTemplate, *, by: User) -> Report:
    """The unit's report for the same days in `template`, filled; asked twice, the one that is there already.

    Raises ValidationError where the template is retired or is the report's own.
    """
    access.demand(by, Power.WRITE, report.unit)
    if template.pk == report.period.template_id or report.drawn_from_id:
        raise ValidationError("Chọn một mẫu khác với mẫu của báo cáo gốc.")
    if template.retired_at:
        raise ValidationError(f"Mẫu “{template}” đã ngừng dùng. Chọn mẫu khác.")
    Report.objects.select_for_update().get(pk=report.pk)
    period, _ = Period.objects.get_or_create(
        unit=report.unit, template=template, part=report.period.part, defaults=_same_days(report.period, by)
    )
    drawn = period.reports.filter(unit=report.unit).order_by("-edition").first()
    if drawn is None:
        drawn = Report.objects.create(period=period, unit=report.unit, drawn_from=report)
        record("report_drawn", by=by, on=drawn, unit=drawn.unit, text=f"Lập từ số liệu của {report}: {template}")
        follow(drawn)
        filling.fill(drawn)
    return drawn


def source_of(drawn: Report) -> Report | None:
    """The report whose sum and typed figures hold for `drawn` now: the newest edition that was sent of the one that it
    was drawn from; None where it was not drawn."""
    first = drawn.drawn_from
    if first is None:
        return None
    later = Report.objects.filter(period=first.period_id, unit=first.unit_id, edition__gt=first.edition)
    sent = later.filter(review_state__in=SENT).select_related("period__template")
    return sent.order_by("-edition").first() or first


@transaction.atomic
def follow(drawn: Report) -> None:
    """Bring a draft in line with the report that it was drawn from, as that was corrected since: the same reports in
    its sum, the same typed figures where nobody typed others here."""
    source = source_of(drawn)
    if source is None or not drawn.is_editable:
        return
    if drawn.drawn_from_id != source.pk:
        drawn.drawn_from = source
        drawn.save(update_fields=["drawn_from", "updated_at"])
    held = set(drawn.inclusions.values_list("child_id", flat=True))
    wanted = set(source.inclusions.values_list("child_id", flat=True))
    drawn.inclusions.filter(child__in=held - wanted).delete()
    Inclusion.objects.bulk_create([Inclusion(report=drawn, child_id=pk) for pk in sorted(wanted - held)])
    _take_over_typed(source, drawn)


def is_behind(drawn: Report) -> bool:
    """Whether the sum of the report that this one was drawn from, or a typed figure of it, has changed since; of one
    that was sent and counts nothing anew, any figure."""
    source = source_of(drawn)
    if source is None or drawn.drawn_from is None:
        return False
    held = {value.indicator_id: value.typed_at for value in _taken_over(drawn)}
    if any(value.typed_at != held.get(value.indicator_id) for value in _to_take_over(source, drawn)):
        return True
    sums = [set(one.inclusions.values_list("child_id", flat=True)) for one in (source, drawn)]
    if sums[0] != sums[1]:
        return True
    return not drawn.is_editable and _figures(source, drawn) != _figures(drawn.drawn_from, drawn)


def _figures(source: Report, drawn: Report) -> set[tuple[int, Decimal | None]]:
    """What an edition of the source gives for the indicators of the report drawn from it."""
    wanted = drawn.period.template.rows.values("indicator")
    return set(source.values.filter(indicator__in=wanted).values_list("indicator", "value"))


def _same_days(period: Period, by: User) -> dict[str, object]:
    copied = ("kind", "year", "index", "name", "starts_on", "ends_on", "gap_days")
    return {**{name: getattr(period, name) for name in copied}, "opened_by": by, "form_key": uuid.uuid4()}


def _take_over_typed(source: Report, drawn: Report) -> None:
    """What a person typed into the source stands here as typed by them, with their note."""
    for value in _to_take_over(source, drawn):
        row, _ = ReportValue.objects.get_or_create(report=drawn, indicator=value.indicator)
        row.own = value.own if value.indicator.how == How.TYPED else row.own
        row.value, row.origin, row.note = value.value, FigureOrigin.TYPED, value.note
        row.typed_by, row.typed_at = value.typed_by, value.typed_at
        row.save()


def _to_take_over(source: Report, drawn: Report) -> QuerySet[ReportValue]:
    """The typed figures of the source that nobody has typed otherwise here."""
    typed_here = drawn.values.filter(origin=FigureOrigin.TYPED).exclude(pk__in=_taken_over(drawn))
    wanted = drawn.period.template.rows.filter(retired_at__isnull=True).values("indicator")
    typed = source.values.filter(origin=FigureOrigin.TYPED, indicator__in=wanted).select_related("indicator")
    return typed.exclude(indicator__in=typed_here.values("indicator"))


def _taken_over(drawn: Report) -> QuerySet[ReportValue]:
    """Typed figures that came from the source: nobody has saved them here."""
    return drawn.values.filter(origin=FigureOrigin.TYPED, version=1)
