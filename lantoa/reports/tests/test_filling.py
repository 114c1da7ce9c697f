import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.ledger.enums import ActivityKind, ObligationState
from lantoa.organisations.factories import province
from lantoa.reports import consolidating, content, filling, flow
from lantoa.reports.enums import FigureOrigin, HeadingRole
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.mn_dong, tree.th_dong, tree.thpt)


def test_a_report_opens_with_its_figures(season: Season) -> None:
    log(season.tree.thpt, 3)
    log(season.tree.thpt, kind=ActivityKind.CONFERENCE, people=120)
    found = content.look(season.report(season.tree.thpt))
    assert found.value(season.articles.pk) == 3
    assert found.value(season.people.pk) == 120
    assert found.value(season.typed.pk) is None
    assert {value.origin for value in found.values.values()} == {FigureOrigin.AUTO}


def test_looking_writes_nothing(season: Season) -> None:
    content.look(season.report(season.tree.thpt))
    assert not season.report(season.tree.thpt).values.exists()


def test_the_office_starts_from_the_sum_of_accepted_reports(season: Season) -> None:
    tree = season.tree
    log(tree.mn_dong, 2)
    log(tree.th_dong, 5)
    log(tree.thpt, 10)
    for unit in (tree.mn_dong, tree.th_dong):
        season.accept(unit)
    xa = season.report(tree.xa_dong)
    assert content.look(xa).value(season.articles.pk) == 7
    season.accept(tree.xa_dong)
    top = content.look(season.report(tree.so)).values[season.articles.pk]
    assert (top.own, top.below, top.value) == (0, 7, 7)
    season.send(tree.thpt)
    assert content.look(season.report(tree.so)).value(season.articles.pk) == 7


def test_a_typed_figure_stays_beside_the_automatic_one(season: Season) -> None:
    tree = season.tree
    log(tree.thpt, 3)
    report = season.report(tree.thpt)
    filling.type_figure(report, season.articles, value=Decimal(9), version=0, by=season.office, note="Cộng sổ giấy")
    log(tree.thpt, 1)
    filling.fill(report)
    value = report.values.get(indicator=season.articles)
    assert (value.value, value.origin, value.typed_by) == (9, FigureOrigin.TYPED, season.office)
    assert content.automatic(value) == 4
    filling.use_auto(report, season.articles, version=value.version, by=season.office)
    assert content.look(report).value(season.articles.pk) == 4


def test_a_report_sent_up_meets_what_the_unit_owes(season: Season) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=season.office)
    flow.submit(report, by=season.office)
    flow.approve(report, by=season.head, on=dt.date(2026, 6, 1))
    flow.approve(report, by=season.head)
    report = season.report(season.tree.thpt)
    assert report.review_state == ReviewState.APPROVED
    assert report.obligation
    assert (report.obligation.state, report.obligation.met_on) == (ObligationState.MET, dt.date(2026, 6, 1))
    assert report.transitions.count() == 2


def test_a_figure_too_large_to_be_added_up_is_refused_where_it_is_typed() -> None:
    tree = province()
    season = Season(tree, tree.thpt, tree.gdtx)
    report = season.report(tree.thpt)
    with pytest.raises(ValidationError, match="quá lớn"):
        filling.type_figure(report, season.typed, value=Decimal(9 * 10**15), version=0, by=season.office)
    for unit in (tree.thpt, tree.gdtx):
        most = Decimal(9_999_999_999_999)
        filling.type_figure(season.report(unit), season.typed, value=most, version=0, by=season.office)
        season.accept(unit)
    consolidating.start(season.report(tree.so), by=season.office)
    assert content.look(season.report(tree.so)).value(season.typed.pk) == 19_999_999_999_998


def test_filling_asks_once_whose_work_counts(season: Season) -> None:
    HeadingFactory.make(template=season.template, role=HeadingRole.RESULTS)
    with CaptureQueriesContext(connection) as asked:
        filling.fill(season.report(season.tree.thpt))
    assert sum('FROM "organisations_succession"' in query["sql"] for query in asked) == 1
    assert sum('FROM "reports_reportvalue"' in query["sql"] for query in asked) == 2  # its own, and those below it
