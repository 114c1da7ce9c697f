import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.jobs.models import LongJob
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.reports import opening, periods
from lantoa.reports.factories import Season
from lantoa.reports.models import Period, Report, ReportTemplate
from lantoa.reports.period_rows import Sending
from lantoa.reports.standard import FORMS
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


def ask(tree: Province, part: str = "2026-H1", due: dt.date | None = dt.date(2026, 6, 20)) -> None:
    """What an issued plan leaves on the books: reports of two units; any row may stand for the rule."""
    debts = [
        books.Debt(
            unit_id=unit.pk, kind=ObligationKind.REPORT, subject=tree.ubnd, title="Báo cáo", part=part, due_on=due
        )
        for unit in (tree.thpt, tree.xa_dong)
    ]
    books.owe(debts, asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 5))


def rows(answer: Any) -> list[str]:
    return [words(row) for row in parse(answer).findall(".//tbody/tr")]


def test_one_press_opens_what_a_plan_asks_and_makes_the_standard_templates(
    client: PageClient, tree: Province, office: User
) -> None:
    ask(tree)
    client.force_login(office)
    page = parse(client.get(reverse("reports:period_new")))
    form = next(one for one in page.findall(".//form") if one.get("action") == reverse("reports:period_open_asked"))
    typed = {one.get("name"): one.get("value") for one in form.findall("input") if one.get("name")}
    answers = [client.post(form.get("action"), typed) for _ in range(2)]
    period = Period.objects.get()
    assert {answer["Location"] for answer in answers} == {period.get_absolute_url()}
    assert (period.part, period.starts_on, period.ends_on) == ("2026-H1", dt.date(2025, 12, 15), dt.date(2026, 6, 14))
    assert set(period.reports.values_list("unit", flat=True)) == {tree.so.pk, tree.thpt.pk, tree.xa_dong.pk}
    names = set(ReportTemplate.objects.filter(unit=tree.so).values_list("name", flat=True))
    assert names == {form.name for form in FORMS}


def test_a_plan_that_asks_before_the_cut_off_is_said_beside_the_press(
    client: PageClient, tree: Province, office: User
) -> None:
    ask(tree, part="2027-H1", due=dt.date(2027, 6, 10))
    client.force_login(office)
    assert "không sau ngày chốt số liệu 14/06/2027" in client.get(reverse("reports:period_new")).content.decode()


def test_the_days_of_the_chosen_period_are_filled_in_by_the_law(
    client: PageClient, tree: Province, office: User
) -> None:
    client.force_login(office)
    page = parse(client.get(reverse("reports:period_other"), {"ky": "Q3", "nam": "2026"}))
    values = {one.get("name"): one.get("value") for one in page.findall(".//input")}
    assert (values["starts_on"], values["ends_on"]) == ("15/06/2026", "14/09/2026")


def other(tree: Province, template: ReportTemplate, **changes: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "kind": "ad_hoc",
        "year": 2026,
        "index": 1,
        "template": template.pk,
        "starts_on": "01/10/2026",
        "ends_on": "31/10/2026",
        "due_on": "",
        "gap_days": 3,
        "more": f"{tree.thpt.code}\n{tree.gdtx.code}",
        **changes,
    }


def test_unusual_days_are_said_once_and_then_accepted(client: PageClient, tree: Province, office: User) -> None:
    client.force_login(office)
    template = opening.template_for(tree.so, by=office)
    typed = other(tree, template, due_on="20/10/2026")
    answer = client.post(reverse("reports:period_other"), typed)
    seen = next(one.get("value") for one in parse(answer).findall(".//input") if one.get("name") == "da-xem")
    assert answer.status_code == 200
    assert not Period.objects.exists()
    answer = client.post(reverse("reports:period_other"), {**typed, "da-xem": seen})
    assert answer["Location"] == Period.objects.get().get_absolute_url()


def test_other_days_are_warned_of_anew(client: PageClient, tree: Province, office: User) -> None:
    client.force_login(office)
    typed = other(tree, opening.template_for(tree.so, by=office), due_on="20/10/2026")
    answer = client.post(reverse("reports:period_other"), typed)
    seen = next(one.get("value") for one in parse(answer).findall(".//input") if one.get("name") == "da-xem")
    client.post(reverse("reports:period_other"), {**typed, "due_on": "10/10/2026", "da-xem": seen})
    assert not Period.objects.exists()


