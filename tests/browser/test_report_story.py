"""Work done once, reported all the way up, in a real browser: a school logs what it did, its report fills itself, the
office adds up, opens the sum down to the photo, takes in who was late, issues, and the files can be opened."""

import io
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger import activities, evidence
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity
from lantoa.organisations.models import Unit
from lantoa.reports import consolidating, flow, periods
from lantoa.reports.enums import PeriodType
from lantoa.reports.models import Period, Report
from lantoa.workspace.demo.plans import department_plan
from tests.browser.demo import Opener, SignIn, desk_of, everyone, phone_of, photo, photo_file
from tests.browser.looking import loads, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
YEAR = TODAY.year + (periods.span(PeriodType.YEAR, TODAY.year, 1).ends_on < TODAY)
MEETING, ARTICLE = "Họp hội đồng phổ biến nộp hồ sơ trực tuyến", "Bài viết về một cửa của trường"
SCHOOL, LATE, COMMUNE, VILLAGE = "thpt-ntn", "thpt-lvt", "xa3", "xa3-cs1"
REASON = "Số người dự chưa khớp danh sách. Kiểm tra lại rồi trình."
PEOPLE = "Người dự hội nghị, cuộc họp, buổi sinh hoạt"
MEETINGS = "Hội nghị, sinh hoạt, đối thoại"


@dataclass(frozen=True, slots=True)
class Province:
    """An Bình with the department's plan of the year issued, which asks everyone for a report."""

    people: dict[str, User]
    units: dict[str, Unit]

    def report(self, code: str) -> Report:
        """The unit's report, read anew."""
        return Report.objects.current().get(unit=self.units[code])

    def head(self, code: str) -> User:
        return self.people[f"dung-dau-{code}"]

    def log(self, code: str, title: str, people: int) -> None:
        """A meeting with a photo, as the unit's head logs it."""
        file = SimpleUploadedFile("hop.jpg", photo("navy"), "image/jpeg")
        deed = Deed(ActivityKind.CONFERENCE, title, TODAY, {"people": people})
        kept = [(uuid.uuid4(), evidence.take(file))]
        activities.log(self.units[code], deed, by=self.head(code), files=kept)

    def send(self, code: str) -> Report:
        """The unit's report, submitted and approved by its head."""
        report = self.report(code)
        flow.submit(report, by=self.head(code))
        flow.approve(report, by=self.head(code))
        return report


@pytest.fixture
def province(live_server: Any) -> Province:
    people = everyone()
    units = {unit.code: unit for unit in Unit.objects.all()}
    department_plan(YEAR, units, people, TODAY)
    people["truong3"] = UserFactory.make(username="truong3", role=Role.OFFICER, role__unit=units[LATE])
    return Province(people, units)


def test_work_is_logged_once_and_reported_all_the_way_up(
    open_context: Opener, sign_in: SignIn, province: Province, tmp_path: Path
) -> None:
    office = desk_of(open_context, sign_in, province.people["vanphong"])
    opens_the_period(office)
    periods.add_units(Period.objects.get(), [province.units[VILLAGE]], by=province.people["vanphong"])

    school = phone_of(open_context, sign_in, province.people["truong1"])
    logs_a_meeting(school, photo_file(tmp_path, "hop.jpg", "darkgreen"))
    logs_an_article_without_a_line(school, photo_file(tmp_path, "bai.jpg", "maroon"))
    photos_say_nothing_of_where_they_were_taken()
    its_report_has_filled_itself(school)
    submits(school)
    its_head_approves(phone_of(open_context, sign_in, province.people["hieutruong1"]))

    receives_and_accepts(office, province)
    a_commune_reports_for_its_school(province)
    province.log(LATE, "Họp phụ huynh khối 10", 300)
    province.send(LATE)
    returns_another(office, province)
    late = phone_of(open_context, sign_in, province.people["truong3"])
    sees_why(late, province)

    consolidates(office, province)
    opens_the_sum_down_to_the_photo(office, province)
    mends_and_sends_again(late, province)
    takes_in_who_was_late(office, province)
    own = issues(office, desk_of(open_context, sign_in, province.people["thutruong"]), province)
    the_document_opens(downloaded(office, own, "Văn bản .docx"))
    the_workbook_opens(downloaded(office, own, "Số liệu .xlsx"))


