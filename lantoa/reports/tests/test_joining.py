"""Two plans that ask for the same report: units write it once."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.enums import DONE, ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations import succession
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Unit
from lantoa.reports import flow, joining, opening, periods, sources
from lantoa.reports.days import Days
from lantoa.reports.models import Period, Report
from lantoa.reports.proposals import Proposal
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


def ask(tree: Province, subject: Unit, *units: Unit, due: dt.date | None = dt.date(2026, 12, 20)) -> None:
    """What an issued plan leaves on the books: yearly reports of units; any row may stand for the rule."""
    debts = [
        books.Debt(
            unit_id=unit.pk,
            kind=ObligationKind.REPORT,
            subject=subject,
            title="Báo cáo năm 2026",
            part="2026",
            due_on=due,
            is_waiting=due is None,
        )
        for unit in units
    ]
    books.owe(debts, asked_by=tree.so.pk, origin=subject, on=dt.date(2026, 1, 5))


def proposal(tree: Province, subject: Unit) -> Proposal:
    return next(one for one in periods.proposals(tree.so) if one.subject == subject)


@pytest.fixture
def period(tree: Province, office: User) -> Period:
    """The year's period, opened for a first plan that asks two units."""
    ask(tree, tree.ubnd, tree.thpt, tree.xa_dong)
    first = proposal(tree, tree.ubnd)
    asked = opening.asked(tree.so, first, opening.template_for(tree.so, by=office))
    assert asked is not None
    made: Any = opening.open_or_begin(asked, form_key=uuid.uuid4(), by=office, proposal=first)
    return made


def debt(subject: Unit, unit: Unit) -> Obligation:
    return Obligation.objects.about(subject).get(unit=unit)


def test_a_further_plan_is_answered_by_the_reports_under_way(tree: Province, office: User, period: Period) -> None:
    other = UnitFactory.create(parent=tree.so)
    ask(tree, tree.thpt, tree.thpt, tree.xa_dong, other, due=None)
    found = proposal(tree, tree.thpt)
    template = opening.likely_template(tree.so)
    assert joining.open_already(tree.so, template, found) == period
    assert joining.expected(period, found) == joining.Shared(2, 1)
    before = Report.objects.count()
    assert joining.join(period, found, by=office) == joining.Shared(2, 1)
    assert Report.objects.count() == before + 1  # the one unit that had none
    assert joining.join(period, proposal(tree, tree.thpt), by=office) == joining.Shared(0, 0)
    assert proposal(tree, tree.thpt).periods == [period]
    assert debt(tree.thpt, tree.thpt).due_on == debt(tree.ubnd, tree.thpt).due_on  # it waited for a day


def test_what_meets_the_first_meets_the_others_and_a_return_opens_both(
    tree: Province, office: User, period: Period
) -> None:
    ask(tree, tree.thpt, tree.thpt, tree.xa_dong)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    report = period.reports.get(unit=tree.thpt)
    head = UserFactory.make(role=Role.HEAD, role__unit=tree.thpt)
    clerk = UserFactory.make(role=Role.OFFICE, role__unit=tree.thpt)
    flow.file_nil(report, by=clerk)
    flow.approve(report, by=head, on=TODAY)
    assert debt(tree.thpt, tree.thpt).state == ObligationState.NIL
    flow.send_back(report, by=office, note="Bổ sung số liệu")
    assert debt(tree.thpt, tree.thpt).state == ObligationState.OPEN
    assert debt(tree.thpt, tree.xa_dong).state == ObligationState.OPEN


def test_a_plan_that_comes_after_the_report_was_sent_is_met_at_once(
    tree: Province, office: User, period: Period
) -> None:
    books.meet(Obligation.objects.about(tree.ubnd).filter(unit=tree.thpt), on=TODAY, by=office)
    ask(tree, tree.thpt, tree.thpt, due=dt.date(2026, 11, 1))
    joining.join(period, proposal(tree, tree.thpt), by=office)
    late = debt(tree.thpt, tree.thpt)
    assert late.state in DONE
    assert late.state == ObligationState.MET_LATE  # each by its own day


def test_who_is_excused_from_the_report_is_excused_from_both(tree: Province, office: User, period: Period) -> None:
    ask(tree, tree.thpt, tree.thpt, tree.xa_dong)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    report = period.reports.get(unit=tree.thpt)
    periods.exclude(report, reason="Trường mới thành lập", by=office)
    assert debt(tree.thpt, tree.thpt).state == ObligationState.EXCLUDED
    periods.restore(period.reports.get(unit=tree.thpt), by=office)
    assert debt(tree.thpt, tree.thpt).is_pending


