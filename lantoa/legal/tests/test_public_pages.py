"""The bookcase as anyone sees it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.legal import bookcase
from lantoa.legal.enums import FileFormat, LegalStatus, ReadingState
from lantoa.legal.factories import DocumentFileFactory, LegalDocumentFactory
from tests.html import parse, words

pytestmark = pytest.mark.django_db


def listed(client: Any, **asked: str) -> list[str]:
    answer = client.get(reverse("bookcase:list"), asked)
    return [words(one) for one in parse(answer).iterfind(".//h2[@class='book__title']")]


def test_it_lists_what_is_public_and_nothing_else(client: Any):
    LegalDocumentFactory.make(public=True, number="1/2026/NĐ-CP", issued_on=None)
    LegalDocumentFactory.make(number="2/2026/NĐ-CP")
    assert listed(client) == ["Nghị định số 1/2026/NĐ-CP"]


def test_it_finds_by_number_title_and_text_without_accents(client: Any):
    file = DocumentFileFactory.make(
        document__number="30/2020/NĐ-CP", document__title="Về công tác văn thư", text="Thể thức và kỹ thuật trình bày"
    )
    bookcase.keep(file.document)
    LegalDocumentFactory.make(public=True)
    for typed in ("30/2020", "cong tac van thu", "ky thuat trinh bay"):
        assert len(listed(client, q=typed)) == 1, typed
    assert listed(client, q="khong co gi ca") == []


def test_filters_narrow_by_kind_effect_year_and_issuer(client: Any):
    LegalDocumentFactory.make(public=True, number="1/CT-TTg", kind="Chỉ thị", issued_on=dt.date(2021, 1, 4))
    LegalDocumentFactory.make(public=True, number="2/NĐ-CP", issuer="Bộ Tư pháp", issued_on=dt.date(2024, 1, 4))
    LegalDocumentFactory.make(public=True, number="3/NĐ-CP", issued_on=dt.date(2024, 1, 4), ends_on=dt.date(2025, 1, 1))
    assert listed(client, loai="Chỉ thị") == ["Chỉ thị số 1/CT-TTg ngày 04/01/2021"]
    assert len(listed(client, nam="2024")) == 2
    assert listed(client, **{"hieu-luc": "het"}) == ["Nghị định số 3/NĐ-CP ngày 04/01/2024"]
    assert listed(client, **{"co-quan": "bo tu phap"}) == ["Nghị định số 2/NĐ-CP ngày 04/01/2024"]


def test_a_replaced_document_leads_to_the_one_that_holds(client: Any):
    heir = LegalDocumentFactory.make(public=True, number="2/2026/NĐ-CP")
    old = LegalDocumentFactory.make(public=True, replaced=True, replaced_by=heir)
    page = parse(client.get(reverse("bookcase:detail", args=[old.pk])))
    said = words(page)
    assert "Đã được thay thế từ 01/07/2025" in said
    assert "Nay áp dụng" in said
    assert page.find(f".//a[@href='{reverse('bookcase:detail', args=[heir.pk])}']") is not None


def test_a_heir_that_is_not_public_is_named_without_a_link(client: Any):
    heir = LegalDocumentFactory.make(number="2/2026/NĐ-CP")
    old = LegalDocumentFactory.make(public=True, replaced=True, replaced_by=heir)
    page = parse(client.get(reverse("bookcase:detail", args=[old.pk])))
    assert "2/2026/NĐ-CP" in words(page)
    assert page.find(f".//a[@href='{reverse('bookcase:detail', args=[heir.pk])}']") is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": LegalStatus.IN_FORCE}, "Còn hiệu lực"),
        ({"effective_on": dt.date(2999, 1, 1)}, "đến 01/01/2999 mới có hiệu lực"),
        ({"status": LegalStatus.EXPIRED, "ends_on": dt.date(2025, 1, 1)}, "Hết hiệu lực từ 01/01/2025"),
    ],
)
def test_its_effect_is_said_in_words(client: Any, values: dict[str, Any], said: str):
    document = LegalDocumentFactory.make(public=True, **values)
    assert said in words(parse(client.get(reverse("bookcase:detail", args=[document.pk]))))


def test_effect_is_no_question_of_a_leaflet(client: Any):
    leaflet = LegalDocumentFactory.make(public=True, leaflet=True, title="Phòng chống đuối nước")
    page = words(parse(client.get(reverse("bookcase:detail", args=[leaflet.pk]))))
    assert "Tờ rơi" in page
    assert "hiệu lực" not in page.replace("Ghi chú hiệu lực", "")


def test_a_pdf_is_shown_by_the_browser_and_can_be_downloaded(client: Any):
    file = DocumentFileFactory.make(name="nghị định.pdf")
    shown = client.get(reverse("bookcase:file", args=[file.key]))
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline;")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in shown
    taken = client.get(reverse("bookcase:file", args=[file.key]), {"tai": "1"})
    assert taken["Content-Disposition"].startswith("attachment;")


def test_a_word_file_is_only_downloaded(client: Any):
    file = DocumentFileFactory.make(format=FileFormat.DOCX, name="a.docx")
    assert client.get(reverse("bookcase:file", args=[file.key]))["Content-Disposition"].startswith("attachment;")


def test_its_text_is_a_page_with_headings_to_jump_to(client: Any):
    file = DocumentFileFactory.make(text="Chương I\nĐiều 1. Phạm vi <b>\nQuy định.\nTT\tViệc")
    page = parse(client.get(reverse("bookcase:reading", args=[file.key])))
    assert [words(one) for one in page.iterfind(".//h3")] == ["Điều 1. Phạm vi <b>"]
    targets = {one.get("href")[1:] for one in page.iterfind(".//details//a")}
    assert targets <= {one.get("id") for one in page.iter() if isinstance(one.tag, str)}
    assert words(page.find(".//td")) == "TT"


def test_a_file_that_could_not_be_read_says_so_and_can_be_taken(client: Any):
    file = DocumentFileFactory.make(text="", state=ReadingState.FAILED, sentence="Tệp có mật khẩu mở.")
    assert "Tệp có mật khẩu mở." in client.get(reverse("bookcase:reading", args=[file.key])).content.decode()
    page = client.get(reverse("bookcase:detail", args=[file.document_id])).content.decode()
    assert reverse("bookcase:reading", args=[file.key]) not in page
    assert reverse("bookcase:file", args=[file.key]) in page


def test_what_is_taken_out_is_gone_at_once(client: Any):
    file = DocumentFileFactory.make()
    addresses = [reverse("bookcase:file", args=[file.key]), reverse("bookcase:detail", args=[file.document_id])]
    assert [client.get(one).status_code for one in addresses] == [200, 200]
    file.document.is_public = False
    file.document.save()
    assert [client.get(one).status_code for one in addresses] == [404, 404]


def test_the_code_of_a_page_is_a_picture(client: Any):
    document = LegalDocumentFactory.make(public=True)
    answer = client.get(reverse("bookcase:qr", args=[document.pk]))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


def test_the_list_takes_as_many_questions_for_ten_as_for_two(client: Any):
    for _ in range(2):
        DocumentFileFactory.make()
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("bookcase:list"))
    for _ in range(8):
        DocumentFileFactory.make()
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("bookcase:list"))
    assert len(few) == len(many)
    assert not any('"text"' in query["sql"] for query in many.captured_queries)


def test_an_endless_key_is_no_document(client: Any):
    assert client.get(f"/tu-sach/{'9' * 40}/").status_code == 404
