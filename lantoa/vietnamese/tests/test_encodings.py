import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.vietnamese.encodings import (
    _TCVN3,
    decode_bytes,
    decode_for_font,
    from_tcvn3,
    from_vni,
    legacy_encoding,
    likeness,
    mend_lookalikes,
)

pytestmark = pytest.mark.pure

SENTENCE = "Kế hoạch tuyên truyền cải cách hành chính của Sở Giáo dục và Đào tạo, được phê duyệt ngày đầu năm học"
SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TO_TCVN3 = {ord(letter): code for code, letter in _TCVN3.items() if letter in SMALL + "ĂÂÊÔƠƯĐ"}
VNI_MARKS = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_ROOF = {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
VNI_BREVE = {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
VNI_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ì": "ì", "í": "í"}


def to_tcvn3(text: str) -> str:
    return text.translate(TO_TCVN3)


def to_vni(text: str) -> str:
    return "".join(vni_letter(char) if char.islower() else char for char in text).replace("Đ", "Ñ")


def vni_letter(char: str) -> str:
    if char in VNI_WHOLE:
        return VNI_WHOLE[char]
    base, *marks = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in marks if mark in VNI_MARKS), "")
    if "\u0302" in marks:
        return base + VNI_ROOF[tone]
    if "\u0306" in marks:
        return base + VNI_BREVE[tone]
    horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return horned + VNI_MARKS.get(tone, "")


@given(st.text(SMALL + "ĂÂÊÔƠƯĐabcxyz 0123.,;-"))
def test_tcvn3_text_comes_back_letter_for_letter(text: str) -> None:
    assert from_tcvn3(to_tcvn3(text)) == text


@given(st.text(SMALL + "bcdfghklmnpqrstvwxz 0123.,;-"))
def test_vni_text_comes_back_letter_for_letter(text: str) -> None:
    assert from_vni(to_vni(text)) == text


def test_vni_capitals_are_read() -> None:
    assert from_vni("UÛY BAN NHAÂN DAÂN TÆNH, ÑAÏI HOÏC") == "ỦY BAN NHÂN DÂN TỈNH, ĐẠI HỌC"


def test_tcvn3_codes_are_read_through_a_symbol_font_too() -> None:
    assert from_tcvn3("TiÕng".replace("Õ", "\uf0d5")) == "Tiếng"


@pytest.mark.parametrize(("made", "name"), [(to_tcvn3, "tcvn3"), (to_vni, "vni")])
def test_an_old_encoding_is_known_by_what_it_makes(made: object, name: str) -> None:
    assert callable(made)
    assert legacy_encoding(made(SENTENCE)) == name
    assert likeness(made(SENTENCE)) < likeness(SENTENCE) == 1.0


@pytest.mark.parametrize("text", [SENTENCE, "Plain English text", "các văn bản là", "déjà vu à la carte", ""])
def test_other_text_is_left_alone(text: str) -> None:
    assert legacy_encoding(text) is None


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_are_decoded(codec: str) -> None:
    assert decode_bytes(SENTENCE.encode(codec)) == SENTENCE


def test_files_in_old_code_pages_are_decoded() -> None:
    assert decode_bytes(to_tcvn3(SENTENCE).encode("latin-1")) == SENTENCE
    assert decode_bytes(to_vni(SENTENCE).encode("cp1252")) == SENTENCE
    marked = "".join(cp1258(char) for char in SENTENCE)
    assert unicodedata.normalize("NFC", decode_bytes(marked.encode("cp1258"))) == SENTENCE


def cp1258(char: str) -> str:
    """A letter as Windows-1258 writes it: the tone after the letter with its other mark."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        whole = unicodedata.normalize("NFD", char)
        tone = next(mark for mark in whole if mark in VNI_MARKS)
        return unicodedata.normalize("NFC", whole.replace(tone, "")) + tone
    return char


def test_a_capital_font_gives_capitals_and_unicode_text_stays_whatever_its_font() -> None:
    assert decode_for_font("kÕ ho¹ch", ".VnTimeH") == "KẾ HOẠCH"
    assert decode_for_font("Kế hoạch", ".VnTime") == "Kế hoạch"
    assert decode_for_font("KÕ ho¹ch", "ABCDEF+.VnTime-Bold") == "Kế hoạch"
    assert decode_for_font("TiÕng", "Times New Roman") == "TiÕng"


def test_letters_that_only_look_vietnamese_are_mended() -> None:
    assert mend_lookalikes("trƣờng Ðại học ƯBND, ðƣợc") == "trường Đại học ƯBND, được"
