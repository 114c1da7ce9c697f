"""Words that people say and words that documents use."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.search import index
from lantoa.search.nearest import nearest
from lantoa.search.synonyms import SAME, WIDE
from lantoa.search.words import MOST_WORDS, asked

NAMES = (
    "Chuyển trường đối với học sinh tiểu học",
    "Chuyển trường đối với học sinh trung học cơ sở",
    "Chuyển trường đối với học sinh trung học phổ thông",
    "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc",
    "Cho phép trường mẫu giáo, trường mầm non, nhà trẻ hoạt động giáo dục",
    "Tuyển sinh lớp 10",
)


@pytest.fixture
def leaflets(db: None) -> None:
    for place, name in enumerate(NAMES):
        index.put(kind="leaflet", key=place, title=name, url="/")


def found(ask: Callable[[str], list[str]], typed: str) -> list[str]:
    return [NAMES[int(key)] for key in ask(typed)]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("chuyen truong cap 3", 2),
        ("chuyển trường THPT", 2),
        ("chuyển trường cấp III", 2),
        ("CHUYỂN TRƯỜNG THCS", 1),
        ("chuyển trường cấp 2", 1),
        ("chuyển trường tiểu học", 0),
        ("chuyển trường cấp 1", 0),
        ("bằng tốt nghiệp bản sao", 3),
        ("mẫu giáo", 4),
    ],
)
@pytest.mark.usefixtures("leaflets")
def test_what_parents_say_finds_what_documents_call_it(typed: str, place: int):
    assert found(lambda words: index.keys(words, "leaflet"), typed) == [NAMES[place]]


@pytest.mark.usefixtures("leaflets")
def test_a_class_stands_for_its_level_where_that_is_asked_for():
    def widely(words: str) -> list[str]:
        return list(index.Keys(words, "leaflet", wide=True)[:])

    assert found(widely, "chuyển trường lớp 8") == [NAMES[1]]
    assert found(widely, "chuyển trường lớp mười một") == [NAMES[2]]
    assert found(widely, "lớp 10")[0] == NAMES[5]  # what says so comes first
    assert found(lambda words: index.keys(words, "leaflet"), "lớp 10") == [NAMES[5]]


@pytest.mark.usefixtures("leaflets")
def test_quoted_words_mean_what_they_say():
    assert found(lambda words: index.keys(words, "leaflet"), '"cấp 3"') == []


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("xin chuyển trường cho con lớp 8", 1),
        ("tôi muốn chuyển trường cho cháu học cấp 3", 2),
        ("con tôi học lớp một cần chuyển trường thì phải làm thế nào", 0),
        ("bằng tốt nghiệp bị mất", 3),
        ("giấy tờ xin bằng cấp", 3),
        ("muốn mở nhà trẻ", 4),
        ("đơn chuyển trường xuống tiểu học cấp 3", 0),
    ],
)
@pytest.mark.usefixtures("leaflets")
def test_where_nothing_has_every_word_the_nearest_comes_first(typed: str, place: int):
    assert found(lambda words: nearest(words, "leaflet"), typed)[0] == NAMES[place]


@pytest.mark.usefixtures("leaflets")
def test_little_in_common_is_not_near():
    assert nearest("đăng ký xe máy", "leaflet") == []
    assert nearest("con tôi muốn", "leaflet") == []


@pytest.mark.pure
def test_each_name_leads_to_the_others_and_a_class_to_one_level():
    assert all(phrase in SAME[other] for phrase, others in SAME.items() for other in others)
    levels = [others for phrase, others in WIDE.items() if phrase[0] == "lop"]
    assert len(levels) == 24
    assert all(others[0] in SAME for others in levels)


@pytest.mark.pure
@given(st.lists(st.sampled_from(sorted({word for phrase in WIDE for word in phrase})), max_size=20))
def test_no_word_is_lost_or_asked_for_that_was_not_typed(words: list[str]):
    question = asked(" ".join(words), wide=True)
    said = {word for term in question.terms for piece in term.pieces for word in piece}
    assert said == set(question.words) == set(list(dict.fromkeys(words))[:MOST_WORDS])
