import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.search.excerpts import LENGTH, excerpt, marked
from lantoa.search.words import asked, folded

pytestmark = pytest.mark.pure


def _excerpt(text: str, typed: str) -> str:
    return str(excerpt(text, folded(text), asked(typed)))


def test_words_found_without_accents_are_marked_as_they_were_written():
    assert marked("Rà soát thủ tục hành chính", asked("thu tuc")) == "Rà soát <mark>thủ tục</mark> hành chính"


def test_markup_in_the_text_stays_text():
    said = marked("<script>1</script> học & <b>sách</b>", asked("script sach"))
    mark = "<mark>script</mark>"
    assert said == f"&lt;{mark}&gt;1&lt;/{mark}&gt; học &amp; &lt;b&gt;<mark>sách</mark>&lt;/b&gt;"


def test_a_word_within_another_is_not_marked():
    assert "<mark>" not in marked("thuật toán", asked("thu"))


def test_a_beginning_is_marked_while_it_is_typed():
    assert marked("học phí", asked("học ph", is_open=True)) == "<mark>học phí</mark>"


def test_the_excerpt_is_where_the_words_stand_together():
    far = "Trường có nhiều hoạt động trong năm. " * 30
    text = f"Học sinh đi học. {far} Mức học phí của năm học mới do tỉnh quy định. {far}"
    said = _excerpt(text, "học phí")
    assert "<mark>học phí</mark>" in said
    assert said.startswith("… ")
    assert said.endswith(" …")


def test_the_excerpt_of_a_text_without_the_words_is_its_beginning():
    assert _excerpt("Câu đầu tiên. " + "Câu sau. " * 100, "khác").startswith("Câu đầu tiên.")


@given(st.text(max_size=600), st.text(max_size=20))
def test_an_excerpt_is_a_part_of_the_text_and_never_longer(text: str, typed: str):
    said = _excerpt(text, typed)
    bare = said.replace("<mark>", "").replace("</mark>", "").removeprefix("… ").removesuffix(" …")
    for sign, written in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        bare = bare.replace(sign, written)
    assert len(bare) <= LENGTH or len(bare) <= len(text)
    assert said.count("<mark>") == said.count("</mark>")
