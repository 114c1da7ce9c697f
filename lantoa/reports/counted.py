"""Which activities a report's own figures counted, kept when it goes up: an activity that is given another title, kind
or channel later stays evidence of the figure that counted it."""

from collections import defaultdict

from lantoa.ledger.models.activity import ActivityQuerySet
from lantoa.reports import content, figures
from lantoa.reports.enums import How
from lantoa.reports.models import CountedActivities, Indicator, Report


def freeze(report: Report, done: ActivityQuerySet) -> None:
    """Keep what each indicator counts among `done`; one question for each filter that indicators have."""
    by_filter: dict[str, list[Indicator]] = defaultdict(list)
    for one in content.of_template(report.period.template):
        if one.how == How.ACTIVITIES:
            by_filter[repr(sorted(one.filter.items()))].append(one)
    rows = []
    for alike in by_filter.values():
        ids = sorted(done.filter(figures.matching(alike[0].filter)).order_by().values_list("pk", flat=True))
        rows += [CountedActivities(report=report, indicator=one, ids=ids) for one in alike]
    report.counted.all().delete()
    CountedActivities.objects.bulk_create(rows, batch_size=100)


def held(report: Report, indicator: Indicator) -> list[int] | None:
    """The activities (ids) that the figure counted when the report went up; None where that was not kept yet."""
    found = report.counted.filter(indicator=indicator).first()
    return found.ids if found is not None else None