def test_very_many_units_are_asked_in_the_background(
    client: PageClient, tree: Province, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "AT_ONCE", 1)
    client.force_login(office)
    typed = other(tree, opening.template_for(tree.so, by=office))
    answers = [client.post(reverse("reports:period_other"), typed) for _ in range(2)]
    job, period = LongJob.objects.get(), Period.objects.get()
    assert job.sentence.endswith("2 đơn vị phải báo cáo.")
    assert job.url == period.get_absolute_url()
    assert [answer["Location"] for answer in answers] == [job.get_absolute_url(), period.get_absolute_url()]


def test_the_page_counts_and_filters_by_standing(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt, tree.gdtx, tree.th_dong)
    season.send(tree.thpt)
    season.accept(tree.gdtx)
    client.force_login(season.office)
    page = client.get(season.period.get_absolute_url())
    assert "2/4 đơn vị đã gửi" in page.content.decode()
    assert "Đã chấp nhận (1)" in page.content.decode()
    late = rows(client.get(season.period.get_absolute_url(), {"tinh_trang": "chua-gui"}))
    assert len(late) == 2
    assert rows(client.get(season.period.get_absolute_url(), {"q": "thpt nguyen trai"}))[0].startswith("Trường THPT")


def test_an_excused_unit_shows_why_and_leaves_the_denominator(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt, tree.gdtx)
    client.force_login(season.office)
    report = season.report(tree.thpt)
    address = reverse("reports:period_exclude", args=[season.period.pk, report.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "Sáp nhập theo Quyết định 12"})
    page = client.get(season.period.get_absolute_url()).content.decode()
    assert "Sáp nhập theo Quyết định 12" in page
    assert "0/1 đơn vị đã gửi" in page
    client.post(reverse("reports:period_restore", args=[season.period.pk, report.pk]))
    assert "0/2 đơn vị đã gửi" in client.get(season.period.get_absolute_url()).content.decode()


def test_days_of_each_level_are_shown_before_they_move(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt, tree.th_dong, due_on=dt.date(2026, 6, 25))
    client.force_login(season.office)
    address = reverse("reports:period_dues", args=[season.period.pk])
    before = set(Obligation.objects.values_list("due_on", flat=True))
    shown = words(parse(client.get(address, {"due_on": "30/06/2026", "gap_days": "2"})))
    assert "Cấp 2" in shown
    assert "22/06/2026 đổi thành → 26/06/2026" in shown
    assert set(Obligation.objects.values_list("due_on", flat=True)) == before
    client.post(address, {"due_on": "30/06/2026", "gap_days": "2"})
    assert season.report(tree.thpt).obligation.due_on == dt.date(2026, 6, 26)  # type: ignore[union-attr]


def test_a_closed_period_opens_again(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt)
    client.force_login(season.office)
    for _ in range(2):
        client.post(reverse("reports:period_close", args=[season.period.pk]))
    assert Period.objects.get().is_closed
    assert (
        client.post(reverse("reports:period_add_units", args=[season.period.pk]), {"more": "GDTX"}).status_code == 422
    )
    client.post(reverse("reports:period_reopen", args=[season.period.pk]))
    assert not Period.objects.get().is_closed


def test_a_school_sees_its_own_line_alone(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt, tree.gdtx)
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=tree.thpt))
    assert [row.split(" ")[1] for row in rows(client.get(season.period.get_absolute_url()))] == ["THPT"]


def test_the_spreadsheet_holds_what_the_filter_leaves(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt, tree.gdtx)
    season.send(tree.thpt)
    client.force_login(season.office)
    address = reverse("reports:period_export", args=[season.period.pk])
    answer = client.get(address, {"tinh_trang": "chua-gui"})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [line[1] for line in sheet.iter_rows(min_row=2, values_only=True)] == [tree.gdtx.name]


def test_the_spreadsheet_says_the_state_in_one_word_and_the_rest_beside_it(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt, tree.gdtx)
    season.send(tree.thpt)
    client.force_login(season.office)
    answer = client.get(reverse("reports:period_export", args=[season.period.pk]))
    titles, *rows = load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    lines = {line[1]: dict(zip(titles, line, strict=True)) for line in rows}
    assert {line["Tình trạng"] for line in lines.values()} <= set(Sending.labels)
    assert "Sở GDĐT nhập thay" in str(lines[tree.thpt.name]["Ghi chú"])
    assert lines[tree.gdtx.name]["Ghi chú"] == "chưa có tài khoản"


