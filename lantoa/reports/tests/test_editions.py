"""While a correction is being written the edition before it stands everywhere."""

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from lantoa.organisations.factories import province
from lantoa.reports import filling, flow, outliers, periods, previous
from lantoa.reports.enums import PeriodType
from lantoa.reports.factories import Season, log
from lantoa.reports.models import ReportValue
from lantoa.reports.writing import volume

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx)


def test_a_unit_that_corrects_its_report_stays_in_the_volume(season: Season) -> None:
    first = season.accept(season.tree.thpt)
    correction = flow.correct(first, reason="Sót một bài", by=season.office)
    assert list(volume.to_bind(season.period, season.tree.so)) == [first]
    season.send(season.tree.thpt)
    assert list(volume.to_bind(season.period, season.tree.so)) == [correction]


def test_last_periods_value_stands_while_that_report_is_being_corrected(season: Season) -> None:
    tree = season.tree
    log(tree.thpt, 3)
    first = season.accept(tree.thpt)
    span = periods.span(PeriodType.HALF_YEAR, 2026, 2)
    opening = periods.Opening(
        tree.so, season.template, span.kind, 2026, span.starts_on, span.ends_on, index=2, part=span.part
    )
    later = periods.open_period(opening, form_key=uuid.uuid4(), by=season.office, units=[tree.thpt])
    flow.correct(first, reason="Sót một bài", by=season.office)
    found = previous.before(later.reports.get(unit=tree.thpt), [season.articles])
    assert found is not None
    assert found.values[season.articles.pk] == Decimal(3)


def test_siblings_that_correct_their_reports_are_still_compared_with(season: Season) -> None:
    tree = season.tree
    other = season.report(tree.gdtx)
    filling.type_figure(other, season.typed, value=Decimal(4), version=0, by=season.office)
    flow.correct(season.accept(tree.gdtx), reason="Sót một bài", by=season.office)
    tree.thpt.kind, tree.thpt.school_level = tree.gdtx.kind, tree.gdtx.school_level
    tree.thpt.save()
    assert outliers._siblings(season.report(tree.thpt), [season.typed.pk]) == {season.typed.pk: [Decimal(4)]}


def test_a_correction_can_not_say_that_there_was_nothing(season: Season) -> None:
    """The sum above would go on holding the figures of the edition before it."""
    correction = flow.correct(season.accept(season.tree.thpt), reason="Ghi nhầm", by=season.office)
    with pytest.raises(ValidationError, match="đính chính"):
        flow.file_nil(correction, by=season.office)
    assert ReportValue.objects.filter(report=correction).exists()


def test_the_report_of_the_office_that_asks_can_not_say_that_there_was_nothing(season: Season) -> None:
    with pytest.raises(ValidationError, match="tổng hợp"):
        flow.file_nil(season.report(season.tree.so), by=season.office)
