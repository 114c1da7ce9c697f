"""What rooms of one floor know of each other through the shell."""

from collections.abc import Sequence

from django.urls import NoReverseMatch

from lantoa.accounts.models import User
from lantoa.reports.models import Report


def report_addresses(user: User, obligation_ids: Sequence[int]) -> dict[int, str]:
    """The report that each obligation asks for, its newest version, where the person may read it: a cell of units ×
    periods opens it."""
    rows = Report.objects.visible_to(user).current().filter(obligation__in=obligation_ids).only("pk", "obligation")
    found: dict[int, str] = {}
    for row in rows:
        if row.obligation_id:
            found[row.obligation_id] = _address(row)
    return {pk: url for pk, url in found.items() if url}


def _address(report: Report) -> str:
    try:
        return report.get_absolute_url()
    except NoReverseMatch:
        return ""
