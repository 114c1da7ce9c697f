import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.legal import citations
from lantoa.legal.document_filter import DocumentFilter
from lantoa.legal.enums import LegalStatus
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.legal.models import LegalDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    return UserFactory.make(role=Role.OFFICE)


def numbers(answer: Any) -> set[str]:
    return {one.number for one in answer.context["page"]}


@pytest.fixture
def register() -> None:
    LegalDocumentFactory.make(number="30/2020/NĐ-CP", title="Về công tác văn thư", issued_on=dt.date(2020, 3, 5))
    LegalDocumentFactory.make(number="42/2022/NĐ-CP", issued_on=dt.date(2022, 6, 24), ends_on=dt.date(2024, 7, 1))
    LegalDocumentFactory.make(
        number="23/CT-TTg", kind="Chỉ thị", issuer="Thủ tướng Chính phủ", status=LegalStatus.UNKNOWN
    )
    LegalDocumentFactory.make(number="1/2999/NĐ-CP", effective_on=dt.date(2999, 1, 1))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"q": "cong tac van thu"}, {"30/2020/NĐ-CP"}),
        ({"q": "30/2020"}, {"30/2020/NĐ-CP"}),
        ({"loai": "Chỉ thị"}, {"23/CT-TTg"}),
        ({"nam": "2022"}, {"42/2022/NĐ-CP"}),
        ({"hieu-luc": "het"}, {"42/2022/NĐ-CP"}),
        ({"hieu-luc": "con"}, {"30/2020/NĐ-CP"}),
        ({"hieu-luc": "chua"}, {"1/2999/NĐ-CP"}),
        ({"hieu-luc": "chua-ro"}, {"23/CT-TTg"}),
        ({"co-quan": "thủ tướng"}, {"23/CT-TTg"}),
        (
            {"nam": "abc", "hieu-luc": "x", "trang": "z"},
            {"30/2020/NĐ-CP", "42/2022/NĐ-CP", "23/CT-TTg", "1/2999/NĐ-CP"},
        ),
    ],
)
@pytest.mark.usefixtures("register")
def test_the_register_is_found_by_filters(client: Any, office: User, given: dict[str, str], found: set[str]) -> None:
    client.force_login(office)
    assert numbers(client.get(reverse("legal:list"), given)) == found


