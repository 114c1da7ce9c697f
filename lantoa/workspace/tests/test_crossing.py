import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger import activities, evidence
from lantoa.ledger.counted_in import counted_in
from lantoa.ledger.tests.test_evidence import photo, sent
from lantoa.organisations import succession
from lantoa.organisations.factories import province
from lantoa.oversight import opening
from lantoa.oversight.factories import owed
from lantoa.plans.models import Plan
from lantoa.reports import correcting, flow, periods
from lantoa.reports.enums import PeriodType
from lantoa.reports.factories import Season, log
from lantoa.workspace.crossing import accepted_reports, plan_money, report_addresses
from tests.html import parse, words

pytestmark = pytest.mark.django_db


def test_a_cell_without_a_report_leads_to_the_ledger() -> None:
    tree = province()
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    row = owed(tree.thpt, tree.so, dt.date(2026, 7, 10))
    assert report_addresses in opening.providers
    assert opening.addresses(office, [row.pk]) == {row.pk: f"/lam-viec/viec/{row.pk}/"}


def test_an_accepted_report_holds_what_it_counts_until_a_correction_is_begun() -> None:
    tree = province()
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 6, 25))
    counted, later = log(tree.thpt)[0], log(tree.thpt, on=dt.date(2026, 9, 5))[0]
    assert counted_in(counted) == []
    report = season.send(tree.thpt)
    flow.accept(report, by=season.office)
    assert [one.url for one in counted_in(counted)] == [report.get_absolute_url()]
    assert counted_in(later) == []
    correcting.correct(season.report(tree.thpt), reason="Ghi nhầm một bài", by=season.office)
    assert counted_in(counted) == []


def test_an_issued_report_holds_what_a_division_did_with_its_evidence() -> None:
    tree = province()
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 6, 25))
    deed, officer = log(tree.van_phong)[0], UserFactory.make(role=Role.OFFICER, role__unit=tree.van_phong)
    [file] = activities.add_files(deed, [(uuid.uuid4(), evidence.take(sent("anh.jpg", photo())))], by=officer)
    report = season.send(tree.so)
    flow.issue(report, by=season.office, number="45/BC-SGDĐT", dated=dt.date(2026, 7, 1))
    assert [one.url for one in counted_in(deed)] == [report.get_absolute_url()]
    with pytest.raises(ValidationError, match="Đính chính"):
        activities.cancel(deed, reason="Ghi nhầm", by=officer)
    with pytest.raises(ValidationError, match="Đính chính"):
        activities.remove_file(file, by=officer)


def test_the_heirs_accepted_report_holds_what_a_unit_did_that_ended() -> None:
    tree = province()
    season = Season(tree, tree.th_dong, tree.mn_dong, due_on=dt.date(2026, 7, 10))
    deed = log(tree.th_dong)[0]
    succession.merge_into([tree.th_dong], tree.mn_dong, on=dt.date(2026, 7, 1), decision="", by=season.office)
    report = season.accept(tree.mn_dong)
    assert [one.url for one in counted_in(deed)] == [report.get_absolute_url()]


def test_a_report_holds_what_it_counts_after_the_division_has_moved_elsewhere() -> None:
    tree = province()
    season = Season(tree, tree.xa_dong, due_on=dt.date(2026, 7, 10))
    deed = log(tree.vhxh_dong)[0]
    season.accept(tree.xa_dong)
    tree.vhxh_dong.move_to(tree.xa_tay, on=dt.date(2026, 8, 1))
    assert len(counted_in(deed)) == 1


