"""What the printed report says of a figure is what its page says."""

from decimal import Decimal

import pytest

from lantoa.organisations.factories import province
from lantoa.reports import consolidating, filling
from lantoa.reports.factories import Season
from lantoa.reports.models import Report
from lantoa.reports.report_screen import Screen
from lantoa.reports.writing.document import printed

pytestmark = pytest.mark.django_db


def on_screen(report: Report) -> list[tuple[str, str]]:
    return [(line.value.indicator.name, line.origin) for line in Screen(report).lines]


def on_paper(report: Report) -> list[tuple[str, str]]:
    return [(figure.name, figure.origin) for figure in printed(report).figures]


def test_a_figure_that_units_below_typed_is_typed_on_the_page_and_on_the_paper() -> None:
    tree = province()
    season = Season(tree, tree.thpt, tree.gdtx)
    school = season.report(tree.thpt)
    filling.type_figure(school, season.typed, value=Decimal(4), version=0, by=season.office)
    season.accept(tree.thpt)
    consolidating.start(season.report(tree.so), by=season.office)
    top, empty = season.report(tree.so), season.report(tree.gdtx)
    assert ("Giải thưởng", "nhập tay") in on_screen(top)
    assert on_paper(top) == on_screen(top)
    assert ("Giải thưởng", "") in on_screen(empty)  # nobody has typed one
    assert on_paper(empty) == on_screen(empty)
