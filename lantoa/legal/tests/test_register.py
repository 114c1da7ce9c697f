import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from lantoa.legal.enums import LegalStatus
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.legal.forms import DocumentForm
from lantoa.legal.loading import load_register
from lantoa.legal.models import LegalDocument
from lantoa.legal.numbers import issuer_of, kind_of, year_of
from lantoa.legal.register import find_or_create, warnings_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "kind", "issuer"),
    [
        ("30/2020/NĐ-CP", "Nghị định", "Chính phủ"),
        ("23/CT-TTg", "Chỉ thị", "Thủ tướng Chính phủ"),
        ("15/2025/TT-BGDĐT", "Thông tư", "Bộ Giáo dục và Đào tạo"),
        ("15/2025/TT-BGD&ĐT", "Thông tư", "Bộ Giáo dục và Đào tạo"),
        ("43/2019/QH14", "Luật", "Quốc hội"),
        ("07/KH-SGDĐT", "Kế hoạch", ""),
        ("45/KH-UBND", "Kế hoạch", ""),
        ("05-NQ/TU", "Nghị quyết", ""),
        ("08-ĐA/TU", "Đề án", ""),
        ("12/UBND-VX", "", ""),
        ("66.7/2025/NQ-CP", "Nghị quyết", "Chính phủ"),
        ("", "", ""),
    ],
)
def test_a_number_says_kind_and_issuer(number: str, kind: str, issuer: str) -> None:
    assert (kind_of(number), issuer_of(number)) == (kind, issuer)


def test_an_assembly_number_is_a_law_or_what_its_title_says() -> None:
    assert kind_of("45/2019/QH14", "Bộ luật Lao động") == "Bộ luật"
    assert kind_of("202/2025/QH15", "Về việc sắp xếp đơn vị hành chính cấp tỉnh") == "Nghị quyết"
    assert (year_of("30/2020/NĐ-CP"), year_of("23/CT-TTg")) == (2020, None)


def test_a_new_base_enters_the_register_with_what_its_number_says() -> None:
    found = find_or_create(number="73/2023/NĐ-CP", issued_on=dt.date(2023, 9, 29), title="Bảo vệ cán bộ")
    assert (found.is_new, found.doubt) == (True, "")
    assert found.document is not None
    assert (found.document.kind, found.document.issuer) == ("Nghị định", "Chính phủ")
    assert found.document.status == LegalStatus.UNKNOWN


def test_the_same_base_spelt_otherwise_is_the_same_document() -> None:
    known = LegalDocumentFactory.make(
        number="07/KH-SGDĐT", kind="Kế hoạch", issuer="Sở GD&ĐT tỉnh An Bình", issued_on=dt.date(2025, 1, 6)
    )
    found = find_or_create(
        number="7/KH-SGD&ĐT", issuer="Sở Giáo dục và Đào tạo", issued_on=dt.date(2025, 1, 6), title="khác"
    )
    assert (found.document, found.is_new) == (known, False)
    known.refresh_from_db()
    assert known.title != "khác"


def test_one_number_of_two_years_is_two_documents() -> None:
    older = LegalDocumentFactory.make(number="23/CT-TTg", issuer="Thủ tướng Chính phủ", issued_on=dt.date(2021, 9, 2))
    newer = find_or_create(number="23/CT-TTg", issued_on=dt.date(2025, 8, 26), title="Việc khác")
    assert newer.is_new
    assert find_or_create(number="23/CT-TTg", issued_on=dt.date(2021, 9, 2)).document == older
    undated = find_or_create(number="23/CT-TTg")
    assert undated.document is None
    assert "nhiều văn bản cùng số" in undated.doubt


def test_one_number_and_day_of_two_issuers_is_two_documents() -> None:
    day = dt.date(2025, 2, 3)
    first = find_or_create(number="45/KH-UBND", issuer="UBND tỉnh An Bình", issued_on=day).document
    second = find_or_create(number="45/KH-UBND", issuer="UBND xã Đông An", issued_on=day)
    assert second.is_new
    assert find_or_create(number="45/KH-UBND", issuer="Ủy ban nhân dân tỉnh", issued_on=day).document == first
    assert find_or_create(number="45/KH-UBND", issued_on=day).document is None


def test_another_day_of_the_same_year_is_doubted() -> None:
    known = LegalDocumentFactory.make(number="30/2020/NĐ-CP", issued_on=dt.date(2020, 3, 5))
    found = find_or_create(number="30/2020/NĐ-CP", issued_on=dt.date(2020, 5, 3))
    assert found.document == known
    assert "05/03/2020" in found.doubt


def test_a_number_without_a_day_is_doubted_where_years_may_repeat_it() -> None:
    LegalDocumentFactory.make(number="30/2020/NĐ-CP", issued_on=dt.date(2020, 3, 5))
    LegalDocumentFactory.make(number="574/QĐ-TTg", issuer="Thủ tướng Chính phủ", issued_on=dt.date(2017, 4, 25))
    assert find_or_create(number="30/2020/NĐ-CP").doubt == ""
    assert "lặp lại" in find_or_create(number="574/QĐ-TTg").doubt


