"""What a newsreader says: no figure is left, and what was said can be turned back into the number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.number_words import DIGITS, decimal_words, number_words
from lantoa.vietnamese.spoken import radio_script, seconds_of, spoken

pytestmark = pytest.mark.pure


def _number_of(words: str) -> int:
    """The number that the words say: what a listener understands."""
    total = group = 0
    ones = {word: value for value, word in enumerate(DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}
    billions = 0
    for word in words.split():
        if word == "tỷ":
            billions, total, group = (billions + total + group) * 10**9, 0, 0
        elif word in ("triệu", "nghìn"):
            total, group = total + group * (10**6 if word == "triệu" else 10**3), 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group += (group % 10) * 9
        elif word == "mười":
            group += 10
        elif word != "linh":
            group += ones[word]
    return billions + total + group


@given(st.integers(min_value=0, max_value=10**15))
def test_what_is_said_is_the_number(number: int):
    assert _number_of(number_words(number)) == number


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6))
def test_no_two_numbers_sound_alike(one: int, other: int):
    assert (number_words(one) == number_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1015, "một nghìn không trăm mười lăm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (105, "một trăm linh năm"),
        (21, "hai mươi mốt"),
        (11, "mười một"),
        (24, "hai mươi tư"),
        (14, "mười bốn"),
        (55, "năm mươi lăm"),
        (15, "mười lăm"),
        (1_000_005, "một triệu không nghìn không trăm linh năm"),
        (1_500_000, "một triệu năm trăm nghìn"),
        (10**9 + 5, "một tỷ không triệu không nghìn không trăm linh năm"),
        (-7, "âm bảy"),
    ],
)
def test_numbers_are_said_as_schools_teach(number: int, words: str):
    assert number_words(number) == words


def test_zeros_after_the_comma_are_said():
    assert decimal_words("3", "05") == "ba phẩy không năm"
    assert decimal_words("12", "75") == "mười hai phẩy bảy mươi lăm"
    assert decimal_words("1", "0") == "một phẩy không"


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Ngày 05/02/2026", "Ngày mùng năm tháng hai năm hai nghìn không trăm hai mươi sáu"),
        ("trước ngày 30/5", "trước ngày ba mươi tháng năm"),
        ("từ 1/6 đến 15/6", "từ ngày mùng một tháng sáu đến ngày mười lăm tháng sáu"),
        ("từ 01/4-15/4", "từ ngày mùng một tháng tư đến ngày mười lăm tháng tư"),
        (
            "từ ngày 5-7/6/2026",
            "từ ngày mùng năm đến ngày mùng bảy tháng sáu năm hai nghìn không trăm hai mươi sáu",
        ),
        ("tháng 4 năm 2026", "tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("tháng 10/2026", "tháng mười năm hai nghìn không trăm hai mươi sáu"),
        ("quý III/2026", "quý ba năm hai nghìn không trăm hai mươi sáu"),
        ("Quý IV", "Quý bốn"),
        ("Đại hội lần thứ XIV", "Đại hội lần thứ mười bốn"),
        ("thứ 2, thứ 4", "thứ hai, thứ tư"),
        ("7h30", "bảy giờ ba mươi phút"),
        ("17:00", "mười bảy giờ"),
        ("8 giờ 05", "tám giờ năm phút"),
        ("lúc 8h", "lúc tám giờ"),
        ("12,5%", "mười hai phẩy năm phần trăm"),
        ("tăng 10-15%", "tăng mười đến mười lăm phần trăm"),
        ("3/4 số trường", "ba phần tư số trường"),
        ("1.015 hồ sơ", "một nghìn không trăm mười lăm hồ sơ"),
        ("5.000đ", "năm nghìn đồng"),
        ("20 km", "hai mươi ki lô mét"),
        ("3 m²", "ba mét vuông"),
        ("gọi 1022", "gọi một không hai hai"),
        ("0912.345.678", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("0912345678", "không chín một hai, ba bốn năm, sáu bảy tám"),
        ("năm học 2026-2027", "năm học hai nghìn không trăm hai mươi sáu - hai nghìn không trăm hai mươi bảy"),
        ("giai đoạn 2026 - 2030", "giai đoạn hai nghìn không trăm hai mươi sáu đến hai nghìn không trăm ba mươi"),
        ("123/QĐ-UBND", "một trăm hai mươi ba gạch chéo quyết định gạch ngang Ủy ban nhân dân"),
        ("57-KH/TU", "năm mươi bảy gạch ngang kế hoạch gạch chéo Tỉnh ủy"),
        ("giải quyết TTHC tại UBND xã", "giải quyết thủ tục hành chính tại Ủy ban nhân dân xã"),
        ("Sở GD&ĐT, trường THPT", "Sở Giáo dục và Đào tạo, trường trung học phổ thông"),
        ("mục 2.1", "mục hai chấm một"),
        ("sách, bút, v.v.", "sách, bút, vân vân"),
        ("https://cong.anbinh.gov.vn", "cong chấm anbinh chấm gov chấm vn"),
        ("phòng A1", "phòng A một"),
    ],
)
def test_figures_are_said_as_newsreaders_say_them(printed: str, said: str):
    assert spoken(printed) == said


def test_a_symbol_with_year_and_term_of_the_assembly_is_said_whole():
    said = spoken("Luật số 91/2025/QH15")
    assert said == (
        "Luật số chín mươi mốt gạch chéo hai nghìn không trăm hai mươi lăm gạch chéo Quốc hội khóa mười lăm"
    )


@given(st.text(alphabet="0123456789/.,-:%h ngàytháquýIVX đ()", max_size=60))
def test_no_figure_is_ever_left_over(text: str):
    assert not re.search(r"\d", spoken(text))


@given(st.dates(), st.sampled_from(["{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%d.%m.%Y}"]))
def test_every_date_says_its_day_month_and_year(day, form):
    if not 1800 <= day.year <= 2199:
        return
    said = spoken(f"ngày {form.format(day)}.")
    assert said.startswith("ngày ")
    assert said.endswith(f"năm {number_words(day.year)}.")
    assert f"tháng {'tư' if day.month == 4 else number_words(day.month)} năm" in said
    assert said.count("ngày") == 1


@given(st.text(max_size=200))
def test_words_without_figures_or_signs_stay_as_they_are(text: str):
    once = spoken(text)
    assert spoken(once) == once


def test_a_script_starts_with_the_title_as_a_sentence_and_drops_empty_lines():
    script = radio_script("Tuyển sinh lớp 1 năm 2026", "Nộp hồ sơ từ 01/6.\n\nGọi 1022.")
    assert script.split("\n") == [
        "Tuyển sinh lớp một năm hai nghìn không trăm hai mươi sáu.",
        "Nộp hồ sơ từ ngày mùng một tháng sáu.",
        "Gọi một không hai hai.",
    ]


def test_reading_takes_as_long_as_its_syllables_and_breaths():
    minute = " ".join(["xin"] * 170)
    assert seconds_of(minute) == 60
    assert seconds_of(minute + ".") > 60 or seconds_of(minute + ". ") >= 60
    assert seconds_of(minute, words_a_minute=340) == 30
    assert seconds_of("") == 0
