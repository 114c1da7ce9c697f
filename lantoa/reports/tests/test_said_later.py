"""A report that came back, and one that others typed: what is asked and said of it later on."""

import pytest
from django.urls import reverse

from lantoa.organisations.factories import province
from lantoa.reports import flow
from lantoa.reports.factories import Season, log
from lantoa.reports.writing.document import printed
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    found = Season(tree, tree.thpt)
    log(tree.thpt)
    return found


def test_what_came_back_is_asked_about_also_after_it_was_withdrawn(client: PageClient, season: Season) -> None:
    report = season.send(season.tree.thpt)
    flow.send_back(report, by=season.office, note="Thiếu ảnh")
    flow.submit(season.report(season.tree.thpt), by=season.office)
    flow.take_back(season.report(season.tree.thpt), by=season.office)
    client.force_login(season.office)
    asked = client.post(reverse("reports:submit", args=[report.pk]))
    assert asked["Location"] == reverse("reports:resubmit", args=[report.pk])
    page = client.get(asked["Location"])
    assert page.status_code == 200
    assert "Lý do trả lại: Thiếu ảnh" in words(parse(page))


def test_paper_says_who_typed_the_report_for_its_unit(season: Season) -> None:
    report = season.send(season.tree.thpt)
    assert report.keyed_by_unit == season.tree.so
    assert f"Báo cáo do {season.tree.so.name} nhập thay." in printed(season.report(season.tree.thpt)).opening
