"""Units that ended: reported once, counted once, history kept. The districts ended on 1 July 2025."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Obligation
from lantoa.organisations import succession, undoing
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Succession, Unit
from lantoa.reports import content, drilling, flow, periods, previous
from lantoa.reports.consolidating import children_of
from lantoa.reports.drilling import PartKind
from lantoa.reports.enums import Aggregate, PeriodType
from lantoa.reports.factories import Season, log
from lantoa.reports.models import Period

pytestmark = pytest.mark.django_db
ABOLISHED = dt.date(2025, 7, 1)
BEFORE, AFTER = dt.date(2025, 6, 20), dt.date(2025, 10, 1)


@pytest.fixture
def tree() -> Province:
    return province()


def second_half(tree: Province, *units: Unit) -> Season:
    """The period from 15 June to 14 December 2025, in whose midst the districts ended."""
    season = Season(tree, tree.khtc)
    span = periods.span(PeriodType.HALF_YEAR, 2025, 2)
    days = {"starts_on": span.starts_on, "ends_on": span.ends_on, "part": span.part, "name": span.name}
    season.period = season.open(*units, **days)
    return season


def district(tree: Province) -> tuple[Unit, Unit]:
    """A district's division of education with a school below it."""
    huyen = UnitFactory.make(
        name="Phòng Giáo dục và Đào tạo huyện An Hòa", code="PGD", kind=UnitKind.DISTRICT_DIVISION, parent=tree.so
    )
    school = UnitFactory.make(name="Trường Tiểu học Bình Minh", code="BM", kind=UnitKind.SCHOOL, parent=huyen)
    return huyen, school


def test_a_district_that_was_abolished_in_mid_period_is_counted_once_with_the_unit_above(tree: Province) -> None:
    huyen, school = district(tree)
    log(huyen, 4, on=BEFORE)
    log(school, 1, on=BEFORE)
    log(school, 2, on=AFTER)
    succession.dissolve([huyen], on=ABOLISHED, decision="Nghị quyết 202/2025/QH15", by=None, children=tree.xa_dong)
    season = second_half(tree, tree.xa_dong, school)
    assert {report.unit for report in season.period.reports.all()} == {tree.so, tree.xa_dong, school}
    assert season.report(school).receiver.name == tree.xa_dong.name  # type: ignore[union-attr]
    assert content.look(season.report(school)).value(season.articles.pk) == 3
    season.accept(school)
    season.accept(tree.xa_dong)
    top = season.report(tree.so)
    assert content.look(top).value(season.articles.pk) == 7
    parts = drilling.breakdown(top, season.articles).parts
    assert [(part.kind, part.unit, part.amount) for part in parts] == [
        (PartKind.REPORT, tree.xa_dong, 3),
        (PartKind.ENDED, huyen, 4),
    ]
    assert "đơn vị đã kết thúc" in parts[1].label


def test_a_district_division_merged_into_one_commune_counts_with_the_commune(tree: Province) -> None:
    huyen, _ = district(tree)
    log(huyen, 4, on=BEFORE)
    log(tree.xa_dong, 1, on=AFTER)
    succession.merge_into([huyen], tree.xa_dong, on=ABOLISHED, decision="", by=None, children=tree.xa_dong)
    season = second_half(tree, tree.xa_dong)
    assert content.look(season.report(tree.xa_dong)).value(season.articles.pk) == 5
    assert content.look(season.report(tree.so)).value(season.articles.pk) == 0


def test_a_district_whose_work_went_to_several_communes_stays_with_the_unit_above(tree: Province) -> None:
    huyen, school = district(tree)
    log(huyen, 4, on=BEFORE)
    parts = [
        Unit(name=f"Ủy ban nhân dân xã Mới {n}", code=f"M{n}", kind="commune_committee", parent=tree.so) for n in (1, 2)
    ]
    succession.split(huyen, parts, on=ABOLISHED, decision="", by=None, children={school.pk: parts[0]})
    season = second_half(tree, *parts)
    assert [content.look(season.report(unit)).value(season.articles.pk) for unit in parts] == [0, 0]
    assert content.look(season.report(tree.so)).value(season.articles.pk) == 4


def test_a_merged_unit_is_one_unit_where_units_are_counted(tree: Province) -> None:
    log(tree.th_dong, 1, on=BEFORE)
    log(tree.mn_dong, 1, on=AFTER)
    succession.merge_into([tree.th_dong], tree.mn_dong, on=ABOLISHED, decision="", by=None)
    season = Season(tree, tree.khtc)
    units = season.row(code="DV", name="Đơn vị có hoạt động", aggregate=Aggregate.UNITS)
    span = periods.span(PeriodType.HALF_YEAR, 2025, 2)
    season.period = season.open(tree.mn_dong, starts_on=span.starts_on, ends_on=span.ends_on, part="2025-H2")
    report = season.report(tree.mn_dong)
    assert content.look(report).value(units.pk) == 1
    broken = drilling.breakdown(report, units)
    assert sum(part.amount for part in broken.parts) == 1


