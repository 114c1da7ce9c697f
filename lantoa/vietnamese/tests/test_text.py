import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.text import LOWER, UPPER, fold, nfc, person_sort_key, sort_key, squeeze

pytestmark = pytest.mark.pure

SYLLABLES = "an ăn ân bà bả bã bá bạ đa đà hoà hòa hoá hóa thuỷ thủy ươn ướt quý quí nghiêng Mỹ Đắk 1 2 10 007".split()  # noqa: SIM905
phrases = st.lists(st.sampled_from(SYLLABLES), max_size=5).map(" ".join)
anything = st.text(max_size=30) | phrases


@given(anything)
def test_text_comes_out_in_one_normal_form_and_stays_there(text: str) -> None:
    once = nfc(text)
    assert unicodedata.is_normalized("NFC", once)
    assert nfc(once) == once


def test_a_zero_width_character_between_a_letter_and_its_mark_does_not_keep_them_apart() -> None:
    assert nfc("Ha\u200b\u0300 N\u00adội") == "Hà Nội"


@given(anything)
def test_squeezed_text_has_single_spaces_and_stays_so(text: str) -> None:
    once = squeeze(text)
    assert once == " ".join(once.split())
    assert squeeze(once) == nfc(once) == once


def test_line_breaks_and_no_break_spaces_become_one_space() -> None:
    assert squeeze("  dẫn\n\nhành\u00a0 chính\t") == "dẫn hành chính"


@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_decomposed_text_folds_and_sorts_like_composed_text(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert fold(apart) == fold(text)
    assert sort_key(apart) == sort_key(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Nguyễn Đình Chiểu", "duong nguyen dinh chieu"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("Kế hoạch số 07/KH-SGDĐT", "ke hoach so 07/kh-sgddt"),
        ("hoà, hòa, hoá", "hoa, hoa, hoa"),
        ("", ""),
    ],
)
def test_folding_drops_accents_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


def in_order(*texts: str) -> bool:
    return all(sort_key(before) < sort_key(after) for before, after in pairwise(texts))


def test_letters_follow_the_vietnamese_alphabet() -> None:
    letters = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()  # noqa: SIM905
    assert in_order(*letters)
    assert in_order(*(letter.upper() for letter in letters))


def test_tones_decide_only_between_words_that_are_otherwise_equal() -> None:
    assert in_order("ma", "mà", "mả", "mã", "má", "mạ", "man")
    assert in_order("Bá An", "Bà Ân", "Bá Ân")


def test_the_place_of_a_tone_mark_does_not_change_the_order() -> None:
    assert sort_key("Hoà Bình") == sort_key("Hòa Bình")
    assert in_order("hòa", "hoá")
    assert in_order("hoà", "hóa")


def test_a_shorter_name_comes_before_the_one_that_goes_on() -> None:
    assert in_order("An", "An Bình", "Anh")
    assert in_order("Lê", "Lê A", "Lê Ích", "Lên")


def test_numbers_sort_by_value_and_before_letters() -> None:
    assert in_order("Trường 2", "Trường 10", "Trường A")
    assert in_order("Phường 9", "Phường 100000000000")
    assert sort_key("Phường 02") == sort_key("Phường 2")


def test_hyphens_and_case_do_not_count_in_the_order() -> None:
    assert sort_key("Bà Rịa - Vũng Tàu") == sort_key("BÀ RỊA-VŨNG TÀU") == sort_key("Bà Rịa – Vũng Tàu")


def test_foreign_letters_keep_a_place_of_their_own() -> None:
    assert in_order("Muller", "Müllerz", "Zürich", "Москва")


@given(anything)
def test_sort_keys_are_digits_that_every_collation_orders_alike(text: str) -> None:
    assert sort_key(text).isascii()
    assert sort_key(text).isdigit()


@given(st.lists(phrases, max_size=6))
def test_sorting_by_key_gives_one_order_whatever_the_order_before(texts: list[str]) -> None:
    assert sorted(map(sort_key, texts)) == sorted(map(sort_key, reversed(texts)))


def test_people_are_listed_by_given_name_then_family_name() -> None:
    people = ["Trần Thị Ân", "Lê Văn An", "Nguyễn Văn Hạ", "Trần Hà", "Bùi Thị Ánh", "Lê Anh", "Đỗ An", "Bùi Hạ"]
    assert sorted(people, key=person_sort_key) == [
        "Đỗ An",
        "Lê Văn An",
        "Lê Anh",
        "Bùi Thị Ánh",
        "Trần Thị Ân",
        "Trần Hà",
        "Bùi Hạ",
        "Nguyễn Văn Hạ",
    ]


def test_a_person_of_one_word_or_none_still_has_a_key() -> None:
    assert person_sort_key("An") < person_sort_key("Bùi An") < person_sort_key("Anh")
    assert person_sort_key("") <= person_sort_key("A")


def test_the_classes_of_letters_hold_every_vietnamese_letter_and_no_other() -> None:
    capitals = {char for char in map(chr, range(0x20000)) if re.match(f"[{UPPER}]", char)}
    smalls = {char for char in map(chr, range(0x20000)) if re.match(f"[{LOWER}]", char)}
    assert smalls == {char.lower() for char in capitals}
    assert not capitals & smalls
    assert {fold(char) for char in smalls} == set("abcdefghijklmnopqrstuvwxyz")
    assert len(smalls) == 26 + 7 + 60  # đ ă â ê ô ơ ư, and five tones on each of a ă â e ê i o ô ơ u ư y
