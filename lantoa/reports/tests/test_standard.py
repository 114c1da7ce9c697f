"""The templates that an office starts from."""

import pytest

from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.factories import province
from lantoa.reports import checking, standard
from lantoa.reports.factories import Season, log

pytestmark = pytest.mark.django_db


def test_what_is_logged_never_breaks_a_check_of_the_standard_report_that_keeps_it_from_being_sent() -> None:
    tree = province()
    template = standard.make_standard(tree.so)[0]
    season = Season(tree, tree.thpt)
    period = season.period
    period.template = template
    period.save()
    for kind in ActivityKind:
        log(tree.thpt, kind=kind, times=7, people=30, copies=200)
    blocking = [fault for fault in checking.faults(season.report(tree.thpt)) if fault.is_blocking]
    assert blocking == []


def test_a_unit_that_has_some_standard_templates_is_offered_the_others() -> None:
    tree = province()
    first, second, third = standard.make_standard(tree.so)
    assert standard.missing_of(tree.so) == []
    third.rows.all().delete()
    third.headings.all().delete()
    third.delete()
    assert standard.missing_of(tree.so) == [standard.PROCEDURES]
    assert standard.make_standard(tree.so)[:2] == [first, second]
    assert standard.missing_of(tree.so) == []
