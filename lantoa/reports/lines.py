"""Who reports to whom: the tree of a day, where no line of its own leads a unit elsewhere."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import F, Q

from lantoa.organisations.fields import path_range
from lantoa.organisations.models import Placement, Unit
from lantoa.organisations.models.unit import valid_on
from lantoa.reports import correcting
from lantoa.reports.models import Inclusion, Period, Report, ReportingLine, ReportTemplate
from lantoa.review.enums import EDITABLE, ReviewState

_NOT_TAKEN_YET = (*EDITABLE, ReviewState.SUBMITTED, ReviewState.APPROVED)


class Lines:
    """The reporting lines of a template on a day, below `owner` and from `units` outside its subtree; three questions,
    however many units. A line for the template goes before one for every report."""

    def __init__(self, template: ReportTemplate, owner: Unit, on: dt.date, units: Collection[int] = ()) -> None:
        self.owner_id = owner.pk
        place = Placement.objects.filter(valid_on(on), unit=owner).values_list("path", flat=True).first()
        first, last = path_range(place or owner.path)
        wanted = Q(path__gte=first, path__lt=last) | Q(unit_id__in=list(units))
        placed = Placement.objects.filter(valid_on(on)).filter(wanted).order_by()
        self._above: dict[int, int | None] = dict(placed.values_list("unit_id", "parent_id"))
        missing = set(units) - self._above.keys()  # heirs that began after the day
        self._above.update(Unit.objects.filter(pk__in=missing).order_by().values_list("pk", "parent_id"))
        own = ReportingLine.objects.filter(valid_on(on)).filter(Q(template=template) | Q(template__isnull=True))
        # Lines for the template last, so that they are what stays; among equals the later one.
        for unit, to, _ in sorted(
            own.values_list("unit_id", "to_unit_id", "template_id"), key=lambda row: bool(row[2])
        ):
            self._above[unit] = to

    def above(self, unit_id: int) -> Iterator[int]:
        """The units that a report goes through, the nearest first; a ring of lines is left where it closes."""
        seen = {unit_id}
        step = self._above.get(unit_id)
        while step is not None and step not in seen:
            seen.add(step)
            yield step
            step = self._above.get(step)

    def between(self, unit_id: int) -> list[int]:
        """The units between this one and the owner, the nearest first; none where its line does not lead there."""
        way = list(self.above(unit_id))
        return way[: way.index(self.owner_id)] if self.owner_id in way else []

    def receiver(self, unit_id: int, reporting: Collection[int]) -> int:
        """The nearest unit up the line that reports too, else the owner."""
        return next((one for one in self.above(unit_id) if one in reporting), self.owner_id)


def lines_of(period: Period, units: Collection[int] = ()) -> Lines:
    """The lines that hold for a period: those of its last day."""
    return Lines(period.template, period.unit, period.ends_on, units)


def aim(period: Period) -> int:
    """Send reports where the lines lead now, past units that were excluded; how many changed. What a unit took up stays
    with it, corrections too, as long as that unit reports itself: so it counts once, and is never left with nobody."""
    reports = list(period.reports.current().exclude(unit=period.unit).select_related("obligation"))
    lines = lines_of(period, [report.unit_id for report in reports])
    reporting = {report.unit_id for report in reports if not report.is_excluded} | {period.unit_id}
    changed = []
    for report in reports:
        receiver = lines.receiver(report.unit_id, reporting)
        is_held = report.review_state not in _NOT_TAKEN_YET or report.edition > 1
        if report.receiver_id != receiver and not (is_held and report.receiver_id in reporting):
            report.receiver_id = receiver
            changed.append(report)
    Report.objects.bulk_update(changed, ["receiver"], batch_size=1000)
    _follow(period, changed)
    return len(changed)


def _follow(period: Period, changed: Iterable[Report]) -> None:
    """Earlier editions go with the newest; who sent elsewhere leaves the sums that are still being made."""
    for report in changed:
        if report.edition > 1:
            period.reports.filter(unit=report.unit_id).update(receiver=report.receiver_id)
    drafts = Inclusion.objects.filter(report__period=period, report__review_state__in=EDITABLE)
    drafts.exclude(child__receiver=F("report__unit")).delete()
    for report in period.reports.filter(unit__in=[one.unit_id for one in changed]).counting():
        correcting.take_into_unbegun(report)
