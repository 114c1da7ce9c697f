"""Documents from a spreadsheet."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.legal.document_import import DocumentImporter
from lantoa.legal.enums import LegalStatus
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.legal.loading import load_register
from lantoa.legal.models import LegalDocument
from lantoa.legal.sheet import COLUMNS
from lantoa.tabular.plan import Kind
from lantoa.tabular.sheets import Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    return UserFactory.make(role=Role.OFFICE)


def row(place: int = 2, /, **values: str) -> Row:
    return Row(place, {"number": "5/2026/NĐ-CP", "title": "Về một việc", "issued_on": "02/3/2026"} | values)


def faults(user: User, *rows: Row) -> list[str]:
    return [f"{one.row} {one.column}: {one.reason}" for one in DocumentImporter(user).plan(rows).faults]


def bring_in(user: User, *rows: Row) -> None:
    importer = DocumentImporter(user)
    plan = importer.plan(rows)
    assert not plan.faults
    importer.apply(plan, by=user)


def test_a_new_document_takes_kind_and_issuer_from_its_number(office: User) -> None:
    plan = DocumentImporter(office).plan([row()])
    assert [one.kind for one in plan.changes] == [Kind.NEW]
    assert not LegalDocument.objects.exists()
    bring_in(office, row())
    made = LegalDocument.objects.get()
    assert (made.kind, made.issuer, made.issued_on) == ("Nghị định", "Chính phủ", dt.date(2026, 3, 2))
    assert Entry.objects.about(made).get().action == "legal_document_imported"


def test_a_document_on_record_is_known_by_number_issuer_and_day(office: User) -> None:
    LegalDocumentFactory.make(
        number="23/CT-TTg", kind="Chỉ thị", issuer="Thủ tướng Chính phủ", issued_on=dt.date(2021, 9, 1)
    )
    same = row(number="23/CT-TTg", issued_on="01/9/2021", title="Trích yếu mới")
    other = row(3, number="23/CT-TTg", issued_on="05/6/2025")
    plan = DocumentImporter(office).plan([same, other])
    assert [one.kind for one in plan.changes] == [Kind.CHANGED, Kind.NEW]
    assert [(one.title, one.after) for one in plan.changes[0].fields] == [("Trích yếu", "Trích yếu mới")]


def test_an_empty_cell_keeps_and_xoa_empties(office: User) -> None:
    LegalDocumentFactory.make(number="5/2026/NĐ-CP", issued_on=dt.date(2026, 3, 2), status_note="cũ", source="Công báo")
    bring_in(office, row(title="", status_note="xóa", source=""))
    kept = LegalDocument.objects.get()
    assert (kept.status_note, kept.source, bool(kept.title)) == ("", "Công báo", True)


def test_one_file_says_what_replaces_what_whatever_the_order_of_its_rows(office: User) -> None:
    LegalDocumentFactory.make(number="1/2020/NĐ-CP", issued_on=dt.date(2020, 3, 2))
    old = row(2, number="1/2020/NĐ-CP", issued_on="02/3/2020", ends_on="01/5/2026", replaced_by="5/2026/NĐ-CP")
    bring_in(office, old, row(3))
    ended = LegalDocument.objects.get(number="1/2020/NĐ-CP")
    assert (ended.status, ended.ends_on) == (LegalStatus.REPLACED, dt.date(2026, 5, 1))
    assert ended.replaced_by == LegalDocument.objects.get(number="5/2026/NĐ-CP")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Trích yếu"),
        ({"issued_on": "31/02/2026"}, "Ngày ban hành"),
        ({"effective_on": "01/3/2026"}, "không thể trước ngày ban hành"),
        ({"ends_on": "02/3/2026"}, "phải sau ngày ban hành"),
        ({"effect": "tốt"}, "Ghi một trong"),
        ({"effect": "bị bãi bỏ"}, "cần ngày hết hiệu lực"),
        ({"effect": "đã được thay thế", "ends_on": "01/5/2026"}, "cần số của văn bản thay thế"),
        ({"replaced_by": "9/2026/NĐ-CP"}, "chưa có văn bản đó"),
        ({"replaced_by": "7/2024/NĐ-CP"}, "ghi “đã được thay thế”"),
        ({"replaced_by": "8/CT-TTg", "ends_on": "01/5/2026"}, "nhiều văn bản mang số này"),
        ({"replaced_by": "5/2026/NĐ-CP", "ends_on": "01/5/2026"}, "thay thế lẫn nhau"),
        ({"url": "vanban"}, "Đường dẫn toàn văn"),
        ({"number": "x" * 61}, "Số, ký hiệu"),
        ({"issuer": "Cơ quan " * 40}, "Cơ quan ban hành"),
        ({"number": "7/2024/NĐ-CP", "issued_on": "05/3/2024"}, "Kiểm tra lại ngày"),
        ({"number": "8/CT-TTg", "issued_on": ""}, "nhiều văn bản cùng số"),
        ({"number": "6/2024/NĐ-CP", "issued_on": "01/3/2024", "effect": "còn hiệu lực"}, "bỏ ghi ở trang của văn bản"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(office: User, values: dict[str, str], said: str) -> None:
    LegalDocumentFactory.make(number="7/2024/NĐ-CP")
    LegalDocumentFactory.make(number="6/2024/NĐ-CP", status=LegalStatus.EXPIRED, ends_on=dt.date(2025, 1, 1))
    for year in (2021, 2025):
        LegalDocumentFactory.make(number="8/CT-TTg", issuer="Thủ tướng Chính phủ", issued_on=dt.date(year, 9, 1))
    said_of = faults(office, row(**values))
    assert said_of, "the row was taken"
    assert all(one.startswith("2 ") for one in said_of)
    assert any(said in one for one in said_of), said_of


def test_two_rows_about_one_document_and_rings_are_refused(office: User) -> None:
    assert faults(office, row(2), row(3)) == ["3 Số, ký hiệu: Trùng văn bản với dòng 2; giữ lại một dòng."]
    one = row(2, number="1/2026/NĐ-CP", ends_on="01/5/2026", replaced_by="2/2026/NĐ-CP")
    other = row(3, number="2/2026/NĐ-CP", ends_on="01/5/2026", replaced_by="1/2026/NĐ-CP")
    assert "thay thế lẫn nhau" in faults(office, one, other)[0]
    known = LegalDocumentFactory.make(number="3/2024/NĐ-CP")
    LegalDocumentFactory.make(
        number="4/2024/NĐ-CP", status=LegalStatus.REPLACED, ends_on=dt.date(2025, 1, 1), replaced_by=known
    )
    back = row(2, number="3/2024/NĐ-CP", issued_on="01/3/2024", ends_on="01/5/2026", replaced_by="4/2024/NĐ-CP")
    assert "thay thế lẫn nhau" in faults(office, back)[0]


def test_what_was_exported_changes_nothing_when_brought_back(client: Any, office: User) -> None:
    load_register()
    LegalDocumentFactory.make(number="", title="Luật không số", kind="Luật")
    LegalDocumentFactory.make(number="12/KH-UBND", issued_on=None, issuer="UBND tỉnh")
    client.force_login(office)
    text = client.get(reverse("legal:export"), {"dang": "csv"}).content.decode("utf-8-sig")
    keys = {column.title: column.key for column in COLUMNS}
    rows = [
        Row(number, {keys[title]: value for title, value in line.items()})
        for number, line in enumerate(csv.DictReader(io.StringIO(text)), 2)
    ]
    assert len(rows) == LegalDocument.objects.count()
    plan = DocumentImporter(office).plan(rows)
    assert not plan.faults
    assert [one for one in plan.changes if one.kind is not Kind.UNCHANGED] == []


def test_a_file_is_shown_then_confirmed_all_or_nothing(client: Any, office: User) -> None:
    client.force_login(office)
    head = "Số, ký hiệu;Trích yếu;Ngày ban hành\n"

    def show(text: str) -> Any:
        file = SimpleUploadedFile("vb.csv", (head + text).encode())
        return client.post(reverse("legal:document_import"), {"file": file}, follow=True)

    def confirm(preview: Any) -> None:
        url = reverse("legal:document_import_confirm", args=[preview.context["pending"].pk])
        client.post(url, {"fingerprint": preview.context["fingerprint"]})

    bad = show("5/2026/NĐ-CP;Về một việc;02/3/2026\n6/2026/NĐ-CP;Về việc khác;hôm qua\n")
    assert "Cần sửa trong tệp" in bad.content.decode()
    confirm(bad)
    assert not LegalDocument.objects.exists()
    good = show("5/2026/NĐ-CP;Về một việc;02/3/2026\n")
    assert not LegalDocument.objects.exists()
    confirm(good)
    assert LegalDocument.objects.get().title == "Về một việc"


def test_looking_a_file_over_takes_the_same_queries_for_any_number_of_rows(office: User) -> None:
    for number in range(12):
        LegalDocumentFactory.make(number=f"{number}/2024/NĐ-CP")

    def queries(count: int) -> int:
        rows = [
            row(
                n,
                number=f"{n}/2024/NĐ-CP",
                issued_on="01/3/2024",
                replaced_by=f"{n + 1}/2024/NĐ-CP",
                ends_on="01/5/2026",
            )
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as seen:
            assert not faults(office, *rows)
        return len(seen)

    assert queries(2) == queries(10)