def test_a_law_cited_by_name_is_found_by_its_whole_name() -> None:
    law = LegalDocumentFactory.make(number="104/2016/QH13", title="Luật Tiếp cận thông tin", issuer="Quốc hội")
    assert find_or_create(number="", title="Luật tiếp cận thông tin").document == law
    other = find_or_create(number="", title="Luật Tiếp cận")
    assert other.is_new
    assert find_or_create(number="", title="Luật Tiếp cận").document == other.document


def test_the_register_starts_with_its_rows_and_loading_again_changes_nothing() -> None:
    new = load_register()
    rows = LegalDocument.objects.count()
    decree = LegalDocument.objects.get(number="42/2022/NĐ-CP")
    assert new > 90
    assert decree.is_dead
    successor = decree.successor()
    assert successor is not None
    assert successor.number == "224/2026/NĐ-CP"
    decree.title, decree.status = "Tên do quản trị sửa", LegalStatus.IN_FORCE
    decree.save()
    assert load_register() == 0
    decree.refresh_from_db()
    assert (decree.title, LegalDocument.objects.count()) == ("Tên do quản trị sửa", rows)


def test_loading_by_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_register")
    assert "văn bản vào danh mục" in capsys.readouterr().out


@pytest.mark.shared
def test_every_document_of_the_shared_table_is_in_the_register() -> None:
    table = Path(__file__).resolve().parents[4] / "shared" / "data" / "legal_documents.csv"
    if not table.exists():
        pytest.skip("needs ../shared")
    load_register()
    assert LegalDocument.objects.count() >= len(table.read_text(encoding="utf-8").splitlines()) - 1


def test_dead_documents_are_warned_of_with_the_one_in_force(django_assert_max_num_queries: "object") -> None:
    last = LegalDocumentFactory.make()
    middle = LegalDocumentFactory.make(status=LegalStatus.REPLACED, replaced_by=last)
    dead = [LegalDocumentFactory.make(status=LegalStatus.REPLACED, replaced_by=middle) for _ in range(10)]
    alive = LegalDocumentFactory.make()
    cited = list(LegalDocument.objects.filter(pk__in=[one.pk for one in [*dead, alive]]))
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        warnings = warnings_for(cited)
    assert len(warnings) == 10
    assert all(one.chain == (middle, last) and last.citation in one.sentence for one in warnings)


def test_the_day_decides_what_holds_today() -> None:
    today = dt.date.today()
    ended = LegalDocumentFactory.make(ends_on=today - dt.timedelta(days=1))
    coming = LegalDocumentFactory.make(effective_on=today + dt.timedelta(days=9))
    assert (ended.effect, ended.is_dead) == (LegalStatus.EXPIRED, True)
    assert (coming.effect, coming.is_dead) == (LegalStatus.NOT_YET, False)
    assert LegalDocument.objects.dead().get() == ended


def test_a_document_cannot_be_replaced_by_what_it_replaced() -> None:
    old, new = LegalDocumentFactory.make(), LegalDocumentFactory.make()
    old.end(on=dt.date(2025, 1, 1), status=LegalStatus.REPLACED, replaced_by=new)
    with pytest.raises(ValidationError):
        new.end(on=dt.date(2026, 1, 1), status=LegalStatus.REPLACED, replaced_by=old)
    with pytest.raises(ValidationError):
        new.end(on=dt.date(2020, 1, 1), status=LegalStatus.EXPIRED)


def test_a_ring_in_old_data_does_not_hang() -> None:
    one, two = LegalDocumentFactory.make(status=LegalStatus.REPLACED), LegalDocumentFactory.make(replaced=True)
    LegalDocument.objects.filter(pk=one.pk).update(replaced_by=two)
    LegalDocument.objects.filter(pk=two.pk).update(replaced_by=one)
    assert LegalDocument.objects.get(pk=one.pk).successor() == two
    assert len(warnings_for(LegalDocument.objects.all())) == 2


def test_a_document_that_ends_next_year_still_holds_today() -> None:
    document = LegalDocumentFactory.make(issued_on=dt.date(2020, 3, 5), status=LegalStatus.IN_FORCE)
    coming = timezone.localdate() + dt.timedelta(days=200)
    document.end(on=coming, status=LegalStatus.REPEALED)
    document.refresh_from_db()
    assert not document.is_dead
    assert document.effect == LegalStatus.IN_FORCE
    assert document not in LegalDocument.objects.dead()
    assert document in LegalDocument.objects.dead(coming)


def test_saying_that_a_document_holds_again_takes_its_end_away() -> None:
    document = LegalDocumentFactory.make(number="12/2020/NĐ-CP", issued_on=dt.date(2020, 3, 5))
    document.end(on=dt.date(2024, 1, 1), status=LegalStatus.EXPIRED)
    shown = {name: getattr(document, name) or "" for name in ("number", "kind", "title", "issuer")}
    form = DocumentForm({**shown, "issued_on": "05/03/2020", "status": LegalStatus.IN_FORCE}, instance=document)
    assert form.is_valid(), form.errors
    form.save()
    document.refresh_from_db()
    assert not document.is_dead
    assert document.ends_on is None
