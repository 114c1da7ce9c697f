"""The form that opens a period: nothing typed is lost while it is filled."""

import json
import uuid
from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province, UnitFactory, UnitGroupFactory, province
from lantoa.reports import periods
from lantoa.reports.enums import PeriodType
from lantoa.reports.factories import Season, TemplateFactory
from lantoa.reports.models import Period, ReportTemplate
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db

URL = "reports:period_other"


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def office(client: PageClient, tree: Province) -> User:
    made: User = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    client.force_login(made)
    return made


@pytest.fixture
def template(tree: Province) -> ReportTemplate:
    return TemplateFactory.make(unit=tree.so)


def sent(page: Any) -> dict[str, Any]:
    """What the form would send as it stands."""
    form = page.find(".//form[@id='mo-ky']")
    found: dict[str, Any] = {}
    for one in form.findall(".//input"):
        if one.get("type") == "checkbox" and one.get("checked") is None:
            continue
        found.setdefault(one.get("name"), []).append(one.get("value") or "on")
    for one in form.findall(".//textarea"):
        found[one.get("name")] = [(one.text or "").lstrip()]
    for one in form.findall(".//select"):
        options = one.findall(".//option")
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        found[one.get("name")] = [option.get("value") for option in chosen]
    return found


@pytest.mark.usefixtures("office", "template")
def test_choosing_another_period_keeps_groups_units_and_the_name(client: PageClient, tree: Province) -> None:
    group = UnitGroupFactory.make(owner=tree.so, name="Khối trực thuộc")
    page = parse(client.get(reverse(URL), {"ky": "H1", "nam": "2026"}))
    typed = sent(page) | {"groups": [group.pk], "more": [tree.thpt.code], "name": ["Đợt kiểm tra"], "ky": ["Q3"]}
    page = parse(client.post(reverse(URL), {**typed, "dien-ngay": "1"}))
    kept = sent(page)
    assert kept["groups"] == [str(group.pk)]
    assert kept["more"] == [tree.thpt.code]
    assert kept["name"] == ["Đợt kiểm tra"]
    third = periods.span(PeriodType.QUARTER, 2026, 3)
    assert kept["ends_on"] == [f"{third.ends_on:%d/%m/%Y}"]


@pytest.mark.usefixtures("office", "template")
def test_a_name_that_the_form_filled_in_follows_the_period(client: PageClient) -> None:
    page = parse(client.get(reverse(URL), {"ky": "H1", "nam": "2026"}))
    page = parse(client.post(reverse(URL), {**sent(page), "ky": "Q3", "dien-ngay": "1"}))
    assert sent(page)["name"] == [periods.span(PeriodType.QUARTER, 2026, 3).name]


@pytest.mark.usefixtures("office", "template")
def test_a_period_chosen_without_filling_its_days_is_not_opened_with_the_old_ones(
    client: PageClient, tree: Province
) -> None:
    page = parse(client.get(reverse(URL), {"ky": "H1", "nam": "2026"}))
    client.post(reverse(URL), {**sent(page), "units": [tree.thpt.pk], "ky": "Q3"})
    assert not Period.objects.exists()


@pytest.mark.usefixtures("office", "template")
def test_units_typed_become_ticks_and_what_is_no_unit_is_said_beside_the_field(
    client: PageClient, tree: Province
) -> None:
    page = parse(client.get(reverse(URL), {"ky": "H1", "nam": "2026"}))
    typed = {**sent(page), "more": f"{tree.thpt.code}\nTrường Không Có", "them": "1"}
    page = parse(client.post(reverse(URL), typed))
    assert sent(page)["units"] == [str(tree.thpt.pk)]
    assert tree.thpt.name in words(page)
    assert "Không có đơn vị nào là “Trường Không Có”" in words(page)
    opened = client.post(reverse(URL), {**sent(page), "more": ""} | {"due_on": ""})
    period = Period.objects.get()
    assert opened["Location"] == period.get_absolute_url()
    assert period.reports.filter(unit=tree.thpt).exists()


@pytest.mark.usefixtures("office", "template")
def test_after_a_fault_everything_typed_is_still_there(client: PageClient, tree: Province) -> None:
    page = parse(client.get(reverse(URL), {"ky": "H1", "nam": "2026"}))
    typed = {**sent(page), "units": [tree.thpt.pk], "ends_on": "31/02/2026", "name": "Đợt kiểm tra"}
    answer = client.post(reverse(URL), typed)
    assert answer.status_code == 422
    kept = sent(parse(answer))
    assert (kept["units"], kept["name"], kept["ends_on"]) == ([str(tree.thpt.pk)], ["Đợt kiểm tra"], ["31/02/2026"])


