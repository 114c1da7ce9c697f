"""Dates, numbers and names as the decree words them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.plan import LegalBasis
from lantoa.documents.writing.bases import basis_text
from lantoa.documents.writing.letterhead import printed_issuer
from lantoa.documents.writing.measure import broken_lines, text_width
from lantoa.documents.writing.wording import cited, ended, full_date, lower_first, symbol_of

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2022-01-04", "ngày 04 tháng 01 năm 2022"),
        ("2022-02-14", "ngày 14 tháng 02 năm 2022"),
        ("2022-03-09", "ngày 09 tháng 3 năm 2022"),
        ("2022-12-31", "ngày 31 tháng 12 năm 2022"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(iso, words):
    assert full_date(iso) == words


def test_what_is_not_known_of_a_date_is_a_blank_that_survives_folding():
    assert " ".join(full_date("2023-02").split(" ")).replace("\u00a0", "_") == "ngày ______ tháng 02 năm 2023"
    assert full_date("").count("\u00a0") == 18


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("45/KH-UBND", "Kế hoạch số 45/KH-UBND"),
        ("61/2018/NĐ-CP", "Nghị định số 61/2018/NĐ-CP"),
        ("05-NQ/TU", "Nghị quyết số 05-NQ/TU"),
        ("08-ĐA/TU", "Đề án số 08-ĐA/TU"),
        ("23/CT-TTg", "Chỉ thị số 23/CT-TTg"),
        ("12/UBND-VX", "Công văn số 12/UBND-VX"),
        ("20/2023/QH15", "Văn bản số 20/2023/QH15"),
        ("15/2025/TT-BGDĐT", "Thông tư số 15/2025/TT-BGDĐT"),
    ],
)
def test_the_symbol_says_the_type(number, words):
    assert cited(number) == words


@pytest.mark.parametrize(
    ("issuer", "symbol"),
    [
        ("Sở Giáo dục và Đào tạo tỉnh An Bình", "KH-SGDĐT"),
        ("Ủy ban nhân dân xã Bình Minh", "KH-UBND"),
        ("Phòng Văn hóa - Xã hội xã Bình Minh", "KH-PVHXH"),
        ("Trường Tiểu học Lê Văn Tám", "KH-THLVT"),
        ("Trường Mầm non Hoa Sen xã Bình Minh", "KH-MNHS"),
        ("Trường THCS Lê Lợi", "KH-THCSLL"),
        ("Trường Chính trị tỉnh An Bình", "KH-TCT"),
        (None, "KH-"),
    ],
)
def test_a_blank_number_offers_the_usual_symbol(issuer, symbol):
    assert symbol_of(issuer) == symbol


def test_the_place_is_not_repeated_under_the_superior_that_names_it():
    department = "Sở Giáo dục và Đào tạo tỉnh An Bình"
    assert printed_issuer(department, "UBND tỉnh An Bình") == "Sở Giáo dục và Đào tạo"
    assert printed_issuer(department, None) == department
    assert printed_issuer(department, "UBND tỉnh Bình An") == department
    assert printed_issuer("Trường Tiểu học xã An Bình", "UBND xã An Bình") == "Trường Tiểu học xã An Bình"


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (LegalBasis(None, None, None, "Luật Trẻ em"), "Căn cứ Luật Trẻ em"),
        (LegalBasis("45/KH-UBND", None, None, None), "Căn cứ Kế hoạch số 45/KH-UBND"),
        (
            LegalBasis("3/QĐ-UBND", "2026-03-02", "Chủ tịch UBND tỉnh", "ban hành Quy chế"),
            "Căn cứ Quyết định số 3/QĐ-UBND ngày 02 tháng 3 năm 2026 của Chủ tịch UBND tỉnh về ban hành Quy chế",
        ),
        (
            LegalBasis("20/2023/QH15", "2023-06-22", None, "Luật Giao dịch điện tử"),
            "Căn cứ Luật Giao dịch điện tử số 20/2023/QH15 ngày 22 tháng 6 năm 2023",
        ),
    ],
)
def test_a_basis_is_named_as_far_as_it_is_known(basis, words):
    assert basis_text(basis) == words


def test_a_sentence_goes_on_in_small_letters_but_keeps_abbreviations():
    assert lower_first("Tuyên truyền CCHC") == "tuyên truyền CCHC"
    assert lower_first("CCHC năm 2026") == "CCHC năm 2026"


@pytest.mark.parametrize("text", ["xong.", "gồm:", "v.v…", "bài viết...", "tại https://a.vn/b", "qua a@b.vn"])
def test_a_text_that_needs_no_full_stop_gets_none(text):
    assert ended(text) == text


@given(st.lists(st.text("abcăâđêôơư", min_size=1, max_size=9), min_size=1, max_size=30), st.floats(30, 200))
def test_breaking_lines_keeps_every_word_and_fits(words, room):
    text = " ".join(words)
    lines = broken_lines(text, room, 14, bold=True)
    assert " ".join(lines) == text
    assert all(text_width(line, 14, bold=True) <= room or " " not in line for line in lines)


def test_an_accent_takes_no_room():
    assert text_width("Độc lập", 14) == text_width("Doc lap", 14)