def opens_the_period(page: Page) -> None:
    page.goto("/lam-viec/bao-cao/")
    look(page, "story-no-report-yet")
    page.get_by_role("link", name="Mở kỳ báo cáo").first.click()
    look(page, "story-period-new")
    page.get_by_role("button", name=re.compile(rf"Mở kỳ Năm {YEAR}$")).click()
    expect(page.get_by_text(re.compile("^Đã mở"))).to_be_visible()
    look(page, "story-period")


def logs_a_meeting(page: Page, file: Path) -> None:
    page.goto("/lam-viec/hoat-dong/ghi/")
    page.get_by_role("link", name="Hội nghị").first.tap()
    expect(page.locator(".kind-now")).to_contain_text("Hội nghị")
    page.get_by_label("Nội dung", exact=True).fill(MEETING)
    page.get_by_label("Số người dự").fill("1.200")
    choose(page, file)
    look(page, "story-activity-new")
    page.get_by_role("button", name="Ghi hoạt động").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)
    loads(page.locator(".evidence img"))
    look(page, "story-activity")


def choose(page: Page, file: Path) -> None:
    page.get_by_label("Ảnh, tài liệu minh chứng").set_input_files(file)
    expect(page.get_by_role("img", name=file.name)).to_be_visible()


def logs_an_article_without_a_line(page: Page, file: Path) -> None:
    """What is sent while the line is down waits on the phone, photo and all, and goes once when the line is back."""
    page.goto(f"/lam-viec/hoat-dong/ghi/?loai={ActivityKind.ARTICLE.value}")
    page.get_by_label("Nội dung", exact=True).fill(ARTICLE)
    choose(page, file)
    page.context.set_offline(True)
    page.get_by_role("button", name="Ghi hoạt động").tap()
    waiting = page.get_by_text("1 hoạt động chờ gửi")
    expect(waiting).to_be_visible()
    look(page, "story-outbox")
    assert not Activity.objects.filter(title=ARTICLE).exists()
    page.context.set_offline(False)
    expect(waiting).to_be_hidden()
    page.goto("/lam-viec/hoat-dong/")
    expect(page.get_by_role("link", name=ARTICLE)).to_be_visible()
    look(page, "story-activities")
    assert Activity.objects.get(title=ARTICLE).files.count() == 1


def photos_say_nothing_of_where_they_were_taken() -> None:
    for activity in Activity.objects.all():
        with activity.files.get().file.open() as kept:
            assert not Image.open(kept).getexif()


def its_report_has_filled_itself(page: Page) -> None:
    page.goto("/lam-viec/bao-cao/")
    page.get_by_role("link", name=re.compile(rf"[Nn]ăm {YEAR}")).first.tap()
    row = page.locator(".figure", has_text=PEOPLE)
    expect(row.locator(".figure__value")).to_contain_text("1.200")
    expect(row).to_contain_text("tự động")
    expect(page.get_by_role("textbox", name=MEETINGS)).to_have_value(re.compile(MEETING))
    page.get_by_role("textbox", name="Khó khăn, hạn chế và nguyên nhân").fill(
        "Đường truyền ở điểm trường lẻ chưa ổn định."
    )
    page.get_by_role("textbox", name="Khó khăn, hạn chế và nguyên nhân").blur()
    expect(page.get_by_text("Đã lưu lúc").first).to_be_visible()
    look(page, "story-report-form")


def submits(page: Page) -> None:
    page.get_by_role("button", name="Trình duyệt").first.tap()
    expect(page.get_by_text("Đã trình. Chờ")).to_be_visible()
    look(page, "story-report-submitted")


def its_head_approves(page: Page) -> None:
    look(page, "story-desk-of-the-head")
    page.get_by_role("link", name=re.compile("Xem và duyệt")).first.tap()
    look(page, "story-report-to-approve")
    page.get_by_role("button", name="Duyệt và gửi").tap()
    expect(page.get_by_text(re.compile("^Đã duyệt và gửi"))).to_be_visible()


