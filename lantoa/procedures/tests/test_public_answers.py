"""What a page answers first: what stands in the place of an abolished procedure, which papers, for whom."""

import datetime as dt
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from lantoa.procedures.factories import (
    DossierPartFactory,
    ProcedureFactory,
    ProcedureVersionFactory,
    procedure_in_force,
)
from lantoa.procedures.models import Procedure

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def words_of(client: Client, procedure: Procedure, query: str = "") -> str:
    return " ".join(client.get(f"{procedure.public_url}{query}").content.decode().split())


def abolish(procedure: Procedure, replaced_by: Procedure | None = None, begins: dt.date = TODAY) -> None:
    ProcedureVersionFactory.make(procedure=procedure, abolition=True, in_force_from=begins, replaced_by=replaced_by)


@pytest.fixture
def chain() -> list[Procedure]:
    """Three procedures, each but the last abolished in favour of the next."""
    found = [procedure_in_force(name=f"Chuyển trường lần {place}") for place in range(3)]
    for old, new in pairwise(found):
        abolish(old, new)
    return found


def test_what_is_to_be_done_now_is_the_one_in_force_however_often_it_was_replaced(
    client: Client, chain: list[Procedure]
):
    page = words_of(client, chain[0])
    assert f'Nay làm theo: <a href="{chain[2].public_url}">' in page
    assert chain[1].name not in page


def test_a_chain_that_ends_abolished_says_so(client: Client, chain: list[Procedure]):
    abolish(chain[2], begins=TODAY - dt.timedelta(days=3))
    page = words_of(client, chain[0])
    assert "Nay làm theo" not in page
    assert chain[2].name in page
    assert f"cũng đã bãi bỏ từ {TODAY - dt.timedelta(days=3):%d/%m/%Y}" in page


def test_a_replacement_that_is_still_to_come_says_from_when(client: Client):
    begins = TODAY + dt.timedelta(days=5)
    heir = ProcedureVersionFactory.make(in_force_from=begins, took_effect_at=None).procedure
    old = procedure_in_force()
    abolish(old, heir)
    assert f"áp dụng từ {begins:%d/%m/%Y}" in words_of(client, old)


def test_procedures_that_name_each_other_do_not_go_round_for_ever(client: Client, chain: list[Procedure]):
    abolish(chain[2], chain[0])
    assert "cũng đã bãi bỏ" in words_of(client, chain[0])


def test_papers_for_everyone_and_papers_for_some_are_counted_apart(client: Client):
    procedure = procedure_in_force()  # with one paper for everyone
    version = procedure.versions.get()
    DossierPartFactory.make(version=version, name="Học bạ (bản chính)", place=1)
    DossierPartFactory.make(version=version, name="Giấy xác nhận", case="Chuyển từ tỉnh khác đến", place=2)
    page = words_of(client, procedure)
    answer = page[page.index("Cần mang gì?") : page.index("Nộp ở đâu?")]
    assert "2 loại giấy tờ" in answer
    assert "Học bạ (bản chính)" in answer
    assert "Chuyển từ tỉnh khác đến: 1 loại" in answer
    assert "Giấy xác nhận" not in answer


def test_more_papers_than_are_named_are_counted(client: Client):
    procedure = procedure_in_force()
    for place in range(1, 6):
        DossierPartFactory.make(version=procedure.versions.get(), name=f"Giấy số {place}", place=place)
    answer = words_of(client, procedure)
    assert "6 loại giấy tờ" in answer
    assert "và 3 loại nữa" in answer


def test_papers_that_all_hang_on_the_case_say_so(client: Client):
    version = ProcedureVersionFactory.make()
    for case, name in (("Bị mất", "Đơn"), ("Bị mất", "Căn cước"), ("Bị hỏng", "Bản hỏng")):
        DossierPartFactory.make(version=version, case=case, name=name)
    page = words_of(client, version.procedure)
    answer = page[page.index("Cần mang gì?") : page.index("Nộp ở đâu?")]
    assert "Giấy tờ theo trường hợp" in answer
    assert "Bị mất: 2 loại" in answer
    assert "Bị hỏng: 1 loại" in answer


def test_without_a_paper_the_page_sends_to_who_takes_the_dossier(client: Client):
    assert "chưa ghi giấy tờ" in words_of(
        client, ProcedureVersionFactory.make(procedure=ProcedureFactory.make()).procedure
    )
