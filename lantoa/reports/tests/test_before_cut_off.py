"""A report that goes up before its data are cut off says up to which day they run."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from lantoa.organisations.factories import province
from lantoa.reports import flow
from lantoa.reports.factories import Season, log
from lantoa.reports.writing.document import printed
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    """Data go on until eleven days from now."""
    tree = province()
    found = Season(tree, tree.thpt, ends_on=timezone.localdate() + dt.timedelta(days=11))
    log(tree.thpt)
    return found


def test_the_form_and_the_report_sent_say_up_to_which_day_the_data_run(client: PageClient, season: Season) -> None:
    report = season.report(season.tree.thpt)
    today = timezone.localdate()
    said = f"Số liệu tính đến {today:%d/%m/%Y}; kỳ chốt số liệu ngày {report.period.ends_on:%d/%m/%Y}."
    client.force_login(season.office)
    url = reverse("reports:report", args=[report.pk])
    assert said in words(parse(client.get(url)))
    flow.submit(report, by=season.office)
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        client.force_login(season.office)
        assert said in words(parse(client.get(url)))
        assert f"đến ngày {today:%d/%m/%Y}" in printed(season.report(season.tree.thpt)).opening


def test_data_that_are_cut_off_need_no_word(client: PageClient) -> None:
    tree = province()
    season = Season(tree, tree.thpt, ends_on=timezone.localdate() - dt.timedelta(days=1))
    client.force_login(season.office)
    page = parse(client.get(reverse("reports:report", args=[season.report(tree.thpt).pk])))
    assert "Số liệu tính đến" not in words(page)
