"""From the register into the bookcase: files, letting anyone read, taking out again."""

import io
import zipfile
from typing import Any

import docx
import pytest
import typst
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.legal import bookcase, files
from lantoa.legal.enums import FileFormat, LegalStatus, ReadingState
from lantoa.legal.factories import DocumentFileFactory, LegalDocumentFactory
from lantoa.legal.models import DocumentFile, LegalDocument
from lantoa.organisations.factories import UnitFactory
from lantoa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    """Plans for everyone: an office at the top of the tree."""
    return UserFactory.make(role=Role.OFFICE)


def word(*paragraphs: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    return bytes(typst.compile(f'#set text(lang: "vi")\n{text}'.encode()))


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def found(words: str) -> list[str]:
    return [hit.key for hit in index.find(words, ["legal"]).page]


def test_what_is_published_is_found_and_what_is_taken_out_is_not(office: User):
    document = LegalDocumentFactory.make(number="30/2020/NĐ-CP", title="Về công tác văn thư")
    assert found("cong tac van thu") == []
    bookcase.publish(document, by=office)
    assert found("cong tac van thu") == found("30/2020/nd-cp") == [str(document.pk)]
    bookcase.unpublish(document, by=office)
    assert found("cong tac van thu") == []
    assert [one.action for one in Entry.objects.order_by("pk")][-2:] == [
        "legal_document_published",
        "legal_document_unpublished",
    ]


def test_publishing_twice_is_refused_in_a_sentence(office: User):
    document = LegalDocumentFactory.make(public=True)
    with pytest.raises(ValidationError, match="đã có trong tủ sách"):
        bookcase.publish(document, by=office)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.EDITOR, Role.LEADER])
def test_only_who_plans_or_administers_over_all_publishes(role: Role):
    person = UserFactory.make(role=role)
    with pytest.raises(PermissionDenied):
        bookcase.publish(LegalDocumentFactory.make(), by=person)


def test_an_office_of_a_school_does_not_publish_for_everyone():
    top = UnitFactory.make(department=True)
    person = UserFactory.make(role=Role.OFFICE, role__unit=UnitFactory.make(parent=top))
    with pytest.raises(PermissionDenied):
        bookcase.publish(LegalDocumentFactory.make(), by=person)


def test_what_the_register_says_anew_is_found_at_once(office: User):
    document = LegalDocumentFactory.make(title="Về học phí")
    bookcase.publish(document, by=office)
    document.title = "Về học bổng"
    document.save()
    assert found("học phí") == []
    assert found("học bổng") == [str(document.pk)]
    document.delete()
    assert found("học bổng") == []


def test_the_words_of_a_word_file_are_found(office: User):
    document = LegalDocumentFactory.make()
    bookcase.publish(document, by=office)
    file = files.add_file(
        document, upload("toan-van.docx", word("Điều 1. Phạm vi", "Áp dụng với nhà trẻ tư thục.")), by=office
    )
    file.refresh_from_db()
    assert (file.state, file.sentence) == (ReadingState.READ, "")
    assert found("nha tre tu thuc") == [str(document.pk)]


def test_the_words_of_a_pdf_are_found_and_its_lines_are_joined(office: User):
    document = LegalDocumentFactory.make(public=True)
    said = (
        "Người học được miễn học phí khi thuộc diện chính sách theo quy định của tỉnh, "
        + "có hồ sơ gửi nhà trường, " * 9
    )
    file = files.add_file(document, upload("to-roi.pdf", pdf(f"Điều 1. Miễn học phí\n\n{said}đúng hạn.")), by=office)
    file.refresh_from_db()
    assert file.state == ReadingState.READ
    assert file.text.splitlines() == ["Điều 1. Miễn học phí", f"{said}đúng hạn."]
    assert found("miễn học phí khi thuộc diện") == [str(document.pk)]


