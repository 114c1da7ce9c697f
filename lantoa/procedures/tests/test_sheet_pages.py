"""The catalogue as a spreadsheet: out, and in again."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import UnitFactory
from lantoa.procedures.enums import DecisionKind, Level
from lantoa.procedures.factories import (
    LifeEventFactory,
    ProcedureFactory,
    ProcedureVersionFactory,
    procedure_in_force,
)
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.procedures.sheet import COLUMNS
from lantoa.tabular.sheets import write_csv

pytestmark = pytest.mark.django_db
HOME = "/lam-viec/thu-tuc/"
TODAY = timezone.localdate()
LATER = TODAY + dt.timedelta(days=30)
HEADS = ("Mã thủ tục", "Tên thủ tục", "Cấp thực hiện", "Lĩnh vực", "Số quyết định")


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=UnitFactory.make(province=True)))
    return client


def send(client: Client, content: bytes, name: str = "thu-tuc.csv") -> Any:
    return client.post(f"{HOME}nhap/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def send_sheet(client: Client, rows: list[list[str]], heads: tuple[str, ...] = HEADS) -> Any:
    """The preview of a spreadsheet with these columns."""
    return send(client, write_csv([column for column in COLUMNS if column.title in heads], rows))


def send_back(client: Client, *, changed: dict[str, str] | None = None, state: str = "") -> Any:
    """The preview of an export that comes in again, with texts `changed` in it."""
    exported = client.get(f"{HOME}xuat/", {"dang": "csv", "tinh-trang": state}).content.decode()
    for old, new in (changed or {}).items():
        assert old in exported
        exported = exported.replace(old, new)
    return send(client, exported.encode())


def confirm(client: Client, page: Any) -> Any:
    return client.post(page.context["confirm_url"], {"fingerprint": page.context["fingerprint"]}, follow=True)


def kinds(page: Any) -> list[str]:
    return [change.kind for change in page.context["plan"].changes]


def reasons(page: Any) -> list[str]:
    return [fault.reason for fault in page.context["plan"].faults]


def coming(procedure: Procedure, **fields: Any) -> ProcedureVersion:
    """A version of the procedure that holds from a later day."""
    return ProcedureVersionFactory.make(
        procedure=procedure, amended=True, in_force_from=LATER, took_effect_at=None, **fields
    )


def test_a_spreadsheet_brings_in_procedures_all_or_nothing(keeper: Client):
    good = ["2.002481", "Chuyển trường", "xã", "Giáo dục", "Quyết định 3771/QĐ-UBND ngày 19/11/2025 (Danh mục)"]
    page = send_sheet(keeper, [good, ["1.1", "Thủ tục lạ", "huyện", "", ""]])
    assert not page.context["plan"].is_applicable
    page = send_sheet(keeper, [good])
    confirm(keeper, page)
    version = ProcedureVersion.objects.get()
    assert (version.decision_number, version.in_force_from) == ("3771/QĐ-UBND", dt.date(2025, 11, 19))
    assert version.procedure.level == "commune"


def test_rows_of_a_refused_spreadsheet_are_not_shown_as_if_they_came_in(keeper: Client):
    page = send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "", ""], ["1.1", "Thủ tục lạ", "huyện", "", ""]])
    shown = page.content.decode()
    assert "Cần sửa trong tệp" in shown
    assert "Thêm mới" not in shown


def test_an_export_comes_in_again_without_a_change(keeper: Client):
    procedure_in_force(conditions="Dòng một\nDòng hai", applicants="Cha\nmẹ " + "x" * 1500)
    procedure_in_force(decision_number="Quyết định số 12/QĐ-UBND", decided_on=None).life_events.add(
        LifeEventFactory.make(), LifeEventFactory.make()
    )
    page = send_back(keeper)
    assert (kinds(page), reasons(page)) == (["unchanged"] * 2, [])


def test_an_export_comes_in_again_while_a_version_is_to_come(keeper: Client):
    coming(procedure_in_force(), decision_number="2507/QĐ-UBND", fee="20.000 đồng")
    ProcedureVersionFactory.make(in_force_from=LATER, took_effect_at=None)
    gone = procedure_in_force()
    ProcedureVersionFactory.make(procedure=gone, abolition=True, in_force_from=LATER, took_effect_at=None)
    ProcedureVersionFactory.make(procedure=procedure_in_force(), abolition=True, in_force_from=TODAY)
    page = send_back(keeper, state="tat-ca")
    assert (kinds(page), reasons(page)) == (["unchanged"] * 4, [])


def test_a_change_in_an_export_puts_right_the_version_that_it_wrote(keeper: Client):
    procedure = procedure_in_force(results="Giấy giới thiệu")
    later = coming(procedure, decision_number="2507/QĐ-UBND", results="Giấy mới")
    confirm(keeper, send_back(keeper, changed={"Giấy giới thiệu": "Giấy giới thiệu chuyển trường"}))
    present = procedure.version_on()
    assert present is not None
    assert (present.results, present.parts.count()) == ("Giấy giới thiệu chuyển trường", 1)
    later.refresh_from_db()
    assert later.results == "Giấy mới"
    assert procedure.versions.count() == 2


def test_a_row_with_the_decision_to_come_puts_that_version_right(keeper: Client):
    procedure = procedure_in_force(code="2.1", name="Chuyển trường", field="Giáo dục")
    later = coming(procedure, decision_number="2507/QĐ-UBND")
    confirm(keeper, send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "Giáo dục mới", "2507/QĐ-UBND"]]))
    later.refresh_from_db()
    assert (later.field, procedure.versions.count()) == ("Giáo dục mới", 2)


def test_a_decision_that_another_one_followed_is_refused(keeper: Client):
    procedure = procedure_in_force(code="2.1", name="Chuyển trường", decision_number="7/QĐ-UBND")
    ProcedureVersionFactory.make(procedure=procedure, amended=True, in_force_from=TODAY)
    page = send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "Giáo dục mới", "7/QĐ-UBND"]])
    assert reasons(page) == ["Quyết định này đã được quyết định khác thay; xuất lại bảng tính rồi sửa trên bản mới."]


def test_an_abolished_procedure_is_not_written_by_a_spreadsheet(keeper: Client):
    procedure = procedure_in_force(code="2.1", name="Chuyển trường")
    ProcedureVersionFactory.make(procedure=procedure, abolition=True, in_force_from=TODAY)
    for decision in ("", "99/QĐ-UBND"):
        page = send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "Giáo dục mới", decision]])
        assert "bãi bỏ" in reasons(page)[0]


def test_another_decision_in_a_spreadsheet_is_a_new_version_with_days_of_its_own(keeper: Client):
    procedure = procedure_in_force(code="2.1", name="Chuyển trường")
    confirm(keeper, send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "Giáo dục mới", "77/QĐ-UBND"]]))
    newest = procedure.newest()
    assert newest is not None
    assert (newest.number, newest.field, newest.parts.count()) == (2, "Giáo dục mới", 1)
    assert (newest.decided_on, newest.in_force_from) == (None, TODAY)
    assert newest.decision_kind == DecisionKind.AMENDED


def test_one_code_twice_is_told_with_its_rows(keeper: Client):
    procedure_in_force(code="2.1", name="Chuyển trường")
    page = send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "", ""], ["2.1", "Xin học lại", "tỉnh", "", ""]])
    told = "Mã 2.1 đứng ở dòng 2 và dòng 3"
    assert told in page.content.decode()
    assert page.context["plan"].is_applicable
    confirm(keeper, page)
    assert Procedure.objects.coded("2.1").count() == 2
    assert told not in send_back(keeper).content.decode()  # both are on record: nothing to ask


def test_one_procedure_twice_is_refused_with_its_rows(keeper: Client):
    page = send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "", ""]] * 2)
    assert reasons(page) == ["Trùng thủ tục với dòng 2; giữ lại một dòng."]


def test_two_rows_do_not_end_under_one_name(keeper: Client):
    procedure_in_force(code="2.1", name="Chuyển trường", level=Level.COMMUNE)
    page = send_sheet(keeper, [["2.1", "Xin học lại", "xã", "", ""], ["2.1", "Xin học lại", "xã", "", ""]])
    assert len(reasons(page)) == 1


def test_without_a_code_only_the_name_tells_a_procedure(keeper: Client):
    procedure_in_force(code="", name="Chuyển trường")
    page = send_sheet(keeper, [["", "Xin học lại", "xã", "", ""]])
    assert kinds(page) == ["new"]


def test_a_formula_without_its_result_is_told(keeper: Client):
    book = Workbook()
    assert book.active is not None
    book.active.append(["Mã thủ tục", "Tên thủ tục"])
    book.active.append(["2.1", "=1+1"])
    out = io.BytesIO()
    book.save(out)
    page = send(keeper, out.getvalue(), "thu-tuc.xlsx")
    assert page.status_code == 422
    assert "Ô B2 của bảng là công thức chưa có kết quả" in page.content.decode()


@pytest.mark.parametrize("fault", [IntegrityError(), ValidationError("Dữ liệu đã thay đổi")])
def test_what_somebody_else_brought_in_at_that_moment_is_told(
    keeper: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception
):
    page = send_sheet(keeper, [["2.1", "Chuyển trường", "xã", "", ""]])

    def brought_in(self: Procedure, **_: object) -> None:
        raise fault

    monkeypatch.setattr(Procedure, "save", brought_in)
    assert "Dữ liệu đã thay đổi" in confirm(keeper, page).content.decode()


def test_more_rows_ask_the_database_no_more_often(keeper: Client):
    def asked(number: int) -> int:
        rows = [[f"3.{place}", f"Thủ tục {place}", "xã", "Giáo dục", ""] for place in range(number)]
        for code, name, *_ in rows:
            if not Procedure.objects.coded(code).exists():
                ProcedureVersionFactory.make(procedure=ProcedureFactory.make(code=code, name=name))
        pending = send_sheet(keeper, rows).context["pending"]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            keeper.get(f"{HOME}nhap/{pending.pk}/")
        return len(queries)

    assert asked(2) == asked(10)
