"""Keeping the catalogue: forms, files, questions, spreadsheets, files of the national portal."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.legal.models import LegalDocument
from lantoa.organisations.factories import UnitFactory
from lantoa.procedures.content import Content
from lantoa.procedures.factories import LifeEventFactory, procedure_in_force
from lantoa.procedures.forms.version import VersionForms
from lantoa.procedures.models import PortalReading, Procedure, ProcedureVersion
from lantoa.procedures.tests import portal_samples as samples
from lantoa.search import index

pytestmark = pytest.mark.django_db
HOME = "/lam-viec/thu-tuc/"
TODAY = timezone.localdate()
DECISION = {
    "decision_kind": "amended",
    "decision_number": "55/QĐ-UBND",
    "decision_issuer": "UBND tỉnh",
    "decided_on": f"{TODAY:%d/%m/%Y}",
    "in_force_from": f"{TODAY:%d/%m/%Y}",
}


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=UnitFactory.make(province=True)))
    return client


def typed(forms: VersionForms) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    sent: dict[str, str] = {}
    parts: list[Any] = [forms.main]
    for rows in (forms.ways, forms.parts, forms.bases):
        parts += [rows.management_form, *rows]
    for field in (field for form in parts for field in form):
        value = field.value()
        if value is not None and value is not False and value != "":
            sent[field.html_name] = "on" if value is True else str(value)
    return sent


def as_sent(procedure: Procedure | None = None, **changed: str) -> dict[str, str]:
    last = procedure.newest() if procedure else None
    forms = VersionForms(None, procedure=procedure, start=Content.of(last) if last else None)
    return typed(forms) | DECISION | changed


def test_a_new_procedure_is_on_the_portal_at_once(keeper: Client):
    event = LifeEventFactory.make()
    law = LegalDocumentFactory.make(number="43/2019/QH14")
    sent = as_sent(
        code="2.002481",
        level="commune",
        life_events=str(event.pk),
        name="Chuyển trường",
        decision_kind="announced",
        **{"giay-0-name": "Đơn", "giay-0-originals": "1", "can-cu-0-document": law.number, "can-cu-0-part": "Điều 3"},
        **{"cach-0-is_offered": "on", "cach-0-time_limit": "01 ngày"},
    )
    answer = keeper.post(f"{HOME}moi/", sent)
    procedure = Procedure.objects.get()
    assert answer["Location"] == procedure.get_absolute_url()
    version = procedure.versions.get()
    assert [(way.way, way.time_limit) for way in version.ways.all()] == [("direct", "01 ngày")]
    assert [(part.name, part.originals) for part in version.parts.all()] == [("Đơn", 1)]
    assert [(basis.document, basis.part) for basis in version.bases.all()] == [(law, "Điều 3")]
    assert index.keys("chuyen truong", "procedure") == [str(procedure.pk)]


def test_a_procedure_that_is_there_already_is_not_added_again(keeper: Client):
    procedure = procedure_in_force(code="2.1", name="Chuyển trường")
    sent = as_sent(code="2.1", level=procedure.level, name="CHUYỂN  TRƯỜNG", decision_kind="announced")
    answer = keeper.post(f"{HOME}moi/", sent)
    assert answer.status_code == 422
    assert "đã có trong danh mục" in answer.content.decode()
    other = procedure_in_force(code="2.2", name="Chuyển trường")
    assert keeper.post(f"{HOME}{other.pk}/sua/", {"code": "2.1", "level": procedure.level}).status_code == 422


def test_what_somebody_else_added_at_that_very_moment_is_refused_in_a_sentence(
    keeper: Client, monkeypatch: pytest.MonkeyPatch
):
    procedure = procedure_in_force(code="2.1", name="Chuyển trường")
    other = procedure_in_force(code="2.2", name="Chuyển trường")
    answers = iter([False, True, False, True])  # not there when it is looked for, there when it is saved
    monkeypatch.setattr(Procedure, "has_twin", lambda *_: next(answers))
    sent = as_sent(code="2.1", level=procedure.level, name="Chuyển trường", decision_kind="announced")
    for address, data in (("moi/", sent), (f"{other.pk}/sua/", {"code": "2.1", "level": procedure.level})):
        answer = keeper.post(f"{HOME}{address}", data)
        assert answer.status_code == 422
        assert "đã có trong danh mục" in answer.content.decode()
    assert Procedure.objects.coded("2.1").count() == 1


def test_a_name_that_another_one_of_the_code_bears_is_refused_in_a_sentence(keeper: Client):
    procedure_in_force(code="2.1", name="Chuyển trường")
    other = procedure_in_force(code="2.1", name="Xin học lại")
    answer = keeper.post(f"{HOME}{other.pk}/phien-ban/", as_sent(other, name="chuyển trường"))
    assert answer.status_code == 422
    assert "đã có trong danh mục" in answer.content.decode()
    version = other.versions.get()
    sent = typed(VersionForms(None, procedure=other, instance=version, start=Content.of(version)))
    assert keeper.post(f"{HOME}phien-ban/{version.pk}/sua/", sent | {"name": "Chuyển trường"}).status_code == 422
    assert keeper.post(f"{HOME}phien-ban/{version.pk}/sua/", sent).status_code == 302


def test_the_office_of_a_department_keeps_all_but_what_a_ministry_settles(client: Client):
    department = UnitFactory.make(department=True, parent=UnitFactory.make(province=True))
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=department))
    own, central = procedure_in_force(), procedure_in_force(level="central")
    assert client.post(f"{HOME}{own.pk}/phien-ban/", as_sent(own, results="Kết quả mới")).status_code == 302
    assert client.post(f"{HOME}{central.pk}/phien-ban/", as_sent(central)).status_code == 403
    assert "Phiên bản mới" not in client.get(central.get_absolute_url()).content.decode()
    sent = as_sent(code="2.3", level="central", name="Thủ tục của bộ", decision_kind="announced")
    assert client.post(f"{HOME}moi/", sent).status_code == 422
    assert client.post(f"{HOME}moi/", sent | {"level": "province"}).status_code == 302


def test_a_school_below_the_department_only_reads(client: Client):
    department = UnitFactory.make(department=True, parent=UnitFactory.make(province=True))
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=UnitFactory.make(upper=True, parent=department)))
    assert client.get(f"{HOME}moi/").status_code == 403
    assert "Thêm thủ tục" not in client.get(HOME).content.decode()


def test_the_next_version_begins_with_what_the_last_one_says(keeper: Client):
    procedure = procedure_in_force()
    address = f"{HOME}{procedure.pk}/phien-ban/"
    page = keeper.get(address).content.decode()
    assert "Đơn xin chuyển trường" in page
    keeper.post(address, as_sent(procedure, results="Kết quả mới"))
    newest = procedure.newest()
    assert newest is not None
    assert (newest.number, newest.results) == (2, "Kết quả mới")
    assert newest.parts.get().name == "Đơn xin chuyển trường"


def test_one_more_row_is_given_and_nothing_typed_is_lost(keeper: Client):
    procedure = procedure_in_force()
    sent = as_sent(procedure, them="giay", results="Đang gõ dở")
    page = keeper.post(f"{HOME}{procedure.pk}/phien-ban/", sent)
    assert page.status_code == 200
    assert "Đang gõ dở" in page.content.decode()
    assert f'name="giay-{int(sent["giay-TOTAL_FORMS"])}-name"' in page.content.decode()
    assert procedure.versions.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"in_force_from": "01/01/2020", "decided_on": "01/01/2020"}, "không thể sớm hơn"),
        ({"in_force_from": f"{TODAY - dt.timedelta(days=1):%d/%m/%Y}"}, "không thể trước ngày ban hành"),
        ({"can-cu-0-document": "999/KHONG-CO"}, "chưa có số"),
        ({"name": ""}, "Tên thủ tục"),
        ({"online_url": "javascript:alert(1)"}, "Đường dẫn nộp"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(keeper: Client, changed: dict[str, str], said: str):
    procedure = procedure_in_force()
    answer = keeper.post(f"{HOME}{procedure.pk}/phien-ban/", as_sent(procedure, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert procedure.versions.count() == 1


def test_a_procedure_is_abolished_with_its_decision(keeper: Client):
    procedure = procedure_in_force()
    answer = keeper.post(f"{HOME}{procedure.pk}/bai-bo/", DECISION)
    assert answer.status_code == 302
    newest = procedure.newest()
    assert newest is not None
    assert newest.is_abolition
    assert "Đã bãi bỏ" in keeper.get(procedure.get_absolute_url()).content.decode()


def test_a_form_is_put_beside_the_paper_that_names_it(keeper: Client):
    procedure = procedure_in_force()
    part = procedure.versions.get().parts.get()
    part.form_name = "mẫu 01.pdf"
    part.save()
    file = SimpleUploadedFile("Mẫu 01.pdf", b"%PDF-1.4\n")
    keeper.post(f"{HOME}{procedure.pk}/mau/", {"file": file})
    part.refresh_from_db()
    assert part.form is not None
    answer = keeper.get(f"/thu-tuc/mau/{part.form.key}/")
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("data", [b"MZ\x90 a program", b"<html><script>alert(1)</script>", b"PK\x03\x04 cut"])
def test_a_file_of_another_kind_is_refused_in_a_sentence(keeper: Client, data: bytes):
    procedure = procedure_in_force()
    answer = keeper.post(f"{HOME}{procedure.pk}/mau/", {"file": SimpleUploadedFile("mau.pdf", data)})
    assert answer.status_code == 422
    assert "không phải Word, Excel hay PDF" in answer.content.decode()


def test_a_question_is_found_by_its_words(keeper: Client):
    procedure = procedure_in_force()
    sent = {"question": "Mất học bạ thì sao?", "answer": "In lại từ học bạ số.", "is_public": "on", "place": "1"}
    keeper.post(f"{HOME}{procedure.pk}/tinh-huong/", sent)
    assert index.keys("mat hoc ba", "procedure") == [str(procedure.pk)]
    question = procedure.questions.get()
    keeper.post(f"{HOME}tinh-huong/{question.pk}/bo/")
    assert index.keys("mat hoc ba", "procedure") == []


def send_portal_file(client: Client, data: bytes) -> Any:
    return client.post(f"{HOME}tep-cong/", {"file": SimpleUploadedFile("ChiTietTTHC_2.002481.doc", data)})


def test_a_file_of_the_portal_becomes_a_procedure(keeper: Client):
    address = send_portal_file(keeper, samples.usual())["Location"]
    assert not Procedure.objects.exists()
    page = keeper.get(address).content.decode()
    assert "Miễn lệ phí cho hộ nghèo; trẻ khuyết tật" in page
    keeper.post(address, DECISION | {"code": "2.002481", "level": "commune"})
    version = ProcedureVersion.objects.get()
    assert version.procedure.code == "2.002481"
    assert "Miễn lệ phí cho hộ nghèo; trẻ khuyết tật" in version.exemptions
    assert version.parts.count() == 3
    assert LegalDocument.objects.filter(number="43/2019/QH14").exists()
    assert "online_level" in version.unsure
    assert keeper.get(address).status_code == 302


def test_a_newer_file_shows_what_differs_and_changes_nothing_by_itself(keeper: Client):
    address = send_portal_file(keeper, samples.usual())["Location"]
    keeper.post(address, DECISION | {"code": "2.002481", "level": "commune"})
    ways = (
        samples.WAYS[0],
        ("Trực tiếp", "1 Ngày làm việc", samples.WAYS[1][2], samples.WAYS[1][3]),
        *samples.WAYS[2:],
    )
    again = send_portal_file(keeper, samples.usual(ways=ways))["Location"]
    page = keeper.get(again)
    assert [one.title for one in page.context["changed"]] == ["Cách nộp"]
    assert "<del>3</del>" in page.content.decode()
    assert "<ins>1</ins>" in page.content.decode()
    keeper.post(again, DECISION | {"code": "2.002481", "level": "commune", "decision_number": "60/QĐ-UBND"})
    assert [version.number for version in Procedure.objects.get().versions.all()] == [2, 1]


def test_the_same_file_again_is_nothing_new(keeper: Client):
    address = send_portal_file(keeper, samples.usual())["Location"]
    sent = DECISION | {"code": "2.002481", "level": "commune"}
    keeper.post(address, sent)
    again = send_portal_file(keeper, samples.usual())["Location"]
    assert "không có gì để cập nhật" in keeper.get(again).content.decode()
    assert keeper.post(again, sent).status_code == 422
    assert ProcedureVersion.objects.count() == 1


@pytest.mark.parametrize("data", [samples.a_letter(), b"\xd0\xcf\x11\xe0 broken", b"hello"])
def test_a_file_that_is_none_is_refused_in_a_sentence(keeper: Client, data: bytes):
    answer = send_portal_file(keeper, data)
    assert answer.status_code == 422
    assert not PortalReading.objects.exists()


def test_who_only_works_in_a_unit_reads_and_does_not_keep(client: Client):
    client.force_login(UserFactory.make(role=Role.OFFICER))
    procedure = procedure_in_force()
    page = client.get(procedure.get_absolute_url()).content.decode()
    assert "Phiên bản mới" not in page
    assert client.get(HOME, {"q": procedure.code, "tinh-trang": "tat-ca"}).context["page"].paginator.count == 1