def test_the_list_costs_the_same_for_many_units(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt, tree.gdtx)
    client.force_login(season.office)
    few = _count(client, season.period)
    units = [UnitFactory.make(upper=True, parent=tree.so) for _ in range(10)]
    periods.add_units(season.period, units, by=season.office)
    assert _count(client, season.period) == few
    assert Report.objects.filter(period=season.period).count() == 13


def _count(client: PageClient, period: Period) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(period.get_absolute_url())
    return len(caught)


def buttons(client: PageClient, period: Period) -> dict[str, set[str]]:
    """What stands beside the heading, with how each is drawn."""
    page = parse(client.get(period.get_absolute_url()))
    drawn = [one for one in page.iter() if "btn" in str(one.get("class")).split()]
    return {words(one): set(str(one.get("class")).split()) - {"btn"} for one in drawn}


@pytest.mark.parametrize(
    ("days", "drawn"), [(114, {"btn--quiet"}), (8, {"btn--quiet"}), (7, {"btn--primary"}), (-2, {"btn--primary"})]
)
def test_urging_comes_first_only_when_the_due_day_is_near(
    client: PageClient, tree: Province, office: User, days: int, drawn: set[str]
) -> None:
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 6, 20))
    Obligation.objects.filter(unit=tree.thpt).update(due_on=books.today() + dt.timedelta(days=days))
    client.force_login(office)
    found = buttons(client, season.period)
    assert found["Đôn đốc 1 đơn vị"] == drawn
    assert found["Báo cáo tổng hợp"] == set()


def test_the_sum_comes_first_once_something_was_sent(client: PageClient, tree: Province, office: User) -> None:
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 6, 20))
    season.send(tree.thpt)
    client.force_login(office)
    found = buttons(client, season.period)
    assert found["Báo cáo tổng hợp"] == {"btn--primary"}
    assert not any("Đôn đốc" in name for name in found)


def test_the_period_names_the_day_on_which_the_viewers_own_report_is_due(client: PageClient) -> None:
    tree = province()
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 12, 11))
    own, asked = season.report(tree.so), dt.date(2026, 12, 10)  # a plan from above asks for a day earlier
    Obligation.objects.filter(pk=own.obligation_id).update(due_on=asked)
    client.force_login(season.office)
    assert "gửi cấp trên trước hết ngày 10/12/2026" in words(parse(client.get(season.period.get_absolute_url())))
    assert "hạn gửi cấp trên 10/12/2026" in words(parse(client.get(f"{reverse('reports:list')}?muc=ky")))
    assert "hạn 10/12/2026" in words(parse(client.get(own.get_absolute_url())))
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=tree.thpt))
    page = words(parse(client.get(season.period.get_absolute_url())))
    debt = season.report(tree.thpt).obligation
    assert debt
    assert debt.due_on
    assert f"hạn gửi của {tree.thpt.label} là {debt.due_on:%d/%m/%Y}" in page
    assert "11/12/2026" not in page


def test_a_report_is_excused_in_its_period_so_that_those_below_keep_a_receiver(
    client: PageClient, tree: Province
) -> None:
    season = Season(tree, tree.xa_dong, tree.th_dong, due_on=dt.date(2026, 6, 25))
    client.force_login(season.office)
    line = season.report(tree.xa_dong).obligation
    assert line is not None
    page = client.get(reverse("ledger:detail", args=[line.pk])).content.decode()
    assert "Ghi là không phải làm" not in page
    assert season.period.get_absolute_url() in page
    answer = client.post(reverse("ledger:exclusion", args=[line.pk]), {"reason": "Xã không có trường"}, follow=True)
    assert "Miễn hay giao lại báo cáo này ở trang kỳ" in words(parse(answer))
    assert season.report(tree.th_dong).receiver == tree.xa_dong
    excuse = reverse("reports:period_exclude", args=[season.period.pk, season.report(tree.xa_dong).pk])
    client.post(excuse, {"reason": "Xã không có trường"})
    assert season.report(tree.th_dong).receiver == tree.so
    client.post(reverse("ledger:reopening", args=[line.pk]))
    assert season.report(tree.xa_dong).is_excluded
