"""What hundreds of units say under a heading is read a page at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.organisations.factories import UnitFactory, province
from lantoa.reports import consolidating, filling
from lantoa.reports.factories import HeadingFactory, Season
from lantoa.reports.views.consolidating import A_TEXT_PAGE
from tests.html import PageClient, parse

pytestmark = pytest.mark.django_db

MANY = A_TEXT_PAGE + 3


def test_a_page_of_the_texts_is_read_and_those_chosen_are_taken_up(client: PageClient) -> None:
    tree = province()
    units = [UnitFactory.make(upper=True, parent=tree.so) for _ in range(MANY)]
    season = Season(tree, *units)
    heading = HeadingFactory.make(template=season.template)
    for number, unit in enumerate(units):
        report = season.report(unit)
        filling.write(report, heading, text=f"Lời của đơn vị thứ {number}.", version=0, by=season.office)
        season.accept(unit)
    top = season.report(tree.so)
    consolidating.start(top, by=season.office)
    client.force_login(season.office)
    address = reverse("reports:consolidate", args=[top.pk])
    with CaptureQueriesContext(connection) as asked:
        page = parse(client.get(address, {"noi_dung": heading.pk}))
    ticks = page.findall(".//input[@name='nguon']")
    assert len(ticks) == A_TEXT_PAGE
    paged = [one["sql"] for one in asked if f"LIMIT {A_TEXT_PAGE}" in one["sql"] and "reportnarrative" in one["sql"]]
    assert len(paged) == 1
    second = parse(client.get(address, {"noi_dung": heading.pk, "trang_nguon": 2}))
    assert len(second.findall(".//input[@name='nguon']")) == MANY - A_TEXT_PAGE
    key = f"muc-{heading.pk}"
    sent = {key: "Toàn ngành:", f"ban-{key}": _held(second, f"ban-{key}"), "nguon": [ticks[0].get("value")]}
    client.post(reverse("reports:take_texts", args=[top.pk, heading.pk]), sent)
    text = top.narratives.get(heading=heading).text
    assert text.startswith("Toàn ngành:")
    assert text.count("Lời của đơn vị thứ") == 1


def _held(page: object, name: str) -> str:
    field = page.find(f".//input[@name='{name}']")  # type: ignore[attr-defined]
    return str(field.get("value"))