def opens_received(page: Page, unit: Unit) -> None:
    page.goto("/lam-viec/bao-cao/?muc=cho-xem")
    page.get_by_role("link", name=unit.name, exact=True).click()


def receives_and_accepts(page: Page, province: Province) -> None:
    page.goto("/lam-viec/bao-cao/?muc=cho-xem")
    look(page, "story-received")
    opens_received(page, province.units[SCHOOL])
    page.get_by_role("button", name="Tiếp nhận để xem").click()
    expect(page.get_by_text("Báo cáo đứng yên trong lúc xem")).to_be_visible()
    look(page, "story-report-received")
    page.get_by_role("button", name="Chấp nhận").click()
    expect(page.get_by_text(re.compile("^Đã chấp nhận báo cáo của"))).to_be_visible()


def a_commune_reports_for_its_school(province: Province) -> None:
    """One level more: what a village school did stands in the report of its commune."""
    province.log(VILLAGE, "Họp thôn về tuyển sinh", 80)
    below = province.send(VILLAGE)
    flow.accept(below, by=province.head(COMMUNE))
    consolidating.include(province.report(COMMUNE), [below], by=province.head(COMMUNE))
    flow.accept(province.send(COMMUNE), by=province.people["vanphong"])


def returns_another(page: Page, province: Province) -> None:
    opens_received(page, province.units[LATE])
    page.get_by_role("link", name="Trả lại").click()
    look(page, "story-return")
    page.get_by_label("Cần sửa gì").fill(REASON)
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Đã trả lại kèm lý do.")).to_be_visible()


def sees_why(page: Page, province: Province) -> None:
    page.goto(province.report(LATE).get_absolute_url())
    expect(page.get_by_text(REASON).first).to_be_visible()
    look(page, "story-report-returned")


def consolidates(page: Page, province: Province) -> None:
    page.goto(province.report("so").get_absolute_url())
    page.get_by_role("link", name="Tổng hợp", exact=True).click()
    look(page, "story-consolidate")
    expect(page.get_by_text(re.compile(r"2/\d+ đơn vị có trong số liệu"))).to_be_visible()  # a sum nobody began follows
    missing = page.get_by_role("listitem").filter(has_text=province.units[LATE].name)
    expect(missing).to_contain_text(f"Trả lại: {REASON}")
    page.get_by_role("link", name=MEETINGS).click()
    page.get_by_role("checkbox", name=province.units[SCHOOL].label).check()
    look(page, "story-consolidate-texts")
    page.get_by_role("button", name="Đưa đoạn đã chọn vào và lưu").click()
    expect(page.get_by_text("Đã đưa 1 đoạn vào")).to_be_visible()


def opens_the_sum_down_to_the_photo(page: Page, province: Province) -> None:
    page.goto(province.report("so").get_absolute_url())
    page.get_by_role("link", name=re.compile(rf"^1\.280.*{PEOPLE}")).click()
    look(page, "story-drill-office")
    for code in (COMMUNE, VILLAGE):
        page.locator(".drill").get_by_role("link", name=province.units[code].name).click()
    expect(page.get_by_role("link", name="Họp thôn về tuyển sinh")).to_be_visible()
    loads(page.locator(".drill__activity img"))
    page.goto(province.report("so").get_absolute_url())
    page.get_by_role("link", name=re.compile(rf"^1\.280.*{PEOPLE}")).click()
    page.locator(".drill").get_by_role("link", name=province.units[SCHOOL].name).click()
    loads(page.locator(".drill__activity img"))
    look(page, "story-drill-school")
    page.get_by_role("link", name=MEETING).click()
    loads(page.locator(".evidence img"))
    page.locator(".evidence a").click()
    loads(page.locator("img"))


def mends_and_sends_again(page: Page, province: Province) -> None:
    page.reload()
    row = page.locator(".figure", has_text=PEOPLE)
    row.locator("summary").tap()
    row.get_by_label(PEOPLE, exact=True).fill("290")
    row.get_by_label(f"Giải thích số liệu {PEOPLE}").fill("Theo danh sách ký tên")
    page.get_by_role("button", name="Trình duyệt").first.tap()
    expect(page.get_by_text("Đã trình. Chờ")).to_be_visible()
    report = province.report(LATE)
    flow.approve(report, by=province.head(LATE))


