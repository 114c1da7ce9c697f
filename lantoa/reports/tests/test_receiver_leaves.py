"""A unit that had accepted reports leaves the period: what it took up is not lost, and counts once."""

import datetime as dt

import pytest

from lantoa.organisations import succession
from lantoa.organisations.factories import Province, province
from lantoa.reports import consolidating, content, flow, line_keeping, periods
from lantoa.reports.consolidating import children_of
from lantoa.reports.factories import Season, log
from lantoa.reports.models import ReportingLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def season(tree: Province) -> Season:
    """A school whose two articles its commune has accepted; the commune itself has sent nothing."""
    season = Season(tree, tree.th_dong)
    log(tree.th_dong, 2)
    season.accept(tree.th_dong)
    assert content.look(season.report(tree.xa_dong)).value(season.articles.pk) == 2
    return season


def total(season: Season) -> object:
    consolidating.start(season.report(season.tree.so), by=season.office)
    return content.look(season.report(season.tree.so)).value(season.articles.pk)


def test_what_an_excused_unit_had_accepted_goes_to_the_unit_above(season: Season) -> None:
    tree = season.tree
    periods.exclude(season.report(tree.xa_dong), reason="Mới thành lập", by=season.office)
    assert tree.th_dong in {child.unit for child in children_of(season.report(tree.so))}
    assert total(season) == 2


def test_a_unit_that_is_asked_again_does_not_count_a_second_time_what_went_past_it(season: Season) -> None:
    tree = season.tree
    periods.exclude(season.report(tree.xa_dong), reason="Mới thành lập", by=season.office)
    assert total(season) == 2
    periods.restore(season.report(tree.xa_dong), by=season.office)
    season.accept(tree.xa_dong)
    assert total(season) == 2


def test_what_a_merged_unit_had_accepted_is_counted_once(season: Season) -> None:
    tree = season.tree
    on = dt.date(2026, 7, 1)
    succession.merge_into([tree.xa_dong], tree.xa_tay, on=on, decision="", by=season.office, children=tree.xa_tay)
    season.accept(tree.xa_tay)
    assert total(season) == 2


def test_a_correction_goes_where_the_edition_before_it_was_accepted(season: Season) -> None:
    tree = season.tree
    line = ReportingLine(unit=tree.th_dong, to_unit=tree.so, valid_from=dt.date(2026, 1, 1), reason="Công văn 12")
    line_keeping.add(line, by=season.office)
    flow.correct(season.report(tree.th_dong), reason="Sót một bài", by=season.office)
    line_keeping.follow(line)
    season.accept(tree.th_dong)
    assert season.report(tree.th_dong).receiver == tree.xa_dong
    season.accept(tree.xa_dong)
    assert total(season) == 2


def test_a_correction_follows_with_all_its_editions_when_its_receiver_leaves(season: Season) -> None:
    tree = season.tree
    flow.correct(season.report(tree.th_dong), reason="Sót một bài", by=season.office)
    periods.exclude(season.report(tree.xa_dong), reason="Mới thành lập", by=season.office)
    assert total(season) == 2
    log(tree.th_dong, 1)
    season.accept(tree.th_dong)
    assert total(season) == 3