def test_what_holds_an_activity_is_asked_in_three_questions(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    tree = province()
    season = Season(tree, tree.thpt, tree.gdtx, due_on=dt.date(2026, 6, 25))
    deed = log(tree.thpt)[0]
    for unit in (tree.thpt, tree.gdtx):
        season.accept(unit)
    with django_assert_num_queries(3):
        assert len(accepted_reports(deed)) == 1


@pytest.mark.parametrize(
    ("amounts", "said"),
    [([20_000_000], 20_000_000), ([20_000_000, 15_000_000, 5_000_000], 20_000_000), ([20_000_000, 7_000_000], None)],
)
def test_the_money_that_a_plan_names_is_known_to_the_reports_of_its_year(amounts: list[int], said: int | None) -> None:
    unit = province().thpt
    plan = Plan.objects.create(
        unit=unit,
        year=2026,
        title="Kế hoạch",
        number="12/KH-THPT",
        review_state="issued",
        created_by=UserFactory.make(),
    )
    for order, amount in enumerate(amounts):
        plan.budget_lines.create(order=order, text="Kinh phí", estimate=amount)
    offer = plan_money(unit, 2026)
    assert (offer.value if offer else None) == said
    assert plan_money(unit, 2027) is None


def test_the_grid_calls_an_ad_hoc_period_by_its_own_name(client: Client) -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    days = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    asked = periods.Opening(
        tree.so, season.template, PeriodType.AD_HOC, 2026, *days, name="Đột xuất Tuần lễ chuyển đổi số"
    )
    periods.open_period(asked, form_key=uuid.uuid4(), by=season.office, units=[tree.thpt])
    client.force_login(season.office)
    page = words(parse(client.get(reverse("oversight:grid"), {"nam": "2026"})))
    assert "Đột xuất Tuần lễ chuyển đổi số" in page
    assert "Đột xuất 1/11 đến 30/11" not in page


def test_figures_that_an_accepted_report_counted_change_only_after_its_correction_is_begun() -> None:
    tree = province()
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 6, 25))
    deed, officer = log(tree.thpt, people=40)[0], UserFactory.make(role=Role.OFFICER, role__unit=tree.thpt)
    same = {"people": 40, "channel_kind": deed.channel_kind}
    report = season.accept(tree.thpt)
    told = activities.Deed(deed.kind, "Tên sửa lỗi gõ", deed.on, same)
    activities.change(deed, told, version=deed.version, by=officer)
    deed.refresh_from_db()
    assert deed.title == "Tên sửa lỗi gõ"
    for more in ({"people": 400}, {"cost": 500_000}):
        other = activities.Deed(deed.kind, deed.title, deed.on, same | more)
        with pytest.raises(ValidationError, match="Đính chính") as refused:
            activities.change(deed, other, version=deed.version, by=officer)
        assert str(report) in refused.value.messages[0]
    moved = activities.Deed(deed.kind, deed.title, dt.date(2026, 9, 1), same)
    with pytest.raises(ValidationError, match="Đang đổi ngày"):
        activities.change(deed, moved, version=deed.version, by=officer)
    deed.refresh_from_db()
    assert (deed.people, deed.on) == (40, dt.date(2026, 3, 2))
    correcting.correct(season.report(tree.thpt), reason="Đếm nhầm người", by=season.office)
    more_people = activities.Deed(deed.kind, deed.title, deed.on, same | {"people": 400})
    activities.change(deed, more_people, version=deed.version, by=officer)
    assert deed.people == 400


def test_the_form_says_which_report_counted_the_figure_and_keeps_what_was_typed(client: Client) -> None:
    tree = province()
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 6, 25))
    deed, officer = log(tree.thpt, cost=100_000)[0], UserFactory.make(role=Role.OFFICER, role__unit=tree.thpt)
    report = season.accept(tree.thpt)
    client.force_login(officer)
    given = {"loai": deed.kind, "unit": deed.unit_id, "title": deed.title, "on": "02/03/2026", "version": deed.version}
    answer = client.post(reverse("activities:change", args=[deed.pk]), {**given, "cost": "900000"})
    assert answer.status_code == 422
    page = words(parse(answer))
    assert str(report) in page
    assert "rồi mới sửa số liệu được" in page
    deed.refresh_from_db()
    assert deed.cost == 100_000