def takes_in_who_was_late(page: Page, province: Province) -> None:
    opens_received(page, province.units[LATE])
    page.get_by_role("button", name="Chấp nhận").click()
    expect(page.get_by_text(re.compile("^Đã chấp nhận báo cáo của"))).to_be_visible()
    page.goto(province.report("so").get_absolute_url())
    outdated = page.get_by_text("Có báo cáo đã được chấp nhận mà số liệu dưới đây chưa tính.")
    expect(outdated).to_be_visible()
    look(page, "story-outdated")
    page.get_by_role("link", name="Xem thay đổi gì và đưa vào tổng hợp").click()
    change = page.get_by_role("row", name=re.compile(f"^{PEOPLE}"))
    expect(change).to_contain_text("1.280")
    expect(change).to_contain_text("1.570")
    look(page, "story-late")
    page.get_by_role("button", name="Đưa tất cả vào").click()
    expect(page.get_by_text("Đã đưa 1 báo cáo vào tổng hợp; số liệu đã tính lại.")).to_be_visible()
    page.get_by_role("link", name="Mở báo cáo tổng hợp").click()
    expect(outdated).to_be_hidden()
    expect(page.locator(".figure", has_text=PEOPLE).locator(".figure__value")).to_contain_text("1.570")


def issues(office: Page, director: Page, province: Province) -> Report:
    own = province.report("so")
    office.get_by_role("button", name="Trình duyệt").first.click()
    expect(office.get_by_text(re.compile("đơn vị trong tổng hợp"))).to_be_visible()
    look(office, "story-some-are-missing")
    office.get_by_role("button", name="Vẫn trình duyệt").click()
    expect(office.get_by_text("Đã trình. Chờ")).to_be_visible()
    director.goto(own.get_absolute_url())
    director.get_by_role("button", name="Duyệt", exact=True).click()
    director.get_by_role("button", name="Vẫn duyệt").click()
    expect(director.get_by_text(re.compile(r"^Đã duyệt\."))).to_be_visible()
    office.reload()
    office.get_by_role("link", name="Ban hành", exact=True).click()
    look(office, "story-issue")
    office.get_by_label("Số, ký hiệu").fill("57/BC-SGDĐT")
    office.get_by_label("Họ tên người ký").fill("Trịnh Hoài Nam")
    office.get_by_role("button", name="Ban hành").click()
    expect(office.get_by_text("Đã ban hành báo cáo.")).to_be_visible()
    look(office, "story-issued")
    return province.report("so")


def downloaded(page: Page, report: Report, label: str) -> io.BytesIO:
    page.goto(report.get_absolute_url())
    page.get_by_text("Tải về").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=label).click()
    return io.BytesIO(Path(download.value.path()).read_bytes())


def the_document_opens(file: io.BytesIO) -> None:
    """Letterhead, title, figures and the units that are missing, with nothing left to be filled in."""
    opened = docx.Document(file)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(one.text for one in opened.paragraphs), *cells])
    for part in (
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "57/BC-SGDĐT",
        "BÁO CÁO",
        "Trịnh Hoài Nam",
        "ường truyền ở điểm trường lẻ chưa ổn định",
        "THPT Bình Sơn",  # has sent nothing
    ):
        assert part in said, f"{part} is not in: {said}"
    assert f"Kết quả công tác truyền thông cải cách hành chính năm {YEAR}" in said
    row = next(row for table in opened.tables for row in table.rows if PEOPLE in [one.text for one in row.cells])
    assert "1.570" in [cell.text for cell in row.cells]
    assert not re.search(r"\{\{|\{%|\bNone\b|…|\.{3}|\[|\]", said), re.search(r".{20}(\{\{|\{%|None|…|\.{3}|\[)", said)
    assert opened.inline_shapes or "chart" in "".join(part.partname for part in opened.part.package.iter_parts())


def the_workbook_opens(file: io.BytesIO) -> None:
    book = openpyxl.load_workbook(file)
    rows = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    assert any(PEOPLE in row and 1570 in row for row in rows)
