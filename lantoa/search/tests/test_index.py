import datetime as dt

import pytest
from django.db import connection, transaction

from lantoa.search import index
from lantoa.search.models import SearchEntry

pytestmark = pytest.mark.django_db


def put(key: str, title: str, text: str = "", kind: str = "leaflet", on: dt.date | None = None) -> None:
    index.put(kind=kind, key=key, title=title, text=text, url=f"/{key}/", on=on)


def keys(typed: str, kinds: tuple[str, ...] = ()) -> list[str]:
    return [hit.key for hit in index.find(typed, kinds).page]


def test_it_finds_without_accents_what_is_written_with_them():
    put("a", "Hướng dẫn thủ tục hành chính")
    assert keys("thu tuc hanh chinh") == ["a"]


def test_d_with_a_stroke_is_d():
    put("a", "Đường dây nóng", "Số điện thoại")
    assert keys("duong day") == keys("ĐIỆN THOẠI") == keys("đường") == ["a"]


def test_it_finds_decomposed_letters_too():
    put("a", "Ho\u0323c phi\u0301")
    assert keys("học phí") == ["a"]


def test_every_word_must_be_there():
    put("a", "Học phí")
    assert keys("học phí đại học") == []


def test_the_title_counts_more_than_the_text():
    put("text", "Bản tin", "Mức học phí năm học mới và nhiều việc khác của nhà trường")
    put("title", "Học phí năm học mới", "Nhiều việc khác của nhà trường trong bản tin")
    assert keys("học phí") == ["title", "text"]


def test_words_side_by_side_count_more_than_scattered_ones():
    put("scattered", "Bản tin tháng", "Chính sách mới về hành lang an toàn; tục ngữ được thu thập tại trường học")
    put("together", "Bản tin tháng", "Chính sách mới: thủ tục hành chính được rút gọn, hành lang an toàn hơn ở trường")
    assert keys("thu tuc hanh chinh") == ["together", "scattered"]


def test_of_two_alike_the_newer_comes_first():
    put("old", "Tuyển sinh lớp 10", on=dt.date(2020, 5, 1))
    put("new", "Tuyển sinh lớp 10", on=dt.date(2026, 5, 1))
    put("older", "Tuyển sinh lớp 10", on=dt.date(2018, 5, 1))
    assert keys("tuyển sinh") == ["new", "old", "older"]


def test_the_accents_that_were_typed_count():
    put("bao-lut", "Phòng chống bão tại trường")
    put("bao-ve", "Nhân viên bảo vệ tại trường")
    assert keys("bảo")[0] == "bao-ve"
    assert keys("bão")[0] == "bao-lut"


def test_a_quoted_phrase_must_stand_as_it_is():
    put("a", "Thủ tục mới", "Bãi bỏ giấy tờ hành chính")
    put("b", "Thủ tục hành chính")
    assert keys('"tục hành chính"') == ["b"]


@pytest.mark.parametrize(
    "typed",
    ['"', "học*", "học AND", "NEAR(", "title_folded:học", "' OR 1=1 --", "học:*&|!", "(((", "^học", "kind", "\0"],
)
def test_signs_and_operators_are_harmless(typed: str):
    put("a", "Học phí")
    index.find(typed)
    index.suggest(typed)


def test_the_name_of_a_kind_finds_nothing_by_itself():
    put("a", "Học phí")
    assert keys("leaflet") == []


def test_a_number_of_a_document_is_found_by_its_parts():
    put("a", "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020")
    assert keys("30/2020/nđ-cp") == keys("30 2020") == keys("nd cp") == ["a"]


def test_what_is_put_again_is_found_as_it_is_now():
    put("a", "Học phí")
    put("a", "Học bổng", "Mức mới")
    assert keys("phí") == []
    assert keys("học bổng mức") == ["a"]
    assert SearchEntry.objects.count() == 1


def test_what_is_removed_is_found_no_more():
    put("a", "Học phí")
    index.remove("leaflet", "a")
    index.remove("leaflet", "never-there")
    assert keys("học phí") == []


def test_what_is_rolled_back_was_never_there():
    with transaction.atomic():
        put("a", "Học phí")
        transaction.set_rollback(True)
    assert keys("học phí") == []


def test_rows_deleted_any_other_way_leave_the_index_too():
    put("a", "Học phí")
    SearchEntry.objects.all().delete()
    assert keys("học phí") == []
    assert index.find("học phí").total == 0


def test_a_kind_that_no_room_registered_is_refused():
    with pytest.raises(LookupError):
        put("a", "Học phí", kind="nothing")


def test_each_kind_is_counted_whatever_was_chosen():
    put("a", "Học phí")
    put("b", "Học bổng")
    put("c", "Phố Học", kind="street")
    found = index.find("học", ["street", "no-such-kind"])
    assert found.counts == {"leaflet": 2, "street": 1}
    assert (found.total, found.everything) == (1, 3)
    assert [hit.key for hit in found.page] == ["c"]


def test_pages_hold_every_entry_once():
    index.put_many(
        index.Entry("leaflet", number, f"Học phí {number}", f"/{number}/", text="học phí " * (number % 7))
        for number in range(150)
    )
    pages = [index.find("học phí", page=number, size=40) for number in range(1, 5)]
    seen = [hit.key for found in pages for hit in found.page]
    assert len(seen) == len(set(seen)) == 150


def test_a_page_that_is_not_there_is_the_last_one():
    put("a", "Học phí")
    assert index.find("học", page="99").page.number == 1
    assert index.find("học", page="x").page.number == 1


def test_titles_are_offered_from_their_beginnings():
    put("a", "Học phí năm học mới", "thư viện")
    put("b", "Thư viện mở cửa")
    assert [hit.key for hit in index.suggest("hoc ph")] == ["a"]
    assert [hit.key for hit in index.suggest("thư v")] == ["b"]
    assert index.suggest("t") == []


def test_a_very_long_text_is_cut_and_found():
    put("a", "Luật " + "dài " * 200, "chữ " * 200_000)
    assert len(SearchEntry.objects.get().title) <= 400
    assert keys("luật chữ") == ["a"]


def test_finding_takes_the_same_few_questions_for_ten_as_for_two(django_assert_num_queries):
    for number in range(2):
        put(str(number), f"Học phí {number}")
    asked = 3 + (2 if connection.vendor == "sqlite" else 1)  # a count for each kind, or one for all
    with django_assert_num_queries(asked):
        list(index.find("học phí").page)
    for number in range(10):
        put(str(number), f"Học phí {number}")
    with django_assert_num_queries(asked):
        list(index.find("học phí").page)


def test_keys_of_a_kind_come_a_page_at_a_time_the_best_first():
    for place in range(7):
        put(str(place), "Học phí", "khác " * place)
    put("elsewhere", "Học phí", kind="street")
    found = index.Keys("hoc phi", "leaflet")
    assert len(found) == 7
    assert [*found[0:3], *found[3:6], *found[6:9]] == found[:] == index.keys("hoc phi", "leaflet")
    assert found[7:9] == []


def test_where_nothing_is_asked_there_are_no_keys():
    put("a", "Học phí")
    found = index.Keys(" ?! ", "leaflet")
    assert (len(found), found[0:20]) == (0, [])