def test_the_list_takes_as_many_queries_for_two_documents_as_for_many(client: Any, office: User) -> None:
    client.force_login(office)
    LegalDocumentFactory.make(replaced=True)
    client.get(reverse("legal:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("legal:list"))
    for _ in range(8):
        LegalDocumentFactory.make(replaced=True)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("legal:list"))
    assert len(many) == len(few)


def test_a_dead_document_names_what_stands_in_its_place(client: Any, office: User) -> None:
    client.force_login(office)
    last = LegalDocumentFactory.make()
    middle = LegalDocumentFactory.make(status=LegalStatus.REPLACED, replaced_by=last)
    first = LegalDocumentFactory.make(status=LegalStatus.REPLACED, replaced_by=middle)
    page = client.get(first.get_absolute_url()).content.decode()
    assert page.index(middle.citation) < page.index(last.citation)
    assert first.citation in client.get(middle.get_absolute_url()).content.decode()


def test_rooms_above_say_what_cites_a_document(client: Any, office: User, monkeypatch: pytest.MonkeyPatch) -> None:
    document = LegalDocumentFactory.make()
    monkeypatch.setattr(citations, "providers", [lambda one, user: [(f"Kế hoạch dẫn {one.number}", "/ke-hoach/1/")]])
    client.force_login(office)
    assert f"Kế hoạch dẫn {document.number}" in client.get(document.get_absolute_url()).content.decode()


def test_a_document_is_added_with_kind_and_issuer_by_its_number(client: Any, office: User) -> None:
    client.force_login(office)
    data = {"number": "99/2026/NĐ-CP", "title": "Về một việc", "issued_on": "01/03/2026", "status": "in_force"}
    assert client.post(reverse("legal:new"), data).status_code == 302
    document = LegalDocument.objects.get()
    assert (document.kind, document.issuer) == ("Nghị định", "Chính phủ")
    assert Entry.objects.filter(action="legal_document_saved").exists()
    again = client.post(reverse("legal:new"), data | {"number": "099/2026/nđ-cp"})
    assert again.status_code == 422
    assert "đã có trong danh mục" in again.content.decode()


def test_marking_a_document_as_replaced_needs_its_successor_and_day(client: Any, office: User) -> None:
    client.force_login(office)
    old, new = LegalDocumentFactory.make(number="1/2024/NĐ-CP"), LegalDocumentFactory.make(number="2/2026/NĐ-CP")
    address = reverse("legal:end", args=[old.pk])
    assert "chọn văn bản thay thế" in client.post(address, {"status": "replaced", "on": "01/07/2026"}).content.decode()
    wrong = client.post(address, {"status": "replaced", "on": "01/07/2026", "replaced_by": "9/9999/NĐ-CP"})
    assert "Danh mục chưa có" in wrong.content.decode()
    answer = client.post(address, {"status": "replaced", "on": "01/07/2026", "replaced_by": "2/2026/NĐ-CP"})
    assert answer.status_code == 302
    old.refresh_from_db()
    assert (old.status, old.replaced_by, old.is_dead) == (LegalStatus.REPLACED, new, True)
    client.post(reverse("legal:revive", args=[old.pk]))
    old.refresh_from_db()
    assert (old.is_dead, old.replaced_by) == (False, None)


def test_a_number_of_two_years_is_told_apart_by_its_day(client: Any, office: User) -> None:
    client.force_login(office)
    old = LegalDocumentFactory.make()
    LegalDocumentFactory.make(number="23/CT-TTg", issued_on=dt.date(2021, 9, 2))
    newer = LegalDocumentFactory.make(number="23/CT-TTg", issued_on=dt.date(2025, 8, 26))
    address = reverse("legal:end", args=[old.pk])
    data = {"status": "replaced", "on": "01/09/2025", "replaced_by": "23/CT-TTg"}
    assert "nhiều văn bản số" in client.post(address, data).content.decode()
    client.post(address, data | {"replaced_by": "23/CT-TTg – 26/08/2025"})
    old.refresh_from_db()
    assert old.replaced_by == newer


def test_the_register_goes_out_as_a_spreadsheet(client: Any, office: User) -> None:
    client.force_login(office)
    LegalDocumentFactory.make(replaced=True)
    text = client.get(reverse("legal:export"), {"dang": "csv"}).content.decode("utf-8-sig")
    assert len(text.splitlines()) == 3
    assert "đã được thay thế" in text


def test_a_document_cited_by_many_shows_a_few_and_says_how_many(
    client: Any, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [(f"Kế hoạch của đơn vị {n}", f"/mau/{n}/") for n in range(130)]
    monkeypatch.setattr(citations, "providers", [lambda document, user: many])
    client.force_login(office)
    text = client.get(LegalDocumentFactory.make().get_absolute_url()).content.decode()
    assert "Được dẫn trong 130 kế hoạch" in text
    assert text.count("/mau/") == 50
    assert "và 80 kế hoạch khác" in text


def test_a_form_with_faults_names_the_document_as_it_stands(client: Any, office: User) -> None:
    document = LegalDocumentFactory.make(number="30/2020/NĐ-CP")
    client.force_login(office)
    answer = client.post(reverse("legal:edit", args=[document.pk]), {"number": "99/2020/NĐ-CP", "title": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "số 30/2020/NĐ-CP" in text.split("<h1", 1)[0]
    assert 'value="99/2020/NĐ-CP"' in text


def test_the_words_side_by_side_come_before_the_words_scattered() -> None:
    scattered = LegalDocumentFactory.make(
        title="Quyết định ban hành một số quy chế của tỉnh", issued_on=dt.date(2026, 3, 1)
    )
    together = LegalDocumentFactory.make(
        title="Thực hiện cơ chế một cửa, một cửa liên thông", issued_on=dt.date(2018, 4, 23)
    )
    everything = LegalDocument.objects.all()
    assert list(DocumentFilter(QueryDict("q=mot+cua"), everything).documents()) == [together, scattered]
    assert list(DocumentFilter(QueryDict("q=Một+CỬA"), everything).documents()) == [together, scattered]
    assert list(DocumentFilter(QueryDict("q=mot"), everything).documents()) == [scattered, together]
