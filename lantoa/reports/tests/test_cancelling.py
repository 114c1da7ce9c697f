"""A period that was opened by mistake is taken back, as long as nobody has done anything in it."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.audit.models import Entry
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import province
from lantoa.oversight import urging
from lantoa.reports import cancelling, filling, flow, periods
from lantoa.reports.factories import HeadingFactory, Season
from lantoa.reports.models import Period, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.th_dong, due_on=dt.date(2027, 6, 20))


def page(client: Client, season: Season) -> str:
    client.force_login(season.office)
    return client.get(season.period.get_absolute_url()).content.decode()


def test_what_the_period_itself_asked_goes_with_it(client: Client, season: Season) -> None:
    assert "3 báo cáo của kỳ này bị bỏ" in page(client, season)
    answer = client.post(f"{season.period.get_absolute_url()}huy/", follow=True)
    assert "Đã hủy kỳ mở nhầm “6 tháng đầu năm 2026” với 3 báo cáo." in answer.content.decode()
    assert not Period.objects.exists()
    assert not Report.objects.exists()
    assert not Obligation.objects.exists()
    told = Entry.objects.get(action="period_cancelled")
    assert (told.actor, told.text) == (season.office, "Hủy kỳ mở nhầm: 6 tháng đầu năm 2026, 3 báo cáo")


def test_what_a_plan_asks_stays_on_the_books_with_its_own_day(season: Season) -> None:
    tree, asked = season.tree, dt.date(2027, 7, 30)
    debt = books.Debt(tree.gdtx.pk, ObligationKind.REPORT, tree.so, "Báo cáo quý II", part="2026-Q2", due_on=asked)
    books.owe([debt], asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 5))
    (plans,) = periods.proposals(tree.so)
    assert plans.span
    opening = periods.Opening(
        tree.so,
        season.template,
        plans.span.kind,
        2026,
        plans.span.starts_on,
        plans.span.ends_on,
        index=2,
        due_on=dt.date(2027, 7, 1),
    )
    period = periods.open_period(opening, form_key=uuid.uuid4(), by=season.office, proposal=plans)
    line = Obligation.objects.get(title="Báo cáo quý II")
    assert line.due_on != asked
    going = cancelling.cancel(period, by=season.office)
    assert (going.reports, going.still_asked) == (1, 1)
    line.refresh_from_db()
    assert (line.due_on, line.state) == (asked, ObligationState.OPEN)
    (again,) = periods.proposals(tree.so)
    assert (again.pending, again.periods) == (1, [])
    assert list(Period.objects.all()) == [season.period]


def type_a_figure(season: Season) -> None:
    filling.type_figure(season.report(season.tree.thpt), season.typed, value=Decimal(2), version=0, by=season.office)


def write_a_text(season: Season) -> None:
    heading = HeadingFactory.make(template=season.template)
    filling.write(season.report(season.tree.thpt), heading, text="Đã làm", version=0, by=season.office)


def send_a_report(season: Season) -> None:
    season.send(season.tree.thpt)


def take_a_submission_back(season: Season) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=season.office)
    report.take_back(by=season.office)


def urge_a_unit(season: Season) -> None:
    rows = Obligation.objects.filter(unit=season.tree.thpt)
    urging.urge(rows, unit=season.tree.so, by=season.office, text="", form_key=uuid.uuid4())


def close_it(season: Season) -> None:
    periods.close(season.period, by=season.office)


@pytest.mark.parametrize(
    "act", [type_a_figure, write_a_text, send_a_report, take_a_submission_back, urge_a_unit, close_it]
)
def test_a_period_in_which_somebody_has_begun_can_only_be_closed(
    client: Client, season: Season, act: Callable[[Season], None]
) -> None:
    act(season)
    assert "Hủy kỳ mở nhầm" not in page(client, season)
    answer = client.post(f"{season.period.get_absolute_url()}huy/", follow=True)
    assert "Không hủy được: " in answer.content.decode()
    assert Period.objects.filter(pk=season.period.pk).exists()
    with pytest.raises(ValidationError):
        cancelling.cancel(season.period, by=season.office)


def test_figures_that_were_only_worked_out_are_nobodys_work(season: Season) -> None:
    filling.fill(season.report(season.tree.thpt))
    cancelling.cancel(season.period, by=season.office)
    assert not Report.objects.exists()


def test_only_the_office_that_opened_it_takes_it_back(season: Season) -> None:
    school = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    with pytest.raises(PermissionDenied):
        cancelling.cancel(season.period, by=school)
