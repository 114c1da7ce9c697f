"""Who may open what of the reports, in two tables."""

from lantoa.reports.tests import permissions_periods, permissions_reports
from tests.permission_table import World


def prepare(world: World) -> None:
    permissions_periods.prepare(world)
    permissions_reports.prepare(world)


ROWS = [*permissions_periods.ROWS, *permissions_reports.ROWS]