def test_a_division_speaks_through_the_report_of_its_office(tree: Province, office: User, period: Period) -> None:
    ask(tree, tree.thpt, tree.van_phong)
    assert proposal(tree, tree.thpt).who == tree.van_phong.name
    joining.join(period, proposal(tree, tree.thpt), by=office)
    assert not period.reports.filter(unit=tree.van_phong).exists()
    line = period.reports.get(unit=tree.so).obligation
    assert line is not None
    assert (line.unit, debt(tree.thpt, tree.van_phong).met_with) == (tree.so, line)


def test_a_commune_that_is_asked_through_its_division_owes_its_own_report(
    tree: Province, office: User, period: Period
) -> None:
    part = UnitFactory.make(kind=UnitKind.COMMUNE_DIVISION, name="Phòng Văn hóa - Xã hội", parent=tree.xa_dong)
    period.reports.filter(unit=tree.xa_dong).update(obligation=None)
    ask(tree, tree.thpt, part)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    line = period.reports.get(unit=tree.xa_dong).obligation
    assert line is not None
    assert (line.unit, debt(tree.thpt, part).met_with) == (tree.xa_dong, line)


def test_the_page_offers_to_share_instead_of_opening_again(
    client: PageClient, tree: Province, office: User, period: Period
) -> None:
    ask(tree, tree.thpt, tree.thpt, tree.xa_dong)
    client.force_login(office)
    page = client.get(reverse("reports:period_new")).content.decode()
    assert "2 đơn vị đã có báo cáo" in page
    key = proposal(tree, tree.thpt).key
    for _ in range(2):
        answer = client.post(reverse("reports:period_join_asked"), {"de-nghi": key, "don-vi": tree.so.pk}, follow=True)
    assert "không còn mở" in answer.content.decode()  # pressed twice, the second time says so
    assert Period.objects.count() == 1


def test_one_may_do_each_thing_once(tree: Province, office: User, period: Period) -> None:
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    owed = Obligation.objects.filter(unit=tree.thpt).pending()
    assert (owed.count(), owed.one_a_result().count()) == (2, 1)


def test_the_desk_shows_the_report_once(client: PageClient, tree: Province, office: User, period: Period) -> None:
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.thpt))
    home = words(parse(client.get(reverse("workspace:home"))))
    assert home.count("Báo cáo năm 2026") == 2  # its title, and the same for those who hear the page


def test_the_page_of_a_further_plans_line_leads_to_the_report(
    client: PageClient, tree: Province, office: User, period: Period
) -> None:
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.thpt))
    page = client.get(reverse("ledger:detail", args=[debt(tree.thpt, tree.thpt).pk])).content.decode()
    assert period.reports.get(unit=tree.thpt).get_absolute_url() in page


def test_an_heir_writes_one_report_for_both_plans(tree: Province, office: User, period: Period) -> None:
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    heir = UnitFactory.create(parent=tree.so)
    succession.merge_into([tree.thpt], heir, on=dt.date(2026, 11, 1), decision="", by=office)
    report = period.reports.get(unit=heir)
    owed = Obligation.objects.filter(unit=heir, kind=ObligationKind.REPORT).pending()
    assert owed.count() == 2
    assert list(owed.one_a_result()) == [report.obligation]


def test_grid_and_list_of_periods_count_the_report_once(
    client: PageClient, tree: Province, office: User, period: Period
) -> None:
    client.force_login(office)
    before = words(parse(client.get(reverse("oversight:grid"), {"nam": "2026"})).find(".//table"))
    ask(tree, tree.thpt, tree.thpt, tree.xa_dong)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    assert words(parse(client.get(reverse("oversight:grid"), {"nam": "2026"})).find(".//table")) == before
    opened = parse(client.get(reverse("reports:period_new"))).findall(".//ul[@class='period-links']/li")
    assert len(opened) == 1


def test_a_plan_that_is_withdrawn_leaves_what_the_other_asks(tree: Province, office: User, period: Period) -> None:
    ask(tree, tree.thpt, tree.thpt, tree.xa_dong)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    books.exclude(Obligation.objects.of(tree.ubnd), reason="Kế hoạch đã thu hồi", by=office)
    other = debt(tree.thpt, tree.thpt)
    assert other.is_pending
    assert other in Obligation.objects.pending().one_a_result()
    report = period.reports.get(unit=tree.thpt)
    assert (report.obligation, report.is_excluded) == (other, False)