def test_a_school_that_merges_while_the_period_is_open_reports_through_its_heir(tree: Province) -> None:
    season = Season(tree, tree.th_dong)
    log(tree.th_dong, 2)
    debt = season.report(tree.th_dong).obligation
    succession.merge_into([tree.th_dong], tree.mn_dong, on=dt.date(2026, 7, 1), decision="", by=season.office)
    heir = season.report(tree.mn_dong)
    assert heir.obligation
    assert heir.obligation.handed_from == debt
    assert heir.receiver == tree.xa_dong
    assert content.look(heir).value(season.articles.pk) == 2
    old = season.report(tree.th_dong)
    assert old.is_excluded
    with pytest.raises(ValidationError, match="không phải gửi"):
        flow.submit(old, by=season.office)
    season.accept(tree.mn_dong)
    assert content.look(season.report(tree.xa_dong)).value(season.articles.pk) == 2
    why = {child.unit: child.why for child in children_of(season.report(tree.xa_dong))}
    assert why[tree.th_dong].startswith("không phải gửi: Trường Tiểu học Kim Đồng thôi hoạt động")


def test_what_was_submitted_but_not_approved_when_the_unit_ended_is_not_counted_twice(tree: Province) -> None:
    season = Season(tree, tree.th_dong, tree.mn_dong)
    log(tree.th_dong, 2)
    report = season.report(tree.th_dong)
    flow.submit(report, by=season.office)
    succession.merge_into([tree.th_dong], tree.mn_dong, on=dt.date(2026, 7, 1), decision="", by=season.office)
    with pytest.raises(ValidationError, match="không phải gửi"):
        flow.approve(season.report(tree.th_dong), by=season.head)
    assert content.look(season.report(tree.mn_dong)).value(season.articles.pk) == 2


def test_a_report_sent_before_the_merger_stays_and_is_not_counted_with_the_heir(tree: Province) -> None:
    season = Season(tree, tree.th_dong, tree.mn_dong)
    log(tree.th_dong, 2)
    season.accept(tree.th_dong)
    succession.merge_into([tree.th_dong], tree.mn_dong, on=dt.date(2026, 7, 1), decision="", by=season.office)
    assert content.look(season.report(tree.mn_dong)).value(season.articles.pk) == 0
    assert content.look(season.report(tree.xa_dong)).value(season.articles.pk) == 2


def test_undoing_a_mistaken_merger_gives_the_report_back(tree: Province) -> None:
    season = Season(tree, tree.th_dong)
    succession.merge_into([tree.th_dong], tree.mn_dong, on=dt.date(2026, 7, 1), decision="", by=season.office)
    undoing.undo(Succession.objects.latest("pk").act, by=season.office)
    assert {report.unit for report in season.period.reports.all()} == {tree.so, tree.xa_dong, tree.th_dong}
    assert season.report(tree.th_dong).obligation.is_pending  # type: ignore[union-attr]


def test_opened_after_the_merger_the_heir_alone_is_asked(tree: Province) -> None:
    succession.merge_into([tree.th_dong], tree.mn_dong, on=dt.date(2026, 7, 1), decision="", by=None)
    log(tree.th_dong, 2)
    season = Season(tree, tree.th_dong, tree.mn_dong)
    assert not season.period.reports.filter(unit=tree.th_dong).exists()
    assert Obligation.objects.about(season.period).filter(unit=tree.mn_dong).count() == 1
    assert content.look(season.report(tree.mn_dong)).value(season.articles.pk) == 2


def test_days_outside_the_period_and_cancelled_work_are_not_counted(tree: Province) -> None:
    season = Season(tree, tree.thpt)
    for day in (dt.date(2025, 12, 14), dt.date(2025, 12, 15), dt.date(2026, 6, 14), dt.date(2026, 6, 15)):
        log(tree.thpt, 1, on=day)
    wrong = log(tree.thpt, 1)[0]
    wrong.cancelled_at, wrong.cancel_reason = dt.datetime(2026, 4, 1, tzinfo=dt.UTC), "Ghi nhầm"
    wrong.save()
    assert content.look(season.report(tree.thpt)).value(season.articles.pk) == 2


def test_the_last_period_of_merged_units_stands_beside_as_one(tree: Province) -> None:
    season = Season(tree, tree.khtc)
    span = periods.span(PeriodType.HALF_YEAR, 2025, 2)
    current: Period = season.open(tree.mn_dong, part="2026-X")
    days = {"starts_on": span.starts_on, "ends_on": span.ends_on, "part": span.part}
    season.period = season.open(tree.mn_dong, tree.th_dong, **days)
    log(tree.mn_dong, 3, on=AFTER)
    log(tree.th_dong, 4, on=AFTER, kind=ActivityKind.ARTICLE)
    season.send(tree.mn_dong)
    season.send(tree.th_dong)
    succession.merge_into([tree.th_dong], tree.mn_dong, on=dt.date(2026, 2, 1), decision="", by=season.office)
    found = previous.before(current.reports.get(unit=tree.mn_dong), [season.articles])
    assert found
    assert found.values[season.articles.pk] == 7