def test_further_units_are_picked_the_same_way(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt)
    client.force_login(season.office)
    url = reverse("reports:period_add_units", args=[season.period.pk])
    page = parse(client.post(url, {"more": tree.gdtx.code, "them": "1"}))
    ticked = [one.get("value") for one in page.findall(".//input[@name='units']")]
    assert ticked == [str(tree.gdtx.pk)]
    client.post(url, {"units": ticked})
    assert season.period.reports.filter(unit=tree.gdtx).exists()


def test_opening_for_many_units_tells_how_far_it_is(tree: Province, office: User, template: ReportTemplate) -> None:
    units = [UnitFactory.make(upper=True, parent=tree.so) for _ in range(130)]
    span = periods.span(PeriodType.HALF_YEAR, 2026, 1)
    opening = periods.Opening(tree.so, template, span.kind, 2026, span.starts_on, span.ends_on)
    told: list[tuple[int, int]] = []
    periods.open_period(
        opening, form_key=uuid.uuid4(), by=office, units=units, tell=lambda done, total: told.append((done, total))
    )
    assert json.dumps(told) == "[[100, 130], [130, 130]]"


def ad_hoc(tree: Province, template: ReportTemplate, *units: Any, name: str = "") -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "kind": PeriodType.AD_HOC.value,
        "year": 2026,
        "index": 1,
        "name": name,
        "template": template.pk,
        "starts_on": "01/05/2026",
        "ends_on": "31/05/2026",
        "gap_days": 3,
        "units": [unit.pk for unit in units],
    }


@pytest.mark.usefixtures("office")
def test_a_name_of_its_own_makes_another_period_of_the_same_days(
    client: PageClient, tree: Province, template: ReportTemplate
) -> None:
    client.post(reverse(URL), ad_hoc(tree, template, tree.thpt, name="Kiểm tra trường học"))
    client.post(reverse(URL), ad_hoc(tree, template, tree.thpt, tree.gdtx, name="Tuần lễ pháp luật"))
    first, second = Period.objects.order_by("pk")
    assert (first.name, second.name) == ("Kiểm tra trường học", "Tuần lễ pháp luật")
    assert not first.reports.filter(unit=tree.gdtx).exists()
    debts = [period.reports.get(unit=tree.thpt).obligation for period in (first, second)]
    assert debts[0] != debts[1]
    assert None not in debts


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("name", ["", "Kiểm tra  trường học"])
def test_the_same_days_without_another_name_are_refused_with_the_way_to_the_period(
    client: PageClient, tree: Province, template: ReportTemplate, name: str
) -> None:
    client.post(reverse(URL), ad_hoc(tree, template, tree.thpt, name="Kiểm tra trường học"))
    answer = client.post(reverse(URL), ad_hoc(tree, template, tree.gdtx, name=name))
    period = Period.objects.get()
    page = parse(answer)
    assert answer.status_code == 422
    assert "01/05/2026 đến 31/05/2026" in words(page)
    assert "đặt tên riêng" in words(page).lower()
    link = page.find(f".//main//a[@href='{period.get_absolute_url()}']")
    assert link is not None
    assert words(link) == "Kiểm tra trường học"


@pytest.mark.usefixtures("office")
def test_a_regular_period_opened_already_is_named_with_its_link(
    client: PageClient, tree: Province, template: ReportTemplate
) -> None:
    span = periods.span(PeriodType.HALF_YEAR, 2026, 1)
    days = {"starts_on": f"{span.starts_on:%d/%m/%Y}", "ends_on": f"{span.ends_on:%d/%m/%Y}", "ky": "H1", "nam": "2026"}
    said = {"kind": span.kind.value, "name": span.name, "da-dien": "H1-2026"}
    for _ in range(2):
        answer = client.post(reverse(URL), ad_hoc(tree, template, tree.thpt) | days | said)
    assert parse(answer).find(f".//main//a[@href='{Period.objects.get().get_absolute_url()}']") is not None


@pytest.mark.usefixtures("office")
def test_an_ad_hoc_period_stands_among_those_opened(
    client: PageClient, tree: Province, template: ReportTemplate
) -> None:
    client.post(reverse(URL), ad_hoc(tree, template, tree.thpt, name="Tuần lễ pháp luật"))
    page = parse(client.get(reverse("reports:period_new")))
    opened = page.find(".//section[@aria-labelledby='da-mo']")
    assert opened is not None
    assert "Tuần lễ pháp luật" in words(opened)
    received = parse(client.get(reverse("reports:list"), {"muc": "cho-xem"}))
    choices = [words(one) for one in received.findall(".//select[@name='ky']//option")]
    assert any("Tuần lễ pháp luật" in one for one in choices)