def test_what_was_excused_by_itself_stays_so_when_the_report_comes_back(
    tree: Province, office: User, period: Period
) -> None:
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    own, lead = debt(tree.thpt, tree.thpt), Obligation.objects.filter(pk=debt(tree.ubnd, tree.thpt).pk)
    books.exclude(Obligation.objects.filter(pk=own.pk), reason="Miễn riêng", by=office)
    books.meet(lead, on=TODAY, by=office)
    books.restore(lead, by=office)
    own.refresh_from_db()
    assert (own.state, own.reason) == (ObligationState.EXCLUDED, "Miễn riêng")


def test_a_line_opened_again_by_itself_shows_and_may_be_shared_again(
    tree: Province, office: User, period: Period
) -> None:
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    own = debt(tree.thpt, tree.thpt)
    books.meet(Obligation.objects.filter(pk=debt(tree.ubnd, tree.thpt).pk), on=TODAY, by=office)
    books.restore(Obligation.objects.filter(pk=own.pk), by=office)
    assert own in Obligation.objects.pending().one_a_result()
    assert joining.join(period, proposal(tree, tree.thpt), by=office) == joining.Shared(1, 0)
    own.refresh_from_db()
    assert own.state in DONE


def test_a_division_that_ends_leaves_its_offices_report_standing(tree: Province, office: User, period: Period) -> None:
    ask(tree, tree.thpt, tree.van_phong)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    succession.merge_into([tree.van_phong], tree.khtc, on=dt.date(2026, 11, 1), decision="", by=office)
    report = period.reports.get(unit=tree.so)
    assert not report.is_excluded
    assert debt(tree.thpt, tree.khtc).met_with == report.obligation


def test_a_shared_report_counts_once_in_what_is_due(tree: Province, office: User, period: Period) -> None:
    def due() -> int:
        year = Days.just(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        rows = sources.obligations("reports_due", [tree.thpt.pk], year, today=year.last)
        return rows.count() if rows is not None else 0

    before = due()
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    assert due() == before


def test_sharing_asks_as_much_for_many_units_as_for_few(tree: Province, office: User, period: Period) -> None:
    def queries(subject: Unit, *units: Unit) -> int:
        ask(tree, subject, *units)
        found = proposal(tree, subject)
        with CaptureQueriesContext(connection) as asked:
            joining.join(period, found, by=office)
        return len(asked)

    few, many = UnitFactory.create_batch(3, parent=tree.so), UnitFactory.create_batch(12, parent=tree.so)
    periods.add_units(period, [*few, *many], by=office)
    assert queries(tree.thpt, *few) == queries(tree.gdtx, *many)


def test_a_line_excused_by_itself_and_asked_again_is_met_by_the_report_under_way(
    tree: Province, office: User, period: Period
) -> None:
    ask(tree, tree.thpt, tree.thpt)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    own = Obligation.objects.filter(pk=debt(tree.thpt, tree.thpt).pk)
    books.exclude(own, reason="Miễn riêng", by=office)
    books.restore(own, by=office)
    books.meet(Obligation.objects.filter(pk=debt(tree.ubnd, tree.thpt).pk), on=TODAY, by=office)
    assert own.get().state in DONE


def test_withdrawing_a_plan_asks_as_much_for_many_shared_lines_as_for_few(
    tree: Province, office: User, period: Period
) -> None:
    few, many = UnitFactory.create_batch(2, parent=tree.so), UnitFactory.create_batch(12, parent=tree.so)
    ask(tree, tree.gdtx, *few)
    ask(tree, tree.th_dong, *many)
    for subject in (tree.gdtx, tree.th_dong):
        joining.join(period, proposal(tree, subject), by=office)  # these lead
    ask(tree, tree.thpt, *few, *many)
    joining.join(period, proposal(tree, tree.thpt), by=office)
    counted = []
    for subject in (tree.gdtx, tree.th_dong):
        with CaptureQueriesContext(connection) as asked:
            books.exclude(Obligation.objects.of(subject), reason="Kế hoạch đã thu hồi", by=office)
        counted.append(len(asked))
    assert counted[0] == counted[1]
    assert Obligation.objects.about(tree.thpt).pending().one_a_result().count() == len([*few, *many])