def test_a_file_is_typed_by_its_content_and_kept_under_another_name(office: User):
    file = files.add_file(LegalDocumentFactory.make(), upload('a/b"c.docx', pdf("Chữ")), by=office)
    assert file.format == FileFormat.PDF
    assert file.name == "b-c.pdf"
    assert "c" not in file.file.name.removeprefix("legal/") or "docx" not in file.file.name


def macro() -> bytes:
    out = io.BytesIO(word("Chữ"))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "trống"),
        (b"<html><script>alert(1)</script>", "không phải PDF hay Word"),
        (b"PK\x03\x04 broken", "không phải PDF hay Word"),
        (b"\x89PNG\r\n\x1a\n", "không phải PDF hay Word"),
        (macro(), "macro"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(office: User, data: bytes, sentence: str):
    with pytest.raises(ValidationError, match=sentence):
        files.add_file(LegalDocumentFactory.make(), upload("van-ban.pdf", data), by=office)
    assert not DocumentFile.objects.exists()


def test_a_file_too_large_is_refused(office: User, settings: Any):
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(ValidationError, match="lớn quá 1 MB"):
        files.add_file(LegalDocumentFactory.make(), upload("a.pdf", b"%PDF-" + b"0" * 1024 * 1024), by=office)


def test_the_same_file_is_not_taken_twice(office: User):
    document = LegalDocumentFactory.make()
    data = word("Chữ")
    files.add_file(document, upload("a.docx", data), by=office)
    with pytest.raises(ValidationError, match="đã có"):
        files.add_file(document, upload("b.docx", data), by=office)


def test_a_damaged_pdf_is_kept_and_says_why_it_is_not_found(office: User):
    file = files.add_file(LegalDocumentFactory.make(public=True), upload("a.pdf", b"%PDF-1.7\nkhong con gi"), by=office)
    file.refresh_from_db()
    assert file.state == ReadingState.FAILED
    assert file.sentence


def test_a_file_taken_away_is_found_no_more(office: User):
    file = DocumentFileFactory.make(text="Chuyện về con rùa")
    bookcase.keep(file.document)
    assert found("con rùa")
    bookcase.remove_file(file, by=office)
    assert found("con rùa") == []


def test_the_page_of_a_document_offers_what_one_may_do(client: Any, office: User):
    document = LegalDocumentFactory.make()
    client.force_login(office)
    client.post(reverse("legal:add_file", args=[document.pk]), {"file": upload("a.docx", word("Chữ"))})
    client.post(reverse("legal:publish", args=[document.pk]))
    text = client.get(document.get_absolute_url()).content.decode()
    assert "Đang ở tủ sách" in text
    assert "a.docx" in text
    assert reverse("legal:unpublish", args=[document.pk]) in text
    client.force_login(UserFactory.make(role=Role.OFFICER))
    text = client.get(document.get_absolute_url()).content.decode()
    assert "a.docx" in text
    assert reverse("legal:unpublish", args=[document.pk]) not in text


def test_a_refused_file_leaves_its_sentence_beside_the_field(client: Any, office: User):
    client.force_login(office)
    answer = client.post(
        reverse("legal:add_file", args=[LegalDocumentFactory.make().pk]), {"file": upload("a.pdf", b"MZ")}
    )
    assert answer.status_code == 422
    assert "không phải PDF hay Word" in answer.content.decode()


def test_everything_public_comes_back_when_the_index_is_made_anew(office: User):
    public = LegalDocumentFactory.make(public=True, title="Về tuyển sinh")
    LegalDocumentFactory.make(title="Về tuyển sinh nội bộ")
    index.rebuild(["legal"])
    assert found("tuyển sinh") == [str(public.pk)]


def test_a_leaflet_needs_no_number(office: User):
    leaflet = LegalDocument.objects.create(kind="Tờ rơi", title="Phòng chống đuối nước", status=LegalStatus.UNKNOWN)
    bookcase.publish(leaflet, by=office)
    assert leaflet.is_leaflet
    assert found("duoi nuoc") == [str(leaflet.pk)]
