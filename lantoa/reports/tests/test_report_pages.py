"""A unit fills its report, its head sends it, the office above decides: on the pages."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import UnitFactory, province
from lantoa.reports import filling, flow, periods
from lantoa.reports.enums import FigureOrigin, HeadingRole
from lantoa.reports.factories import HeadingFactory, IndicatorFactory, RowFactory, Season, log
from lantoa.reports.models import Report, TemplateCheck
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx)


@pytest.fixture
def writer(season: Season) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)


@pytest.fixture
def head(season: Season) -> User:
    return UserFactory.make(role=Role.HEAD, role__unit=season.tree.thpt)


def url(name: str, report: Report, *more: int) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *more])


def page(client: PageClient, report: Report) -> Any:
    return client.get(url("report", report))


def form(client: PageClient, report: Report) -> dict[str, str]:
    """What the report's form would send as it was opened."""
    found = parse(page(client, report)).find(".//form[@id='bao-cao']")
    assert found is not None
    sent = {one.get("name"): one.get("value") or "" for one in found.findall(".//input") if one.get("name")}
    texts = {one.get("name"): (one.text or "").lstrip("\n") for one in found.findall(".//textarea")}
    return {name: value for name, value in (sent | texts).items() if name}


def test_a_report_opens_with_its_figures_and_writes_nothing_by_being_looked_at(
    client: PageClient, season: Season, writer: User
) -> None:
    report = season.report(season.tree.thpt)
    log(season.tree.thpt, 3)
    client.force_login(writer)
    shown = words(parse(page(client, report)))
    assert "3" in shown
    assert "tự động" in shown
    assert "chưa có số" in shown
    assert not report.values.exists()


def test_a_typed_figure_stands_with_its_explanation_and_the_automatic_one_beside_it(
    client: PageClient, season: Season, writer: User
) -> None:
    report = season.report(season.tree.thpt)
    log(season.tree.thpt, 3)
    client.force_login(writer)
    key = f"so-{season.articles.pk}"
    client.post(url("save", report), form(client, report) | {key: "1.234,5", f"ghi-{key}": "Tính cả tin trên Zalo"})
    value = report.values.get(indicator=season.articles)
    assert (value.value, value.origin, value.note) == (Decimal("1234.5"), FigureOrigin.TYPED, "Tính cả tin trên Zalo")
    shown = words(parse(page(client, report)))
    assert "nhập tay" in shown
    assert "Lấy số tự động (3)" in shown
    client.post(url("save", report), form(client, report) | {"tu-dong": str(season.articles.pk)})
    value = report.values.get(indicator=season.articles)
    assert (value.value, value.note) == (3, "")  # what explained the typed number goes with it


def test_half_a_dong_is_refused_in_one_sentence(client: PageClient, season: Season, writer: User) -> None:
    season.articles.measure = "Đồng"
    season.articles.save()
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    key = f"so-{season.articles.pk}"
    sent = form(client, report) | {key: "1.234,5", f"ghi-{key}": "Theo sổ"}
    answer = client.post(url("save", report), sent)
    assert "Số tiền ghi tròn đồng, không có phần lẻ, ví dụ 1.235." in words(parse(answer))
    assert not report.values.exists()


def test_what_nobody_touched_is_not_saved_as_typed(client: PageClient, season: Season, writer: User) -> None:
    heading = HeadingFactory.make(template=season.template)
    report = season.report(season.tree.thpt)
    log(season.tree.thpt, 3)
    client.force_login(writer)
    client.post(url("save", report), form(client, report) | {f"muc-{heading.pk}": "Đã tổ chức ba buổi."})
    assert not report.values.exists()
    assert report.narratives.get().text == "Đã tổ chức ba buổi."


