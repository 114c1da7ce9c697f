"""One fact serves every report: the same figures in another receiver's template."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import province
from lantoa.reports import another, consolidating, content, drilling, filling, flow, periods
from lantoa.reports.factories import RowFactory, Season, TemplateFactory, log
from lantoa.reports.models import Report, ReportTemplate
from lantoa.reports.writing.document import printed
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    """Two schools accepted, the department added them up and typed its prizes."""
    tree = province()
    season = Season(tree, tree.thpt, tree.gdtx)
    log(tree.thpt, 3)
    log(tree.gdtx, 2)
    for unit in (tree.thpt, tree.gdtx):
        season.accept(unit)
    own = season.report(tree.so)
    children = [child.counted for child in consolidating.children_of(own) if child.counted]
    consolidating.include(own, children, by=season.office)
    filling.type_figure(own, season.typed, value=Decimal(4), version=0, by=season.office, note="Theo quyết định khen")
    return season


def section(season: Season) -> Report:
    """The department's section for the reform report: articles and prizes, not people."""
    template = TemplateFactory.make(unit=season.tree.so, name="Phần tuyên truyền", is_section=True)
    for indicator in (season.articles, season.typed):
        RowFactory.make(template=template, indicator=indicator)
    return another.begin(season.report(season.tree.so), template, by=season.office)


def figures(report: Report) -> dict[str, Decimal | None]:
    held = content.look(Report.objects.get(pk=report.pk))
    return {row.indicator.code: value.value for row, value in held.rows}


def test_the_same_facts_feed_the_second_template_and_nobody_below_is_asked_again(season: Season) -> None:
    owed = Obligation.objects.count()
    assert figures(section(season)) == {"TIN": Decimal(5), "GIAI": Decimal(4)}
    assert Obligation.objects.count() == owed
    assert Report.objects.filter(unit=season.tree.thpt).count() == 1


def test_its_sum_opens_down_to_the_same_reports(season: Season) -> None:
    parts = drilling.breakdown(section(season), season.articles).parts
    assert {(part.report.unit, part.amount) for part in parts if part.report} == {
        (season.tree.thpt, Decimal(3)),
        (season.tree.gdtx, Decimal(2)),
    }


def test_asked_twice_there_is_one(season: Season) -> None:
    drawn = section(season)
    again = another.begin(season.report(season.tree.so), drawn.period.template, by=season.office)
    assert again == drawn


def test_a_change_of_the_first_is_offered_to_the_second(season: Season) -> None:
    drawn = section(season)
    assert not another.is_behind(drawn)
    consolidating.leave_out(season.report(season.tree.so), season.report(season.tree.gdtx), by=season.office)
    assert another.is_behind(drawn)
    another.follow(drawn)
    filling.fill(drawn)
    assert figures(drawn)["TIN"] == Decimal(3)


def test_what_a_report_below_counts_is_not_counted_again_as_the_units_own(season: Season) -> None:
    """The commune's division logs for itself; its articles stand in the commune's report."""
    tree = season.tree
    periods.add_units(season.period, [tree.xa_dong], by=season.office)
    log(tree.vhxh_dong, 7)
    own, commune = season.report(tree.so), season.accept(tree.xa_dong)
    consolidating.include(own, [commune], by=season.office)
    assert figures(own)["TIN"] == Decimal(12)
    assert figures(section(season))["TIN"] == Decimal(12)


def test_a_typed_figure_that_was_taken_over_follows_until_somebody_types_another(season: Season) -> None:
    drawn, own = section(season), season.report(season.tree.so)
    version = own.values.get(indicator=season.typed).version
    filling.type_figure(own, season.typed, value=Decimal(6), version=version, by=season.office)
    assert another.is_behind(drawn)
    another.follow(drawn)
    filling.fill(drawn)
    assert figures(drawn)["GIAI"] == Decimal(6)
    assert not another.is_behind(drawn)
    version = drawn.values.get(indicator=season.typed).version
    filling.type_figure(drawn, season.typed, value=Decimal(9), version=version, by=season.office)
    filling.type_figure(
        own, season.typed, value=Decimal(7), version=own.values.get(indicator=season.typed).version, by=season.office
    )
    another.follow(drawn)
    filling.fill(drawn)
    assert figures(drawn)["GIAI"] == Decimal(9)


def test_its_correction_counts_and_keeps_as_it_did(season: Season) -> None:
    tree, drawn = season.tree, section(season)
    log(tree.khtc, 1)
    version = drawn.values.get(indicator=season.typed).version
    filling.type_figure(drawn, season.typed, value=Decimal(9), version=version, by=season.office)
    flow.submit(drawn, by=season.office)
    flow.approve(drawn, by=season.head)
    flow.issue(drawn, by=season.office, number="45/BC-SGDĐT", dated=dt.date(2026, 7, 1))
    correction = flow.correct(drawn, reason="Sót một bài", by=season.office)
    another.follow(correction)
    filling.fill(correction)
    assert correction.drawn_from == season.report(tree.so)
    assert figures(correction) == {"TIN": Decimal(6), "GIAI": Decimal(9)}


