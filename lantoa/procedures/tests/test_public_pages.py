"""What a parent finds of a procedure."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.organisations.factories import UnitFactory
from lantoa.procedures import finding
from lantoa.procedures.enums import Level, OnlineLevel, Way
from lantoa.procedures.factories import (
    DossierPartFactory,
    FilingWayFactory,
    FormFileFactory,
    LifeEventFactory,
    ProcedureFactory,
    ProcedureQuestionFactory,
    ProcedureVersionFactory,
    ProcessDocumentFactory,
    procedure_in_force,
)
from lantoa.procedures.models import Procedure

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def page_of(client: Client, procedure: Procedure, query: str = "") -> str:
    return client.get(f"{procedure.public_url}{query}").content.decode()


def names(answer: Any) -> list[str]:
    return [procedure.name for procedure in answer.context["rows"]]


@pytest.fixture
def transfer() -> Procedure:
    procedure = procedure_in_force(name="Chuyển trường đối với học sinh trung học cơ sở", code="2.002481")
    finding.keep(procedure)
    return procedure


def test_it_is_found_without_accents_by_name_paper_or_result(client: Client, transfer: Procedure):
    other = ProcedureVersionFactory.make(procedure__name="Cấp bản sao văn bằng", results="Bản sao").procedure
    finding.keep(other)
    for words in ("chuyen truong", "don xin chuyen", "giay gioi thieu", "2.002481"):
        assert names(client.get("/thu-tuc/", {"q": words})) == [transfer.name]


def test_it_is_found_by_what_parents_call_the_level_and_the_class(client: Client, transfer: Procedure):
    finding.keep(procedure_in_force(name="Chuyển trường đối với học sinh trung học phổ thông"))
    for words in ("chuyển trường cấp 2", "CHUYỂN TRƯỜNG THCS", "chuyen truong lop 8"):
        page = client.get("/thu-tuc/", {"q": words})
        assert names(page) == [transfer.name]
        assert "gần nhất" not in page.content.decode()


def test_where_no_procedure_has_every_word_the_nearest_are_offered(client: Client, transfer: Procedure):
    finding.keep(procedure_in_force(name="Cấp bản sao văn bằng"))
    page = client.get("/thu-tuc/", {"q": "xin chuyen truong cho con lop 8"})
    assert names(page) == [transfer.name]
    assert "gần nhất" in page.content.decode()
    assert names(client.get("/thu-tuc/", {"q": "dang ky xe may"})) == []


def test_it_is_found_by_life_event_level_and_field(client: Client, transfer: Procedure):
    event = LifeEventFactory.make(name="Đổi trường", slug="doi-truong")
    transfer.life_events.add(event)
    procedure_in_force(name="Thủ tục khác", level=Level.PROVINCE, field="Văn bằng")
    for query in ({"su-kien": "doi-truong"}, {"cap": "commune"}, {"linh-vuc": "Giáo dục trung học"}):
        assert names(client.get("/thu-tuc/", query)) == [transfer.name]
    assert names(client.get("/thu-tuc/", {"q": "chuyen", "cap": "province"})) == []


def test_words_find_page_after_page_and_say_how_many(client: Client):
    for _ in range(23):
        finding.keep(procedure_in_force())
    first, second = (client.get("/thu-tuc/", {"q": "chuyen truong", "trang": page}) for page in (1, 2))
    assert "23 thủ tục" in first.content.decode()
    assert len({*names(first), *names(second)}) == len(names(first)) + len(names(second)) == 23


def test_what_is_abolished_in_the_meantime_is_not_listed(client: Client, transfer: Procedure):
    ProcedureVersionFactory.make(procedure=transfer, abolition=True)  # the index has not heard of it
    assert names(client.get("/thu-tuc/", {"q": "chuyen truong"})) == []


def test_only_what_is_served_online_today_is_called_online(client: Client, transfer: Procedure):
    ProcedureVersionFactory.make(procedure=transfer, amended=True, online_level=OnlineLevel.NONE, online_url="")
    assert names(client.get("/thu-tuc/", {"truc-tuyen": "whole"})) == []
    assert names(client.get("/thu-tuc/", {"truc-tuyen": "none"})) == [transfer.name]


def test_odd_questions_are_no_faults(client: Client, transfer: Procedure):
    query = {"q": "x" * 5000, "cap": "nowhere", "su-kien": "no", "trang": "z", "truc-tuyen": "?", "dv": "9" * 30}
    assert client.get("/thu-tuc/", query).status_code == 200
    for day in ("31-02-2026", "x", "0-0-0"):
        assert client.get(transfer.public_url, {"ngay": day}).status_code == 200


def test_the_four_answers_are_on_the_page(client: Client, transfer: Procedure):
    page = page_of(client, transfer)
    for words in ("Đơn xin chuyển trường", "Trung tâm Phục vụ hành chính công", "03 ngày làm việc", "Không"):
        assert words in page
    assert "https://dichvucong.gov.vn/" in page


def test_ways_that_differ_are_told_apart(client: Client, transfer: Procedure):
    version = transfer.versions.get()
    FilingWayFactory.make(version=version, way=Way.ONLINE, time_limit="02 ngày làm việc", fee="Không")
    page = page_of(client, transfer)
    assert "02 ngày làm việc" in page
    assert "03 ngày làm việc" in page


def test_exemptions_stand_word_for_word_beside_the_fee(client: Client):
    words = "Miễn lệ phí đối với: con của người có công; trẻ khuyết tật <nặng>."
    page = page_of(client, procedure_in_force(exemptions=words))
    assert words.replace("<", "&lt;").replace(">", "&gt;") in page


def test_an_old_day_shows_what_held_then(client: Client, transfer: Procedure):
    ProcedureVersionFactory.make(
        procedure=transfer, amended=True, in_force_from=dt.date(2026, 6, 1), results="Kết quả mới"
    )
    assert "Kết quả mới" in page_of(client, transfer)
    assert "Kết quả mới" not in page_of(client, transfer, "?ngay=31-05-2026")
    assert "chưa áp dụng" in page_of(client, transfer, "?ngay=01-01-2020")


def test_what_will_change_is_announced(client: Client, transfer: Procedure):
    begins = TODAY + dt.timedelta(days=9)
    ProcedureVersionFactory.make(procedure=transfer, amended=True, in_force_from=begins, took_effect_at=None)
    assert f"Từ {begins:%d/%m/%Y}" in page_of(client, transfer)


def test_an_abolished_one_says_so_and_what_stands_in_its_place(client: Client, transfer: Procedure):
    heir = procedure_in_force(name="Chuyển trường kiểu mới")
    ProcedureVersionFactory.make(procedure=transfer, abolition=True, in_force_from=TODAY, replaced_by=heir)
    page = page_of(client, transfer)
    assert "Đã bãi bỏ" in page
    assert heir.public_url in page
    assert "Đơn xin chuyển trường" in page_of(client, transfer, f"?ngay={TODAY - dt.timedelta(days=1):%d-%m-%Y}")


def test_any_old_address_leads_to_the_present_one(client: Client, transfer: Procedure):
    for address in (f"/thu-tuc/{transfer.pk}/", f"/thu-tuc/2.002481-{transfer.pk}/"):
        answer = client.get(address, {"dv": "3"})
        assert (answer.status_code, answer["Location"]) == (302, f"{transfer.public_url}?dv=3")


def test_a_procedure_without_a_version_is_not_there(client: Client):
    assert client.get(ProcedureFactory.make().public_url).status_code == 404
    assert client.get("/thu-tuc/x-999999999999999999999999/").status_code == 404


def test_forms_questions_and_processes_stand_beside(client: Client, transfer: Procedure):
    form = FormFileFactory.make(procedure=transfer)
    DossierPartFactory.make(version=transfer.versions.get(), name="Tờ khai", form=form, case="Người ở tỉnh khác")
    ProcedureQuestionFactory.make(procedure=transfer)
    ProcedureQuestionFactory.make(procedure=transfer, question="Câu hỏi nháp", is_public=False)
    ProcessDocumentFactory.make(procedure=transfer, title="Quy trình còn dùng")
    ProcessDocumentFactory.make(procedure=transfer, title="Quy trình cũ", withdrawn_on=TODAY)
    page = page_of(client, transfer)
    for words in (f"/thu-tuc/mau/{form.key}/", "Người ở tỉnh khác", "Chuyển trường giữa năm học", "Quy trình còn dùng"):
        assert words in page
    assert "Câu hỏi nháp" not in page
    assert "Quy trình cũ" not in page


def test_a_process_that_no_longer_applies_cannot_be_downloaded(client: Client):
    row = ProcessDocumentFactory.make(withdrawn_on=TODAY)
    assert client.get(f"/thu-tuc/quy-trinh/{row.key}/").status_code == 404


def test_the_sheet_to_print_ticks_off_every_paper(client: Client, transfer: Procedure):
    unit = UnitFactory.make(name="Trường THCS Kim Tân", hotline="0200 1")
    page = client.get(f"/thu-tuc/{transfer.pk}/in/", {"dv": unit.pk}).content.decode()
    for words in ("Đơn xin chuyển trường", "03 ngày làm việc", "Trường THCS Kim Tân", f"qr.svg?dv={unit.pk}"):
        assert words in page


def test_a_list_asks_no_more_for_ten_than_for_two(client: Client):
    def queries(number: int) -> int:
        for _ in range(number):
            procedure_in_force()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/thu-tuc/")
        return len(asked)

    assert queries(2) == queries(8)
