"""Two texts side by side, with the words marked that went and came."""

import random
import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.procedures.comparing import marked

pytestmark = pytest.mark.pure
texts = st.text(alphabet="ab ,.<\n", max_size=60)


def test_only_the_words_that_went_and_came_are_marked():
    old, new = marked("Nộp 02 bộ tại xã.", "Nộp 01 bộ\ntại xã, phường.")
    assert re.findall(r"<del>(.*?)</del>", old) == ["02"]
    assert re.findall(r"<ins>(.*?)</ins>", new) == ["01", ", phường"]


@given(texts, texts)
def test_no_letter_is_lost_and_none_acts_as_markup(old: str, new: str):
    for text, shown in zip((old, new), marked(old, new), strict=True):
        assert unescape(re.sub(r"</?(?:ins|del)>", "", shown)) == text


def test_long_texts_that_share_little_are_compared_at_once():
    chance = random.Random(3)
    words = [f"t{number}" for number in range(400)]
    old, new = (" ".join(chance.choices(words, k=2900)) for _ in range(2))
    begun = time.process_time()
    marked(old, new)
    assert time.process_time() - begun < 1
