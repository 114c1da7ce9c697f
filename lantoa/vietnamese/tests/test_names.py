import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.names import (
    Abbreviation,
    Abbreviations,
    Before,
    name_key,
    similar,
    spell_out,
    usual_abbreviations,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("UBND TP. An Bình", "Ủy ban nhân dân thành phố An Bình"),
        ("SGD&ĐT tỉnh An Bình", "Sở Giáo dục và Đào tạo tỉnh An Bình"),
        ("Sở GDĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở GD và ĐT", "Sở Giáo dục và Đào tạo"),
        ("Trường TH&THCS Hoa Lư", "Trường Tiểu học và Trung học cơ sở Hoa Lư"),
        ("Trung tâm GDNN-GDTX TX.Phú Mỹ", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên thị xã Phú Mỹ"),
        ("các trường MN, TH, THCS.", "các trường Mầm non, Tiểu học, Trung học cơ sở."),
        ("Phòng KHTC", "Phòng Kế hoạch - Tài chính"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("UBND tỉnh Bà Rịa-Vũng Tàu", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"),
        ("UBND TPHCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("Trường Mầm non Hoa Sen", "Trường Mầm non Hoa Sen"),
    ],
)
def test_abbreviations_are_written_out_in_full(short: str, full: str) -> None:
    assert spell_out(short) == full


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("P. TCCB", "Phòng Tổ chức cán bộ"),
        ("P.Giáo dục Mầm non", "Phòng Giáo dục Mầm non"),
        ("P. Kim Đồng", "phường Kim Đồng"),
        ("P.1, Q.3", "phường 1, quận 3"),
        ("TT GDTX tỉnh", "Trung tâm Giáo dục thường xuyên tỉnh"),
        ("TT. Phong Châu", "thị trấn Phong Châu"),
        ("X. Tân Lập, H. Yên Sơn, T. An Bình", "xã Tân Lập, huyện Yên Sơn, tỉnh An Bình"),
        ("TT HTCĐ xã", "Trung tâm học tập cộng đồng xã"),
        ("TT HTPT và P. QLCLX", "Trung tâm HTPT và Phòng QLCLX"),
        ("TT 12/2020", "TT 12/2020"),
    ],
)
def test_what_follows_decides_between_two_meanings(short: str, full: str) -> None:
    assert spell_out(short) == full


@pytest.mark.parametrize("text", ["số 07/KH-SGDĐT ngày 04/01/2022", "Số: /KH-UBND", "ban hành theo 12/2020/TT-BGDĐT"])
def test_numbers_of_documents_stay_as_printed(text: str) -> None:
    assert spell_out(text) == text


SAME = [
    ("Phòng GD&ĐT TP. Lào Cai", "phòng Giáo dục và Đào tạo thành phố Lào Cai"),
    ("Trường THPT Nguyễn Trãi", "THPT Nguyễn Trãi"),
    ("TRƯỜNG THPT NGUYỄN TRÃI", "Trường trung học phổ thông Nguyễn Trãi"),
    ("P. TCCB", "Phòng Tổ chức cán bộ"),
    ("Phòng Tổ chức - Cán bộ", "Phòng Tổ chức cán bộ"),
    ("UBND xã Hoà Bình", "Ủy ban nhân dân xã Hòa Bình"),
    ("Uỷ ban nhân dân", "ỦY BAN NHÂN DÂN"),
    ("Tỉnh Bà Rịa – Vũng Tàu", "tỉnh Bà Rịa-Vũng Tàu"),
    ("Trường Tiểu học Mỹ Lý", "TH Mĩ Lí"),
    ("trường mn Quý Sơn", "Trường Mầm non Quí Sơn"),
    ("Phường 01", "Phường 1"),
    ("SGDDT An Bình", "Sở Giáo dục và Đào tạo An Bình"),
    ("Trường PTDTBT TH&THCS Tả Van", "PTDTBT TH-THCS Tả Van"),
    ("  Văn phòng\nSở", "văn phòng Sở"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_variants_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert similar(one, other) >= 0.98


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trường THPT Nguyễn Trãi", "Trường THCS Nguyễn Trãi"),
        ("Trường TH số 1 Tân Lập", "Trường TH số 2 Tân Lập"),
        ("UBND xã Tân Lập", "Đảng ủy xã Tân Lập"),
        ("Phường Tân Lập", "Xã Tân Lập"),
        ("Phòng Thuỷ lợi", "Phòng Thui lợi"),
        ("Trường Chính trị tỉnh", "Chính trị tỉnh"),
    ],
)
def test_different_units_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert similar(one, other) < 0.98


@given(st.text(max_size=40) | st.sampled_from([name for pair in SAME for name in pair]))
def test_a_key_is_plain_and_the_same_for_decomposed_text(text: str) -> None:
    key = name_key(text)
    assert key == " ".join(key.split())
    assert key == name_key(unicodedata.normalize("NFD", text))


def test_accents_tell_apart_two_units_that_share_a_key() -> None:
    assert name_key("Xã Tân Lập") == name_key("Xã Tân Lạp")
    assert similar("Xã Tân Lập", "xã Tân Lập") == 1.0
    assert similar("Xã Tân Lập", "Xã Tân Lạp") < 1.0


def best(name: str, *units: str) -> str:
    return max(units, key=lambda unit: similar(name, unit))


def test_candidates_are_ranked_by_the_words_that_tell_units_apart() -> None:
    units = (
        "Trường Trung học phổ thông Nguyễn Trãi",
        "Trường Trung học phổ thông Nguyễn Du",
        "Trường Trung học cơ sở Nguyễn Trãi",
        "Sở Giáo dục và Đào tạo tỉnh An Bình",
        "Phòng Giáo dục và Đào tạo thành phố An Bình",
        "Trường Trung học phổ thông số 1 Bảo Lạc",
        "Trường Trung học phổ thông số 2 Bảo Lạc",
    )
    assert best("THPT Nguyễn Trải", *units) == units[0]
    assert best("Trường Nguyễn Du", *units) == units[1]
    assert best("Sở GD&ĐT", *units) == units[3]
    assert best("Phòng GD TP An Binh", *units) == units[4]
    assert best("THPT 2 Bảo Lạc", *units) == units[6]


word = st.sampled_from(["THPT", "Trường", "Nguyễn", "Nguyên", "Ngyễn", "Trãi", "Trải", "Tráii", "Sở", "1", "2"])
names = st.lists(word, max_size=5).map(" ".join) | st.text(max_size=25)


@given(names, names)
def test_likeness_is_a_share_and_the_same_both_ways(a: str, b: str) -> None:
    assert 0.0 <= similar(a, b) <= 1.0
    assert similar(a, b) == pytest.approx(similar(b, a))


def test_nothing_is_like_an_empty_name() -> None:
    assert similar("", "Văn phòng Sở") == similar("…", "…") == 0.0


def test_a_province_can_add_abbreviations_of_its_own() -> None:
    table = usual_abbreviations().extended([Abbreviation("TTr", "Thanh tra"), Abbreviation("CA", "Công an")])
    assert spell_out("TTr Sở, CA tỉnh An Bình", table) == "Thanh tra Sở, Công an tỉnh An Bình"
    assert spell_out("ca trực", table) == "ca trực"
    assert name_key("TTr Sở", table) == name_key("Thanh tra Sở")


def test_a_later_row_replaces_an_earlier_one() -> None:
    table = usual_abbreviations().extended([Abbreviation("VP", "Văn phòng Tỉnh ủy")])
    assert spell_out("VP", table) == "Văn phòng Tỉnh ủy"


@given(st.text(max_size=6), st.sampled_from(Before))
def test_no_row_of_the_table_can_break_the_others(short: str, before: Before) -> None:
    table = Abbreviations([Abbreviation("UBND", "Ủy ban nhân dân"), Abbreviation(short, "đầy đủ", before)])
    assert table.spell_out("UBND xã") in {"Ủy ban nhân dân xã", "đầy đủ xã"}