def test_a_number_that_can_be_read_two_ways_is_refused_beside_its_field_and_kept(
    client: PageClient, season: Season, writer: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    key = f"so-{season.typed.pk}"
    answer = client.post(url("save", report), form(client, report) | {key: "12.50"})
    assert answer.status_code == 422
    field = parse(answer).find(f".//input[@name='{key}']")
    assert field is not None
    assert (field.get("value"), field.get("aria-invalid")) == ("12.50", "true")
    assert "ghi số nguyên bằng chữ số" in words(parse(answer))


def test_a_negative_number_is_refused_beside_its_field(client: PageClient, season: Season, writer: User) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    answer = client.post(url("save", report), form(client, report) | {f"so-{season.typed.pk}": "-3"})
    assert answer.status_code == 422
    assert "Số liệu không thể âm" in words(parse(answer))
    assert not report.values.exists()


def test_a_text_follows_its_figures_until_somebody_edits_it_and_then_says_what_has_changed(
    client: PageClient, season: Season, writer: User
) -> None:
    results = HeadingFactory.make(template=season.template, role=HeadingRole.RESULTS)
    report, key = season.report(season.tree.thpt), f"muc-{results.pk}"
    client.force_login(writer)
    log(season.tree.thpt, 3, title="Bài viết")
    filling.fill(report)
    log(season.tree.thpt, 1, title="Bài viết")
    drawn = form(client, report)[key]
    assert "Đăng 04 tin, bài" in drawn
    client.post(url("save", report), form(client, report) | {key: f"{drawn} Nhiều bài được bạn đọc quan tâm."})
    assert "Số liệu đã đổi" not in words(parse(page(client, report)))
    log(season.tree.thpt, 1, title="Bài viết")
    filling.fill(report)
    assert f"Số liệu đã đổi: mục “{results}” còn ghi 04 theo số cũ" in words(parse(page(client, report)))
    mended = form(client, report)[key].replace("04", "05")
    client.post(url("save", report), form(client, report) | {key: mended})
    assert "Số liệu đã đổi" not in words(parse(page(client, report)))
    assert "được bạn đọc quan tâm" in form(client, report)[key]


def test_a_heading_with_smaller_ones_below_is_written_as_a_lead_in(
    client: PageClient, season: Season, writer: User
) -> None:
    above = HeadingFactory.make(template=season.template, title="Kết quả")
    for title in ("Tin, bài", "Hội nghị"):
        HeadingFactory.make(template=season.template, title=title, depth=2)
    client.force_login(writer)
    found = parse(page(client, season.report(season.tree.thpt)))
    sections = found.findall(".//section[@class='text text--1']") + found.findall(".//section[@class='text text--2']")
    assert ["Lời dẫn chung" in words(one) for one in sections] == [True, False, False]
    assert sections[0].get("id") == f"muc-{above.pk}"


def test_two_people_at_one_figure_the_second_sees_both_and_loses_nothing(
    client: PageClient, season: Season, writer: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    key = f"so-{season.typed.pk}"
    opened = form(client, report)
    filling.type_figure(report, season.typed, value=Decimal(7), version=0, by=season.office)
    answer = client.post(url("save", report), opened | {key: "9"})
    assert answer.status_code == 422
    shown = words(parse(answer))
    assert "Có người vừa sửa số này: 7" in shown
    again = parse(answer).find(".//form[@id='bao-cao']")
    sent = {one.get("name"): one.get("value") or "" for one in again.findall(".//input") if one.get("name")}
    assert sent[key] == "9"
    client.post(url("save", report), sent | {"thay": f"{key}:1"})
    assert report.values.get(indicator=season.typed).value == 9


def test_two_people_at_one_text_see_both_texts(client: PageClient, season: Season, writer: User) -> None:
    heading = HeadingFactory.make(template=season.template)
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    opened = form(client, report)
    filling.write(report, heading, text="Bản của người kia", version=0, by=season.office)
    answer = client.post(url("save", report), opened | {f"muc-{heading.pk}": "Bản đang gõ"})
    assert answer.status_code == 422
    assert "Bản của người kia" in words(parse(answer))
    area = parse(answer).find(f".//textarea[@name='muc-{heading.pk}']")
    assert area is not None
    assert (area.text or "").strip() == "Bản đang gõ"


def test_a_figure_saved_by_itself_answers_with_when_and_with_what_still_blocks(
    client: PageClient, season: Season, writer: User
) -> None:
    season.row(code="BAT", name="Bắt buộc", typed=True, required=True)
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    key = f"so-{season.typed.pk}"
    answer = client.post(
        url("figure", report, season.typed.pk),
        {key: "5", f"ban-{key}": "0", f"dau-{key}": ""},
        headers={"HX-Request": "true"},
    )
    said = answer.content.decode()
    assert "Đã lưu lúc" in said
    assert "Chưa có số liệu bắt buộc: “Bắt buộc”" in said
    assert f'name="ban-{key}" value="1"' in said


def test_what_blocks_stands_on_top_with_a_link_and_keeps_it_from_being_sent(
    client: PageClient, season: Season, writer: User
) -> None:
    TemplateCheck.objects.create(template=season.template, left=["TIN"], comparison="le", number=2)
    report = season.report(season.tree.thpt)
    log(season.tree.thpt, 3)
    client.force_login(writer)
    box = parse(page(client, report)).find(".//*[@id='chan-gui']")
    assert box is not None
    assert "1 chỗ cần sửa trước khi trình" in words(box)
    assert [link.get("href") for link in box.findall(".//a")] == [f"#so-{season.articles.pk}"]
    client.post(url("submit", report), form(client, report))
    assert season.report(season.tree.thpt).review_state == ReviewState.DRAFT


def test_sending_saves_what_was_typed_and_twice_sends_once(
    client: PageClient, season: Season, writer: User, head: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    sent = form(client, report) | {f"so-{season.typed.pk}": "4"}
    client.post(url("submit", report), sent)
    client.post(url("submit", report), sent)
    report = season.report(season.tree.thpt)
    assert report.review_state == ReviewState.SUBMITTED
    assert report.values.get(indicator=season.typed).value == 4
    assert report.transitions.count() == 1
    client.force_login(head)
    client.post(url("approve", report))
    assert season.report(season.tree.thpt).review_state == ReviewState.APPROVED


def test_after_sending_it_is_frozen_and_says_why(client: PageClient, season: Season, writer: User, head: User) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=writer)
    flow.approve(report, by=head)
    client.force_login(writer)
    assert "Báo cáo đã gửi Sở GDĐT" in words(parse(page(client, report)))
    for name in ("save", "refill"):
        assert client.post(url(name, report), {f"so-{season.typed.pk}": "4"}).status_code == 422
        assert client.post(url(name, report)).status_code == 403
    assert not report.values.filter(indicator=season.typed, value=4).exists()


def test_a_return_shows_its_reason_on_the_form(client: PageClient, season: Season, writer: User) -> None:
    report = season.send(season.tree.thpt)
    client.force_login(season.office)
    assert client.post(url("send_back", report), {"note": ""}).status_code == 422
    client.post(url("send_back", report), {"note": "Thiếu số người dự ngày 12/4"})
    client.force_login(writer)
    shown = words(parse(page(client, season.report(season.tree.thpt))))
    assert "Lý do trả lại" in shown
    assert "Thiếu số người dự ngày 12/4" in shown
    assert "Trình duyệt" in shown


def test_the_office_receives_lets_go_and_accepts(client: PageClient, season: Season) -> None:
    report = season.send(season.tree.thpt)
    client.force_login(season.office)
    assert "1 báo cáo gửi đến đơn vị đang chờ xem" in words(parse(client.get(reverse("reports:list"))))
    for name, state in (
        ("receive", "received"),
        ("release", "approved"),
        ("accept", "accepted"),
        ("accept", "accepted"),
    ):
        client.post(url(name, report))
        assert season.report(season.tree.thpt).review_state == state


def test_a_missing_head_is_said_in_red(client: PageClient, season: Season, writer: User) -> None:
    client.force_login(writer)
    shown = parse(page(client, season.report(season.tree.thpt)))
    red = [words(one) for one in shown.findall(".//span[@class='status status--negative']")]
    assert any("chưa có người duyệt; Sở GDĐT duyệt thay" in one for one in red)


def test_nothing_to_report_is_confirmed_by_the_head(
    client: PageClient, season: Season, writer: User, head: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    client.post(url("nil", report), {"note": ""})
    client.force_login(head)
    assert "Xác nhận không phát sinh" in words(parse(page(client, report)))
    client.post(url("approve", report))
    assert "Không phát sinh" in words(parse(page(client, report)))


def test_a_correction_is_a_new_edition_and_the_old_one_stays_readable(
    client: PageClient, season: Season, writer: User
) -> None:
    log(season.tree.thpt, 3)
    old = season.accept(season.tree.thpt)
    client.force_login(writer)
    client.post(url("correct", old), {"reason": "Đếm trùng một bài"})
    new = season.report(season.tree.thpt)
    assert new.edition == 2
    assert "Đếm trùng một bài" in words(parse(page(client, new)))
    read = words(parse(client.get(url("read", old))))
    assert "Trang này là bản cũ" in read
    assert "Bản 2" in read


def test_what_a_changed_template_left_is_shown_apart_and_lost_by_nobody(
    client: PageClient, season: Season, writer: User
) -> None:
    heading = HeadingFactory.make(template=season.template, title="Mục cũ")
    report = season.report(season.tree.thpt)
    filling.type_figure(report, season.typed, value=Decimal(6), version=0, by=writer)
    filling.write(report, heading, text="Đã viết trước khi đổi mẫu", version=0, by=writer)
    season.template.rows.filter(indicator=season.typed).update(retired_at=timezone.now())
    season.template.headings.update(retired_at=timezone.now())
    client.force_login(writer)
    shown = words(parse(page(client, report)))
    assert "Phần mẫu mới không còn" in shown
    assert "Đã viết trước khi đổi mẫu" in shown


def test_the_form_asks_the_same_few_questions_for_many_figures(
    client: PageClient, season: Season, writer: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(writer)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(client, report)
        return len(found)

    asked()
    few = asked()
    for _ in range(10):
        RowFactory.make(template=season.template, indicator=IndicatorFactory.make(unit=season.tree.so))
    assert asked() == few


def test_the_list_asks_the_same_few_questions_for_ten_reports(client: PageClient, season: Season) -> None:
    client.force_login(season.office)
    address = f"{reverse('reports:list')}?muc=tat-ca"

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    asked()
    few = asked()
    more = [UnitFactory.make(upper=True, parent=season.tree.so) for _ in range(8)]
    periods.add_units(season.period, more, by=season.office)
    assert asked() == few


def test_filters_stand_in_the_address(client: PageClient, season: Season) -> None:
    season.send(season.tree.thpt)
    client.force_login(season.office)
    shown = words(parse(client.get(f"{reverse('reports:list')}?muc=tat-ca&tinh-trang=da-gui")))
    assert "Trường THPT Nguyễn Trãi" in shown
    assert "Trung tâm GDTX tỉnh" not in shown
    assert "Không có báo cáo nào khớp" in words(parse(client.get(f"{reverse('reports:list')}?q=không+có")))
    assert client.get(f"{reverse('reports:list')}?ky=99999999999999999999&trang=x&muc=la").status_code == 200


@pytest.mark.parametrize(("role", "is_offered"), [(Role.OFFICE, True), (Role.HEAD, False)])
def test_only_who_may_open_a_period_is_offered_to(
    client: PageClient, season: Season, role: Role, is_offered: bool
) -> None:
    client.force_login(UserFactory.make(role=role, role__unit=season.tree.so))
    found = parse(client.get(reverse("reports:list"))).findall(f".//a[@href='{reverse('reports:period_new')}']")
    assert bool(found) is is_offered
    assert client.get(reverse("reports:period_new")).status_code == (200 if is_offered else 403)


def test_what_is_being_written_is_filtered_apart_from_what_came_back(client: PageClient, season: Season) -> None:
    flow.send_back(season.send(season.tree.thpt), by=season.office, note="Thiếu số")
    client.force_login(season.office)
    address = f"{reverse('reports:list')}?muc=tat-ca&tinh-trang="
    writing, returned = (words(parse(client.get(f"{address}{one}"))) for one in ("dang-lam", "tra-lai"))
    assert "Trường THPT Nguyễn Trãi" in returned
    assert "Trung tâm GDTX tỉnh" not in returned
    assert "Trường THPT Nguyễn Trãi" not in writing
    assert "Trung tâm GDTX tỉnh" in writing


def test_files_open(client: PageClient, season: Season) -> None:
    log(season.tree.thpt, 3)
    report = season.send(season.tree.thpt)
    client.force_login(season.office)
    made = client.get(url("docx", report))
    tables = Document(io.BytesIO(made.content)).tables
    assert any("NGUYỄN TRÃI" in cell.text for cell in tables[0].row_cells(0))
    assert client.get(url("xlsx", report)).content[:2] == b"PK"
    assert "bao-cao-6-thang-dau-nam-2026" in made.headers["Content-Disposition"]


def test_a_kept_printing_lets_the_next_one_mark_what_changed(client: PageClient, season: Season, writer: User) -> None:
    log(season.tree.thpt, 3)
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    client.post(url("keep", report))
    log(season.tree.thpt, 2)
    made = Document(io.BytesIO(client.get(f"{url('docx', report)}?danh-dau").content))
    said = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert "5" in said
    assert any("3" in text for text in said)
    assert "Văn bản chỉ rõ chỗ đã khác" in words(parse(page(client, report)))


def test_ten_thousand_words_are_kept_whole(client: PageClient, season: Season, writer: User) -> None:
    heading = HeadingFactory.make(template=season.template)
    report = season.report(season.tree.thpt)
    client.force_login(writer)
    text = "\r\n".join(["Đã tổ chức nhiều buổi tuyên truyền cho phụ huynh."] * 1000)
    client.post(url("save", report), form(client, report) | {f"muc-{heading.pk}": text})
    assert report.narratives.get().text == text.replace("\r\n", "\n")
    client.post(url("save", report), form(client, report))
    assert report.narratives.get().version == 1
