"""A period is closed while some have not sent: nobody is sent to a page on which nothing can be done."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import province
from lantoa.oversight.models import Reminder
from lantoa.oversight.reminding import escalate, remind
from lantoa.oversight.urging import may_be_urged_by
from lantoa.reports import flow, periods
from lantoa.reports.factories import Season
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 6, 25)
LATER = dt.date(2026, 7, 31)


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx, due_on=DUE)


@pytest.fixture
def clerk(season: Season) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)


def reminded() -> set[str]:
    return set(Reminder.objects.values_list("obligation__unit__code", flat=True))


def test_who_did_not_send_before_the_period_was_closed_is_left_in_peace_until_it_is_opened_again(
    season: Season, clerk: User
) -> None:
    periods.close(season.period, by=season.office)
    for act in (remind, escalate):
        act(LATER)
    assert reminded() == {"SO"}  # the office opens it again by itself
    assert not may_be_urged_by(season.office).exists()
    periods.reopen(season.period, by=season.office)
    remind(LATER)
    assert reminded() == {"SO", "THPT1", "GDTX"}
    assert may_be_urged_by(season.office).count() == 2


def test_a_report_that_waits_for_its_head_when_the_period_is_closed_is_still_asked_for(season: Season) -> None:
    flow.submit(season.report(season.tree.thpt), by=season.office)
    periods.close(season.period, by=season.office)
    assert [row.unit for row in may_be_urged_by(season.office)] == [season.tree.thpt]


def test_the_grid_shows_who_is_late_in_a_closed_period_and_offers_nobody_to_urge(
    client: PageClient, season: Season
) -> None:
    client.force_login(season.office)
    address = f"{reverse('oversight:grid')}?nam=2026"
    assert "Đôn đốc 2 đơn vị quá hạn báo cáo" in words(parse(client.get(address)))
    periods.close(season.period, by=season.office)
    page = parse(client.get(address))
    assert "đơn vị quá hạn báo cáo" not in words(page)
    assert "quá hạn, chưa gửi" in words(page)


def test_lists_and_pages_lead_to_read_and_say_why_it_cannot_be_sent(
    client: PageClient, season: Season, clerk: User
) -> None:
    client.force_login(clerk)
    report = season.report(season.tree.thpt)
    assert "Soạn" in words(parse(client.get(reverse("reports:list"))).find(".//main"))
    periods.close(season.period, by=season.office)
    said = words(parse(client.get(reverse("reports:list"))).find(".//main"))
    assert "Soạn" not in said
    assert "Xem" in said
    page = words(parse(client.get(report.get_absolute_url())))
    assert "Kỳ báo cáo đã đóng nên không gửi được" in page
    assert "đề nghị Sở GDĐT mở lại kỳ" in page
    debt = Obligation.objects.get(pk=report.obligation_id)
    assert "Soạn báo cáo" not in words(parse(client.get(reverse("ledger:detail", args=[debt.pk]))))
    client.force_login(season.office)
    assert "Đôn đốc đơn vị này" not in words(parse(client.get(reverse("ledger:detail", args=[debt.pk]))))
