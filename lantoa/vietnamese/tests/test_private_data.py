from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.private_data import PrivateKind, find_private, masked

pytestmark = pytest.mark.pure


def _without(text: str, *known: str) -> str:
    return masked(text, find_private(text, known=known))


def test_a_letter_loses_who_wrote_it_and_keeps_what_it_is_about():
    text = (
        "Tôi là Nguyễn Văn Bình, số điện thoại 0912.345.678, trú tại số 12 ngõ 5 đường Lê Lợi, phường An Phú. "
        "Con tôi học lớp 5A Trường Tiểu học Nguyễn Du."
    )
    assert _without(text) == (
        "Tôi là [họ tên], số điện thoại [số điện thoại], trú tại [địa chỉ]. "
        "Con tôi học lớp 5A Trường Tiểu học Nguyễn Du."
    )


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("gọi 0912345678 nhé", PrivateKind.PHONE, "0912345678"),
        ("gọi +84 912 345 678", PrivateKind.PHONE, "+84 912 345 678"),
        ("máy bàn (024) 3869 4242", PrivateKind.PHONE, "(024) 3869 4242"),
        ("thư a.b-c@vi-du.edu.vn, xin cảm ơn", PrivateKind.EMAIL, "a.b-c@vi-du.edu.vn"),
        ("CCCD số: 001085012345", PrivateKind.IDENTITY, "001085012345"),
        ("số 001 085 012 345 của tôi", PrivateKind.IDENTITY, "001 085 012 345"),
        ("CMND 012345678", PrivateKind.IDENTITY, "012345678"),
        ("STK 19012345678", PrivateKind.ACCOUNT, "19012345678"),
        ("sinh ngày 01/02/1990", PrivateKind.BIRTHDAY, "01/02/1990"),
        ("cháu sinh 12/5/2010", PrivateKind.BIRTHDAY, "12/5/2010"),
        ("ngày sinh là 12/5/2010", PrivateKind.BIRTHDAY, "12/5/2010"),
        (
            "gọi không chín một hai ba bốn năm sáu bảy tám",
            PrivateKind.PHONE,
            "không chín một hai ba bốn năm sáu bảy tám",
        ),
        ("sinh năm 2012", PrivateKind.BIRTHDAY, "2012"),
        ("xe 29A-123.45 đỗ", PrivateKind.PLATE, "29A-123.45"),
        ("https://facebook.com/ai.do có ghi", PrivateKind.PROFILE, "https://facebook.com/ai.do"),
        ("thôn Đông, xã Bình Minh chưa có nước", PrivateKind.ADDRESS, "thôn Đông, xã Bình Minh"),
        ("Cô Hoa chủ nhiệm", PrivateKind.NAME, "Hoa"),
        ("em tên là nguyễn thị lan", PrivateKind.NAME, "nguyễn thị lan"),
        ("Tran Van Nam hỏi", PrivateKind.NAME, "Tran Van Nam"),
        ("NGUYỄN THỊ HƯƠNG GIANG", PrivateKind.NAME, "NGUYỄN THỊ HƯƠNG GIANG"),
        ("do thầy Trần Đức dạy", PrivateKind.NAME, "Trần Đức"),
    ],
)
def test_it_finds(text, kind, found):
    assert [(one.kind, text[one.start : one.end]) for one in find_private(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "Theo Thông tư 15/2025/TT-BGDĐT ngày 14/02/2025, học phí 300.000 đồng.",
        "Trường THPT Nguyễn Du ở đường Lê Lợi, phường Trần Hưng Đạo.",
        "Cô Hiệu trưởng và Ông Giám đốc Sở chưa trả lời.",
        "Tuyển sinh 12/5/2026, học sinh 2025-2026, nhận học sinh 01/06/2026.",
        "Tổng đài 1900 1234, mã thủ tục 1.005144, năm học 2025-2026.",
        "Kính gửi Sở Giáo dục và Đào tạo tỉnh An Bình, Hà Nội, Việt Nam.",
        "Tổ 3 có 12 em, số lượng 45 bộ hồ sơ.",
    ],
)
def test_what_is_public_stays(text):
    assert _without(text) == text


def test_what_the_sender_gave_is_found_however_it_is_typed():
    text = "binh tran o day, so 0912 345 678 nhe"
    assert _without(text, "Bình Trần", "0912345678") == "[họ tên] o day, so [số điện thoại] nhe"


def test_known_words_too_short_to_tell_from_others_are_left():
    assert _without("an toàn", "An") == "an toàn"


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_can_be_masked(text, known):
    found = find_private(text, known=known)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len(masked(text, found)) >= len(text) - sum(one.end - one.start for one in found)


@given(st.text(alphabet="aăđNguyễn ÔNGcôtổ số0123456789.-/()+@\n", max_size=400))
def test_texts_made_of_telling_pieces_can_be_masked(text):
    masked(text, find_private(text))


def test_stretches_that_lie_over_each_other_are_refused():
    found = find_private("gọi 0912345678")
    with pytest.raises(ValueError, match="masked"):
        masked("gọi 0912345678", [*found, *found])
