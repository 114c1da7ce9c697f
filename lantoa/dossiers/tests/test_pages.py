"""The pages: one month on the phone, a unit's year, all units beside their targets, who has not entered."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.dossiers import exporting
from lantoa.dossiers.factories import DossierFiguresFactory, DossierTargetFactory
from lantoa.dossiers.figures_import import FiguresImporter
from lantoa.dossiers.models import DossierFigures, DossierScheme
from lantoa.dossiers.sheet import TABLE_COLUMNS
from lantoa.jobs.models import LongJob
from lantoa.notices.models import Notice
from lantoa.organisations.enums import GroupReach
from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.organisations.models import Unit
from lantoa.reports import figures, sources, standard
from lantoa.reports.days import Days
from lantoa.tabular.plan import Kind
from lantoa.tabular.sheets import Row, read_rows
from tests.html import PageClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
OCTOBER = dt.date(2026, 10, 1)


def month_url(unit: Unit, month: dt.date = OCTOBER) -> str:
    return reverse("dossiers:month", args=[unit.pk, month.year, month.month])


def typed(**given: object) -> dict[str, object]:
    return {"received": "1.010", "online": "606", "on_time": "1007", "late": "1", "pending_in_time": "2"} | given


def test_a_month_is_typed_on_one_page_with_empty_boxes_as_nothing(
    client: PageClient, school: Unit, clerk: User
) -> None:
    client.force_login(clerk)
    assert "Nhập tháng 10/2026" in client.get(reverse("dossiers:list")).text
    answer = client.post(month_url(school), typed())
    assert answer.status_code == 302
    row = DossierFigures.objects.get()
    assert (row.received, row.withdrawn, row.entered_by) == (1010, 0, clerk)


def test_a_fault_stands_beside_its_box_and_nothing_typed_is_lost(client: PageClient, school: Unit, clerk: User) -> None:
    client.force_login(clerk)
    answer = client.post(month_url(school), typed(online="1011"))
    assert answer.status_code == 422
    assert "Nộp trực tuyến 1011 hồ sơ, nhiều hơn 1010" in answer.text
    assert 'value="1011"' in answer.text
    assert not DossierFigures.objects.exists()


@pytest.mark.parametrize("bad", ["-1", "mười", "1,5", "99999999"])
def test_what_is_no_count_is_refused_in_a_sentence(client: PageClient, school: Unit, clerk: User, bad: str) -> None:
    client.force_login(clerk)
    answer = client.post(month_url(school), typed(received=bad))
    assert answer.status_code == 422
    assert answer.context["form"].errors["received"]


def test_a_month_that_is_not_over_says_when_it_opens(client: PageClient, school: Unit, clerk: User) -> None:
    client.force_login(clerk)
    assert "nhập từ ngày 15/11/2026" in client.get(month_url(school, dt.date(2026, 11, 1))).text
    assert client.get(month_url(school, OCTOBER).replace("/10/", "/13/")).status_code == 404


def test_nothing_came_by_one_button(client: PageClient, school: Unit, clerk: User) -> None:
    client.force_login(clerk)
    client.post(reverse("dossiers:nil", args=[school.pk, 2026, 10]))
    assert DossierFigures.objects.get().is_nil
    assert "Không phát sinh" in client.get(reverse("dossiers:unit", args=[school.pk])).text


def test_a_correction_asks_for_a_reason(client: PageClient, school: Unit, clerk: User) -> None:
    row = DossierFiguresFactory.make(unit=school)
    client.force_login(clerk)
    data = row.values() | {"version": row.version, "online": 5}
    assert "Ghi lý do đính chính" in client.post(month_url(school), data).text
    assert client.get(month_url(school)).context["form"]["reason"].field.required
    client.post(month_url(school), data | {"reason": "đếm lại"})
    row.refresh_from_db()
    assert row.online == 5


def test_the_table_shows_shares_beside_targets_and_who_has_not_entered(
    client: PageClient, top: Unit, school: Unit, office: User
) -> None:
    DossierTargetFactory.make(unit=top)
    DossierFiguresFactory.make(unit=school)
    lacking = UnitFactory.make(lower=True, parent=top)
    client.force_login(office)
    table = client.get(reverse("dossiers:list") + "?so=online").context["table"]
    row = next(one for one in table.rows if one.unit == school)
    assert (row.share, row.goal.share, row.is_short) == (Decimal("60.0"), Decimal(80), True)
    assert {unit.pk for unit in table.missing_units} == {top.pk, lacking.pk}
    assert row.cells[9].shown == "60,0"
    assert row.cells[8].state == "missing"
    assert row.cells[10] is None


@pytest.mark.parametrize("year", ["20261", "0", "2009", "99999999999999999999", "²026", "x"])
def test_a_year_that_is_none_shows_this_one(client: PageClient, school: Unit, clerk: User, year: str) -> None:
    client.force_login(clerk)
    for url in (reverse("dossiers:list"), reverse("dossiers:unit", args=[school.pk])):
        assert client.get(url, {"nam": year}).context["filter"].year == 2026
    assert client.get(reverse("dossiers:targets", args=[school.pk]), {"nam": year}).status_code == 200


def test_a_unit_may_set_its_own_target(client: PageClient, top: Unit, school: Unit) -> None:
    DossierTargetFactory.make(unit=top)
    head = UserFactory.make(role=Role.HEAD, role__unit=school)
    client.force_login(head)
    url = reverse("dossiers:targets", args=[school.pk]) + "?nam=2026"
    assert "Cấp trên giao" in client.get(url).text
    assert client.post(url, {"online": "92,5", "version": 1}).status_code == 302
    DossierFiguresFactory.make(unit=school)
    shown = client.get(reverse("dossiers:unit", args=[school.pk])).context["standings"]
    goals = {one.name: one.goal.share for one in shown if one.goal}
    assert goals == {"online": Decimal("92.5"), "on_time": Decimal(95)}


def test_a_scheme_says_who_enters(client: PageClient, top: Unit, school: Unit, office: User) -> None:
    group = UnitGroupFactory.make(owner=top, reach=GroupReach.LISTED)
    group.units.add(school)
    UnitFactory.make(lower=True, parent=top)
    client.force_login(office)
    url = reverse("dossiers:scheme", args=[top.pk])
    client.post(url, {"group": group.pk, "since": "01/10/2026", "due_day": "7"})
    assert DossierScheme.objects.get().group == group
    table = client.get(reverse("dossiers:list")).context["table"]
    assert [row.unit for row in table.rows] == [school]
    assert [cell.state for cell in table.rows[0].cells if cell] == ["missing"]


def test_units_that_have_not_entered_are_reminded_once_a_day(
    client: PageClient, school: Unit, clerk: User, office: User
) -> None:
    client.force_login(office)
    for _ in range(2):
        client.post(reverse("dossiers:remind"))
    notice = Notice.objects.get(user=clerk)
    assert "chưa nhập số liệu hồ sơ tháng 10/2026" in notice.text
    assert notice.url == month_url(school)


def test_the_table_asks_as_many_questions_for_two_units_as_for_ten(client: PageClient, top: Unit, office: User) -> None:
    client.force_login(office)
    counted = []
    for number in (2, 8):
        for unit in UnitFactory.create_batch(number, upper=True, parent=top):
            DossierFiguresFactory.make(unit=unit)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("dossiers:list"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_what_is_exported_can_be_brought_in_again(client: PageClient, school: Unit, clerk: User) -> None:
    DossierFiguresFactory.make(unit=school)
    DossierFiguresFactory.make(unit=school, month=dt.date(2026, 9, 1), nil=True)
    client.force_login(clerk)
    content = client.get(reverse("dossiers:export")).content
    heads = [cell.value for cell in next(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows())]
    assert heads == [column.title for column in TABLE_COLUMNS]
    rows, _ = read_rows(content, FiguresImporter.columns)
    plan = FiguresImporter(clerk).plan(rows)
    assert not plan.faults
    assert {one.kind for one in plan.changes} == {Kind.UNCHANGED}


def test_a_long_spreadsheet_is_made_in_the_background(
    client: PageClient, school: Unit, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    made = DossierFiguresFactory.make(unit=school)
    client.force_login(clerk)
    assert reverse("dossiers:export_all") in client.get(reverse("dossiers:list")).text
    assert "được tạo ở nền" in client.get(reverse("dossiers:export"), follow=True).text
    assert not LongJob.objects.exists()
    page = client.post(reverse("dossiers:export_all") + "?nam=2026", follow=True)
    assert "Đã xuất 1 dòng số liệu." in page.text
    kept = client.get(reverse("jobs:file", args=[LongJob.objects.get().pk]))
    sheet = load_workbook(io.BytesIO(b"".join(kept.streaming_content))).worksheets[0]  # type: ignore[arg-type]
    assert made.received in [cell.value for cell in sheet[2]]


def test_the_figures_of_a_spreadsheet_can_be_added_up(client: PageClient, school: Unit, clerk: User) -> None:
    made = DossierFiguresFactory.make(unit=school)
    client.force_login(clerk)
    sheet = load_workbook(io.BytesIO(client.get(reverse("dossiers:export")).content)).worksheets[0]
    heads, cells = ([cell.value for cell in line] for line in sheet.iter_rows())
    line = dict(zip(heads, cells, strict=True))
    assert (line["Tiếp nhận trong tháng"], line["Tháng"]) == (made.received, "10/2026")


def test_a_cell_left_empty_keeps_the_figure_and_is_nothing_in_a_new_month(
    client: PageClient, school: Unit, clerk: User
) -> None:
    DossierFiguresFactory.make(unit=school, by_post=0)
    DossierFiguresFactory.make(unit=school, month=dt.date(2026, 8, 1), nil=True)
    importer, code = FiguresImporter(clerk), school.code
    said = {"unit": code, "month": "10/2026", "by_post": "3", "reason": "đếm lại phiếu gửi"}
    silent = {"unit": code, "month": "8/2026"}
    new = {"unit": code, "month": "7/2026", "received": "2", "on_time": "2"}
    plan = importer.plan([Row(number, values) for number, values in enumerate((said, silent, new), 2)])
    assert not plan.faults
    assert [one.kind for one in plan.changes] == [Kind.CHANGED, Kind.UNCHANGED, Kind.NEW]
    importer.apply(plan, by=clerk)
    kept = DossierFigures.objects.get(month=dt.date(2026, 10, 1))
    assert (kept.by_post, kept.received, kept.digitised) == (3, 10, 8)
    assert DossierFigures.objects.get(month=dt.date(2026, 7, 1)).online == 0
    client.force_login(clerk)
    page = client.get(reverse("dossiers:figures_import")).text
    assert "tháng đã nhập thì giữ số đang có, tháng chưa nhập thì là 0" in page
    assert "để trống là 0" not in page


def row(place: int, unit: Unit, month: str = "10/2026", **given: str) -> Row:
    figures = {"received": "10", "online": "6", "on_time": "7", "late": "1", "pending_in_time": "2"}
    return Row(place, {"unit": unit.code, "month": month, **figures, **given})


def test_a_spreadsheet_brings_in_months_that_carry_over_to_each_other(school: Unit, clerk: User) -> None:
    importer = FiguresImporter(clerk)
    rows = [row(2, school, "10/2026", carried="2", on_time="9"), row(3, school, "9/2026")]
    plan = importer.plan(rows)
    assert not plan.faults
    importer.apply(plan, by=clerk)
    assert DossierFigures.objects.filter(is_imported=True).count() == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"online": "11"}, "nhiều hơn 10 hồ sơ tiếp nhận"),
        ({"month": "tháng mười"}, "ví dụ 10/2026"),
        ({"month": "12/2026"}, "chưa chốt số liệu"),
        ({"received": ""}, "Ghi số hồ sơ tiếp nhận"),
        ({"nil": "có"}, "vẫn có số"),
        ({"on_time": "bảy"}, "không phải là số"),
        ({"unit": "không-có"}, "Không có đơn vị nào"),
    ],
)
def test_a_row_that_cannot_be_used_stops_the_file_with_a_sentence(
    school: Unit, clerk: User, given: dict[str, str], said: str
) -> None:
    bad = Row(3, row(3, school, "9/2026").values | given)
    plan = FiguresImporter(clerk).plan([row(2, school, "8/2026"), bad])
    assert not plan.is_applicable
    assert said in " ".join(fault.reason for fault in plan.faults if fault.row == 3)


def test_rows_of_units_for_which_one_does_not_write_are_refused(clerk: User) -> None:
    other = UnitFactory.make(upper=True)
    assert "Không có đơn vị nào" in FiguresImporter(clerk).plan([row(2, other)]).faults[0].reason


def test_a_file_is_shown_before_anything_is_written(client: PageClient, school: Unit, clerk: User) -> None:
    client.force_login(clerk)
    text = f"Mã đơn vị,Tháng,Tiếp nhận trong tháng,Đang giải quyết - còn hạn\n{school.code},10/2026,3,3\n"
    text = (
        text.replace(" - ", " ")
        .replace("quyết còn hạn", "quyết, còn hạn")
        .replace("Đang giải quyết, còn hạn", '"Đang giải quyết, còn hạn"')
    )
    file = SimpleUploadedFile("ho-so.csv", text.encode("utf-8-sig"))
    page = client.post(reverse("dossiers:figures_import"), {"file": file}, follow=True)
    assert not DossierFigures.objects.exists()
    client.post(page.request["PATH_INFO"] + "xac-nhan/", {"fingerprint": page.context["fingerprint"]})
    assert DossierFigures.objects.get().received == 3


def test_reports_find_the_figures_of_their_months(school: Unit) -> None:
    for month in (6, 7, 9):
        DossierFiguresFactory.make(unit=school, month=dt.date(2026, month, 1))
    third_quarter = Days.of_part("quarter", 2026, 3, dt.date(2026, 6, 15), dt.date(2026, 9, 14))
    asked = {key: sources.find(key) for key in ("dossiers_received", "dossiers_on_time", "dossiers_pending")}
    found = {key: source.compute([school.pk], third_quarter)[school.pk] for key, source in asked.items() if source}
    assert found == {"dossiers_received": 20, "dossiers_on_time": 14, "dossiers_pending": 2}


def test_the_section_on_procedures_of_the_great_report_fills_itself_from_the_months(school: Unit) -> None:
    DossierFiguresFactory.make(unit=school, month=OCTOBER)
    template = next(one for one in standard.make_standard(school) if one.name == standard.PROCEDURES)
    asked = [row.indicator for row in template.rows.select_related("indicator")]
    quarter = Days.of_part("quarter", 2026, 4, dt.date(2026, 9, 15), dt.date(2026, 12, 14))
    found = figures.compute(asked, {1: [school.pk]}, quarter)[1]
    told = {one.code: found[one.pk] for one in asked if one.code.startswith("HS-")}
    assert told == {
        "HS-NHAN": 10,
        "HS-MANG": 6,
        "HS-MANG-TL": 60,
        "HS-XONG": 8,
        "HS-DUNG": 7,
        "HS-DUNG-TL": Decimal("87.5"),
        "HS-TRE": 1,
        "HS-PHI": 5,
        "HS-TT": 4,
        "HS-TT-TL": 80,
        "HS-BUU": 1,
        "HS-SO": 8,
        "HS-SO-TL": 100,
    }
