"""A unit's own due day, given on the page of what it owes: no rule takes it back."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import province
from lantoa.organisations.models import Unit
from lantoa.reports import due_preview, periods
from lantoa.reports.factories import Season
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
DUE, EXTENDED = dt.date(2026, 6, 25), dt.date(2026, 7, 20)


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx, tree.mn_dong, due_on=DUE, gap_days=2)


def due(season: Season, unit: Unit) -> dt.date | None:
    debt = season.report(unit).obligation
    assert debt
    return debt.due_on


def extend(client: PageClient, season: Season, unit: Unit) -> None:
    client.force_login(season.office)
    address = reverse("ledger:due", args=[season.report(unit).obligation_id])
    client.post(address, {"due_on": f"{EXTENDED:%d/%m/%Y}", "words": "Trường mất điện"})
    assert due(season, unit) == EXTENDED


def test_an_extension_stays_whatever_else_changes_in_the_period(client: PageClient, season: Season) -> None:
    tree = season.tree
    extend(client, season, tree.thpt)
    before = due(season, tree.gdtx)
    periods.exclude(season.report(tree.gdtx), reason="Không có việc này", by=season.office)
    periods.restore(season.report(tree.gdtx), by=season.office)
    periods.add_units(season.period, [tree.th_dong], by=season.office)
    assert (due(season, tree.thpt), due(season, tree.gdtx)) == (EXTENDED, before)
    periods.set_dues(season.period, due_on=dt.date(2026, 6, 30), gap_days=3, by=season.office)
    assert due(season, tree.thpt) == EXTENDED
    assert due(season, tree.gdtx) != before
    page = words(parse(client.get(reverse("reports:period", args=[season.period.pk]))))
    assert "Hạn riêng của đơn vị" in page


def test_who_reports_to_an_extended_unit_is_counted_back_from_its_day(client: PageClient, season: Season) -> None:
    tree = season.tree
    extend(client, season, tree.xa_dong)
    periods.set_dues(season.period, due_on=DUE, gap_days=2, by=season.office)
    assert due(season, tree.xa_dong) == EXTENDED
    assert due(season, tree.mn_dong) == dt.date(2026, 7, 16)


def test_the_preview_of_other_days_leaves_an_extended_unit_out(client: PageClient, season: Season) -> None:
    extend(client, season, season.tree.thpt)
    first = due_preview.level_moves(season.period, due_on=dt.date(2026, 6, 30), gap_days=2)[0]
    assert (first.units, first.moved) == (3, 2)


def test_a_day_that_a_rule_sets_later_ends_the_own_day(client: PageClient, season: Season) -> None:

    extend(client, season, season.tree.thpt)
    line = Obligation.objects.filter(pk=season.report(season.tree.thpt).obligation_id)
    books.set_due(line, due_on=dt.date(2026, 7, 1), by=season.office)
    periods.set_dues(season.period, due_on=DUE, gap_days=2, by=season.office)
    assert due(season, season.tree.thpt) == dt.date(2026, 6, 23)


def test_an_own_day_is_given_up_at_the_press_of_a_button(client: PageClient, season: Season) -> None:
    """What reports to the unit follows it back; where no day is its own there is no button."""
    tree = season.tree
    before = due(season, tree.xa_dong), due(season, tree.mn_dong)
    extend(client, season, tree.xa_dong)
    address = reverse("reports:period", args=[season.period.pk])
    assert words(parse(client.get(address))).count("Bỏ hạn riêng") == 1
    report = season.report(tree.xa_dong)
    answer = client.post(reverse("reports:period_end_own_day", args=[season.period.pk, report.pk]), follow=True)
    assert "lại theo hạn chung của kỳ" in words(parse(answer))
    assert (due(season, tree.xa_dong), due(season, tree.mn_dong)) == before
    assert "Bỏ hạn riêng" not in words(parse(client.get(address)))


def test_a_closed_period_keeps_its_own_days(client: PageClient, season: Season) -> None:
    extend(client, season, season.tree.thpt)
    periods.close(season.period, by=season.office)
    assert "Bỏ hạn riêng" not in words(parse(client.get(reverse("reports:period", args=[season.period.pk]))))
    report = season.report(season.tree.thpt)
    client.post(reverse("reports:period_end_own_day", args=[season.period.pk, report.pk]))
    assert due(season, season.tree.thpt) == EXTENDED
