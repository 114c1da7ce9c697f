"""The office takes reports in, picks from what units wrote, and opens any number down: on the pages."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.jobs.models import LongJob
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import UnitFactory, province
from lantoa.reports import consolidating, filling, flow, periods
from lantoa.reports.enums import HeadingRole, How
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Indicator, Report, ReportingLine
from lantoa.reports.writing.document import printed
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    made = Season(tree, tree.thpt, tree.gdtx, tree.xa_dong)
    made.heading = HeadingFactory.make(template=made.template, title="Khó khăn")  # type: ignore[attr-defined]
    for number, unit in enumerate((tree.thpt, tree.gdtx), start=1):
        log(unit, 2 * number)
        text = f"Đường truyền ở {unit.label} chưa ổn định."
        filling.write(made.report(unit), made.heading, text=text, version=0, by=made.office)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def top(season: Season) -> Report:
    """The department's report with one school in it; the centre arrives late."""
    season.accept(season.tree.thpt)
    consolidating.start(season.report(season.tree.so), by=season.office)
    season.accept(season.tree.gdtx)
    return season.report(season.tree.so)


def sums(client: PageClient, top: Report, query: str = "") -> Any:
    return parse(client.get(f"{reverse('reports:consolidate', args=[top.pk])}{query}"))


def test_a_late_arrival_offers_itself_with_what_would_change(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    shown = words(sums(client, top))
    assert "1 báo cáo đã được chấp nhận, chưa đưa vào" in shown
    assert "Tin, bài" in shown
    assert "Có thay đổi" in words(parse(client.get(reverse("reports:report", args=[top.pk]))))
    row = next(row for row in sums(client, top).findall(".//tbody/tr") if "Tin, bài" in words(row))
    assert [words(cell) for cell in row.findall("td")] == ["2", "6"]


def test_every_unit_stands_in_one_of_two_lists_while_a_correction_waits(
    client: PageClient, season: Season, top: Report
) -> None:
    tree = season.tree
    flow.correct(season.report(tree.thpt), reason="Đếm nhầm", by=season.office)
    season.accept(tree.thpt)
    client.force_login(season.office)
    shown = words(sums(client, top))
    assert "1/3 đơn vị có trong số liệu" in shown
    assert "Không có trong tổng hợp (2)" in shown
    assert "Đã đưa vào (1)" in shown
    held = words(sums(client, top, "?muc=da-dua-vao"))
    assert f"{tree.thpt.name} Trong tổng hợp là bản trước; bản đính chính chờ đưa vào" in held


def test_one_press_takes_all_in_and_a_second_changes_nothing(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    for _ in range(2):
        client.post(reverse("reports:include", args=[top.pk]), {"tat-ca": "1"})
    assert top.inclusions.count() == 2
    assert top.values.get(indicator=season.articles).value == 6
    assert "chưa đưa vào" not in words(sums(client, top))


def test_only_the_ticked_ones_are_taken_in(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    client.post(reverse("reports:include", args=[top.pk]), {"bao-cao": ["999999", "x"]})
    assert top.inclusions.count() == 1
    client.post(reverse("reports:include", args=[top.pk]), {"bao-cao": [str(season.report(season.tree.gdtx).pk)]})
    assert top.inclusions.count() == 2


def test_a_report_can_be_left_out_again(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    child = season.report(season.tree.thpt)
    client.post(reverse("reports:leave_out", args=[top.pk, child.pk]))
    assert not top.inclusions.exists()
    assert client.post(reverse("reports:leave_out", args=[top.pk, child.pk])).status_code == 404


def test_units_that_are_not_in_the_sum_stand_by_name_with_why(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    rows = [words(row) for row in sums(client, top).findall(".//ul[@class='list-work']/li")]
    assert any("Ủy ban nhân dân xã Đông An" in row and "Chưa gửi" in row for row in rows)
    included = words(sums(client, top, "?muc=da-dua-vao"))
    assert "Trường THPT Nguyễn Trãi" in included


def test_what_units_wrote_is_picked_into_the_text_with_its_source(
    client: PageClient, season: Season, top: Report
) -> None:
    client.force_login(season.office)
    heading = season.heading  # type: ignore[attr-defined]
    opened = sums(client, top, f"?noi_dung={heading.pk}")
    box = next(one for one in opened.findall(".//form") if "noi-dung" in (one.get("action") or ""))
    sent = {one.get("name"): one.get("value") for one in box.findall(".//input[@type='hidden']")}
    child = str(season.report(season.tree.thpt).pk)
    body = sent | {f"muc-{heading.pk}": "Khó khăn chung.", "nguon": child}
    client.post(reverse("reports:take_texts", args=[top.pk, heading.pk]), body)
    text = top.narratives.get(heading=heading).text
    assert text.startswith("Khó khăn chung.\n")
    assert "Nguyễn Trãi:\nĐường truyền ở" in text
    assert "đã có trong nội dung" in words(sums(client, top, f"?noi_dung={heading.pk}"))


def test_a_text_changed_meanwhile_is_shown_and_nothing_typed_is_lost(
    client: PageClient, season: Season, top: Report
) -> None:
    client.force_login(season.office)
    heading = season.heading  # type: ignore[attr-defined]
    stored = top.narratives.get(heading=heading)
    filling.write(top, heading, text="Bản của người kia", version=stored.version, by=season.head)
    body = {f"muc-{heading.pk}": "Bản đang gõ", f"ban-muc-{heading.pk}": "1", f"dau-muc-{heading.pk}": "cu"}
    answer = client.post(reverse("reports:take_texts", args=[top.pk, heading.pk]), body)
    assert answer.status_code == 422
    shown = words(parse(answer))
    assert "Bản của người kia" in shown
    assert "Bản đang gõ" in shown


def test_a_sent_sum_says_that_it_is_out_of_date_and_how_to_go_on(
    client: PageClient, season: Season, top: Report
) -> None:
    flow.submit(top, by=season.office)
    client.force_login(season.office)
    said = words(sums(client, top))
    assert "Muốn đổi, rút lại bản trình." in said
    assert "đính chính kèm" not in said
    assert client.post(reverse("reports:include", args=[top.pk]), {"tat-ca": "1"}).status_code == 403
    flow.approve(top, by=season.head)
    flow.issue(top, by=season.office, number="45/BC-SGDĐT", dated=dt.date(2026, 7, 1))
    said = words(sums(client, top))
    assert "Muốn đổi, lập bản đính chính kèm lý do." in said
    assert "rút lại" not in said


def test_a_sum_opens_down_to_the_activities_and_every_level_adds_up(
    client: PageClient, season: Season, top: Report
) -> None:
    log(season.tree.so, 1)
    filling.fill(top)
    client.force_login(season.office)
    opened = parse(client.get(reverse("reports:drill", args=[top.pk, season.articles.pk])))
    amounts = [words(cell) for cell in opened.findall(".//tbody//td")]
    assert (amounts, words(opened.find(".//tfoot//td"))) == (["2", "1"], "3")
    link = next(one for one in opened.findall(".//tbody//a") if "Nguyễn Trãi" in words(one))
    below = parse(client.get(link.get("href")))
    assert "Hoạt động làm nên số này (2)" in words(below)
    assert "Sở GDĐT" in words(below.find(".//nav[@class='crumbs']"))
    assert len([one for one in below.findall(".//a") if "/hoat-dong/" in (one.get("href") or "")]) >= 2
    assert "Ủy ban nhân dân xã Đông An" in words(opened)


@pytest.mark.parametrize("is_older", [False, True])
def test_taking_a_units_words_keeps_the_total_that_nobody_edited(
    client: PageClient, season: Season, is_older: bool
) -> None:
    """Also where the page was opened before the total was there."""
    results = HeadingFactory.make(template=season.template, title="Kết quả", role=HeadingRole.RESULTS)
    school = season.report(season.tree.thpt)
    filling.write(school, results, text="Trường đăng hai bài.", version=0, by=season.office)
    season.accept(season.tree.thpt)
    top = season.report(season.tree.so)
    if not is_older:
        consolidating.start(top, by=season.office)
    client.force_login(season.office)
    opened = sums(client, top, f"?noi_dung={results.pk}").find(".//form[@class='collected__form']")
    consolidating.start(top, by=season.office)
    sent = {one.get("name"): one.get("value") for one in opened.findall(".//input") if one.get("type") == "hidden"}
    area = opened.find(".//textarea")
    sent |= {area.get("name"): area.text.strip(), "nguon": str(school.pk)}
    client.post(reverse("reports:take_texts", args=[top.pk, results.pk]), sent)
    said = next(one.text for one in printed(season.report(season.tree.so)).narratives if one.title == "Kết quả")
    assert "Kết quả chung trong kỳ: 02 lượt tin, bài." in said
    assert said.endswith(f"{season.tree.thpt.label}:\nTrường đăng hai bài.")


@pytest.fixture
def owed(season: Season) -> Indicator:
    """The number of tasks, in the report; the school has two, one of them done, the department has one."""
    for unit, title in ((season.tree.thpt, "Niêm yết"), (season.tree.thpt, "Tập huấn"), (season.tree.so, "Hội thi")):
        due = dt.date(2026, 3, 31)
        debt = books.Debt(unit.pk, ObligationKind.DUTY, unit, title, source_line="KH 75", part=title, due_on=due)
        books.owe([debt], asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))
    done = Obligation.objects.filter(title="Tập huấn")
    books.meet(done, on=dt.date(2026, 3, 2), by=season.office)
    return season.row(code="NV", name="Nhiệm vụ", how=How.SOURCE, source="tasks_assigned", aggregate="")


def test_a_number_of_tasks_opens_down_to_the_tasks(
    client: PageClient, season: Season, owed: Indicator, top: Report
) -> None:
    filling.fill(top)
    client.force_login(season.office)
    opened = parse(client.get(reverse("reports:drill", args=[top.pk, owed.pk])))
    assert [words(cell) for cell in opened.findall(".//tbody//td")] == ["2", "1"]
    assert "Việc làm nên số này (1)" in words(opened)
    assert "Hội thi" in words(opened)
    link = next(one for one in opened.findall(".//tbody//a") if "Nguyễn Trãi" in words(one))
    below = parse(client.get(link.get("href")))
    rows = [words(row) for row in below.findall(".//li[@class='drill__duty']")]
    assert len(rows) == 2
    assert all("KH 75" in row and "Hạn 31/03/2026" in row for row in rows)
    done = next(row for row in rows if "Tập huấn" in row)
    assert "Đã xong" in done
    assert "xong 02/03/2026" in done


def test_the_page_of_a_task_or_an_activity_leads_back_to_the_number(
    client: PageClient, season: Season, owed: Indicator, top: Report
) -> None:
    client.force_login(season.office)
    for indicator in (owed, season.articles):
        address = reverse("reports:drill", args=[season.report(season.tree.thpt).pk, indicator.pk]) + "?qua=1"
        link = parse(client.get(address)).find(".//a[@class='list-work__title']")
        back = parse(client.get(link.get("href"))).find(".//nav[@class='crumbs']//a")
        assert back.get("href") == address
    (activity,) = log(season.tree.thpt, 1)
    for trick in ("https://example.com/", "//example.com", "javascript:alert(1)"):
        page = parse(client.get(activity.get_absolute_url(), {"ve": trick}))
        assert page.find(".//nav[@class='crumbs']//a").get("href") == reverse("activities:list")


def test_a_way_that_names_reports_of_others_is_left_out(client: PageClient, season: Season, top: Report) -> None:
    writer = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    client.force_login(writer)
    own = season.report(season.tree.thpt)
    answer = client.get(f"{reverse('reports:drill', args=[own.pk, season.articles.pk])}?qua={top.pk}-x-{own.pk}")
    assert answer.status_code == 200
    assert "Sở GDĐT" not in words(parse(answer).find(".//nav[@class='crumbs']"))


def test_the_page_asks_the_same_few_questions_for_ten_units(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            sums(client, top)
        return len(found)

    asked()
    few = asked()
    more = [UnitFactory.make(upper=True, parent=season.tree.so) for _ in range(8)]
    periods.add_units(season.period, more, by=season.office)
    assert asked() == few


def test_the_volume_is_bound_in_the_background_once(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    for _ in range(2):
        answer = client.post(reverse("reports:bind", args=[top.pk]))
        assert answer.status_code == 302
    assert LongJob.objects.filter(key__startswith="volume-").exists()
    assert client.get(answer.url).status_code == 200


def test_the_reading_page_draws_the_charts_that_the_document_prints(
    client: PageClient, season: Season, top: Report
) -> None:
    client.force_login(season.office)
    read = parse(client.get(reverse("reports:read", args=[top.pk])))
    figure = read.find(".//figure")
    assert figure is not None
    assert "Đơn vị có báo cáo trong số liệu tổng hợp" in words(figure.find("figcaption"))
    assert not read.findall(".//svg//*[@style]")


def test_who_types_for_the_unit_is_told_the_step_that_comes_before_taking_reports_in(client: PageClient) -> None:
    tree = province()
    ReportingLine.objects.create(unit=tree.mn_dong, to_unit=tree.xa_tay, valid_from=dt.date(2026, 1, 1))
    season = Season(tree, tree.mn_dong)
    filling.fill(season.report(tree.xa_tay))
    commune = UserFactory.make(role=Role.OFFICE, role__unit=tree.xa_tay)
    flow.accept(season.send(tree.mn_dong), by=commune)
    client.force_login(season.office)
    page = words(parse(client.get(reverse("reports:consolidate", args=[season.report(tree.xa_tay).pk]))))
    assert "Chưa đưa vào được. Báo cáo này của" in page
    assert "Bấm “Nhập thay” trên trang báo cáo" in page