def test_only_who_writes_for_the_unit_draws_its_figures(season: Season) -> None:
    stranger = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    with pytest.raises(PermissionDenied):
        another.begin(season.report(season.tree.so), TemplateFactory.make(unit=season.tree.so), by=stranger)


def test_it_names_the_units_that_are_not_in_the_sum_that_it_takes_over(season: Season) -> None:
    tree = season.tree
    periods.add_units(season.period, [tree.xa_dong], by=season.office)
    drawn = section(season)
    assert [child.unit for child in consolidating.not_included(consolidating.children_of(drawn))] == [tree.xa_dong]
    assert [one.unit for one in printed(drawn).not_included] == [tree.xa_dong.label]
    assert [child.unit for child in drilling.breakdown(drawn, season.articles).absent] == [tree.xa_dong]


def test_what_is_in_its_sum_is_chosen_where_the_figures_come_from(season: Season) -> None:
    drawn = section(season)
    with pytest.raises(ValidationError, match="lấy số liệu từ"):
        consolidating.leave_out(drawn, season.report(season.tree.thpt), by=season.office)
    consolidating.leave_out(season.report(season.tree.so), season.report(season.tree.thpt), by=season.office)
    assert not consolidating.difference(drawn)


def issue(report: Report, season: Season, number: str) -> None:
    flow.submit(report, by=season.office)
    flow.approve(report, by=season.head)
    flow.issue(report, by=season.office, number=number, dated=dt.date(2026, 7, 1))


def correct_the_first(season: Season) -> Report:
    """The department's report was issued; a school mends its own (one article more), the department takes that over in
    a correction, which is not sent yet."""
    tree = season.tree
    issue(season.report(tree.so), season, "45/BC-SGDĐT")
    log(tree.thpt, 1)
    flow.correct(season.report(tree.thpt), reason="Sót một bài", by=season.office)
    school = season.accept(tree.thpt)
    correction = flow.correct(season.report(tree.so), reason="Một trường đính chính", by=season.office)
    consolidating.include(correction, [school], by=season.office)
    return correction


def test_a_correction_of_the_first_is_what_the_second_follows_once_it_went_up(
    client: PageClient, season: Season
) -> None:
    drawn = section(season)
    correction = correct_the_first(season)
    assert not another.is_behind(drawn)  # what is being mended is nobody's figure yet
    issue(correction, season, "51/BC-SGDĐT")
    client.force_login(season.office)
    page = parse(client.get(drawn.get_absolute_url()))
    assert "Báo cáo đó vừa thay đổi" in words(page)
    assert page.find(f".//main//a[@href='{correction.get_absolute_url()}']") is not None
    client.post(reverse("reports:refill", args=[drawn.pk]))
    drawn.refresh_from_db()
    assert figures(drawn)["TIN"] == Decimal(6)
    assert drawn.drawn_from == correction
    assert not another.is_behind(drawn)


def test_a_second_that_was_sent_says_that_the_first_was_corrected_and_its_correction_follows(
    client: PageClient, season: Season
) -> None:
    drawn = section(season)
    issue(drawn, season, "46/BC-SGDĐT")
    issue(correct_the_first(season), season, "51/BC-SGDĐT")
    client.force_login(season.office)
    said = words(parse(client.get(drawn.get_absolute_url())))
    assert "số liệu ở đây là của bản trước" in said
    assert "Đính chính" in said
    correction = flow.correct(Report.objects.get(pk=drawn.pk), reason="Theo bản đính chính", by=season.office)
    assert another.is_behind(correction)
    another.follow(correction)
    filling.fill(correction)
    assert figures(correction) == {"TIN": Decimal(6), "GIAI": Decimal(4)}


def test_figures_of_the_units_own_that_a_correction_changed_are_told_too(season: Season) -> None:
    drawn = section(season)
    issue(drawn, season, "46/BC-SGDĐT")
    issue(season.report(season.tree.so), season, "45/BC-SGDĐT")
    log(season.tree.so, 1)
    correction = flow.correct(season.report(season.tree.so), reason="Sót một bài", by=season.office)
    issue(correction, season, "51/BC-SGDĐT")
    assert another.is_behind(Report.objects.get(pk=drawn.pk))


def test_a_report_that_the_unit_owes_in_that_template_anyway_is_not_said_to_be_drawn(
    client: PageClient, season: Season
) -> None:
    template: ReportTemplate = TemplateFactory.make(unit=season.tree.so)
    RowFactory.make(template=template, indicator=season.articles)
    asked = season.open(season.tree.thpt, template=template).reports.get(unit=season.tree.so)
    client.force_login(season.office)
    answer = client.post(reverse("reports:another", args=[season.report(season.tree.so).pk, template.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == asked.get_absolute_url()
    said = words(parse(answer))
    assert "Đã lập" not in said
    assert "có số liệu riêng" in said
