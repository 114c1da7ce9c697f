"""What the list of reports can be narrowed to."""

import uuid

import pytest
from django.urls import reverse

from lantoa.organisations.factories import province
from lantoa.reports.factories import Season
from lantoa.reports.models import Period, Report
from tests.html import PageClient, parse

pytestmark = pytest.mark.django_db


def _years_of_months(season: Season) -> None:
    """Eight years of monthly periods, with a report of the school in each."""
    period = Period.objects.get(pk=season.period.pk)
    for number in range(96):
        year, month = 2018 + number // 12, number % 12 + 1
        period.pk, period.form_key, period.year, period.index = None, uuid.uuid4(), year, month
        period.kind, period.part, period.name = "month", f"{year}-{month:02d}", f"Tháng {month} năm {year}"
        period.starts_on = period.starts_on.replace(year=year, month=month, day=1)
        period.ends_on = period.starts_on.replace(day=14)
        period._state.adding = True
        period.save()
        Report.objects.create(period_id=period.pk, unit=season.tree.thpt, receiver=season.tree.so)


def test_every_period_can_be_chosen_however_old_year_by_year(client: PageClient) -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    _years_of_months(season)
    client.force_login(season.office)
    page = parse(client.get(reverse("reports:list") + "?muc=tat-ca"))
    groups = [
        (one.get("label"), len(one.findall("option"))) for one in page.findall(".//select[@id='loc-ky']/optgroup")
    ]
    assert groups == [("Năm 2026", 1), *((f"Năm {year}", 12) for year in range(2025, 2017, -1))]
    oldest = page.findall(".//select[@id='loc-ky']/optgroup/option")[-1]
    assert oldest.text.startswith("Tháng 1 năm 2018")
    narrowed = parse(client.get(reverse("reports:list") + f"?muc=tat-ca&ky={oldest.get('value')}"))
    assert narrowed.find(".//select[@id='loc-ky']//option[@selected]").text == oldest.text
