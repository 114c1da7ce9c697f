import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.search.words import MOST_WORDS, asked, folded
from lantoa.vietnamese.text import UPPER, fold, nfc

pytestmark = pytest.mark.pure
letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
vietnamese = st.text(alphabet=letters + letters.upper() + "0123456789 ", max_size=80)


@given(vietnamese)
def test_it_folds_as_the_rest_of_the_house_does(text: str):
    assert " ".join(folded(nfc(text)).split()) == fold(text)


@given(st.text(max_size=60))
def test_every_character_stays_in_its_place(text: str):
    assert len(folded(text)) == len(text)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str):
    assert folded(folded(text)) == folded(text)


def test_capital_letters_fold_like_small_ones():
    assert UPPER
    assert folded("ĐƯỜNG Phố") == folded("đường phố") == "duong pho"


@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_words_of_letters_and_digits(typed: str):
    question = asked(typed, is_open=True)
    assert all(word and folded(word) == word and " " not in word for word in question.words)
    assert len(question.words) <= MOST_WORDS


def test_quoted_words_count_as_words():
    typed = " ".join(f'"a{one} b{one} c{one}"' for one in range(8))
    assert asked(typed).words == ("a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3")


def test_operators_are_only_words():
    question = asked('học AND (phí* OR "-lớp" NEAR/3 a:b^2)')
    assert question.words == ("hoc", "and", "phi", "or", "lop", "near", "3", "a", "b", "2")


def test_a_quoted_phrase_is_one_piece():
    assert asked("“thủ tục” học").pieces == (("thu", "tuc"), ("hoc",))


def test_a_quote_that_is_never_closed_is_a_gap():
    assert asked('"thủ tục').pieces == (("thu",), ("tuc",))


def test_the_last_word_is_open_while_it_is_being_typed():
    assert asked("học ph", is_open=True).is_open
    assert not asked("học phí ", is_open=False).is_open


def test_words_typed_with_accents_are_remembered():
    assert asked("bão Đông abc").accented == {"bão", "đông"}


def test_nothing_but_signs_asks_nothing():
    assert not asked("--- ??? ()")
