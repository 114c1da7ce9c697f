import pytest

from lantoa.legal.reading_page import parts_of

pytestmark = pytest.mark.pure


def kinds(text: str) -> list[str]:
    return [part.kind for part in parts_of(text)]


def test_chapters_and_articles_are_headings_with_places_to_jump_to():
    parts = parts_of("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nVăn bản này quy định.\nĐiều 12a: Hiệu lực")
    assert [part.kind for part in parts] == ["high", "text", "low", "text", "low"]
    anchors = [part.anchor for part in parts if part.anchor]
    assert len(set(anchors)) == 3


@pytest.mark.parametrize(
    "line", ["Điều 5 của Luật này áp dụng cho mọi cơ quan", "Mục tiêu chung", "Phần lớn các trường", "Chương trình mới"]
)
def test_a_sentence_that_begins_alike_is_no_heading(line: str):
    assert kinds(line) == ["text"]


def test_rows_in_a_row_are_one_table():
    parts = parts_of("Bảng sau:\nTT\tViệc\n1\tHọp\nHết")
    assert [part.kind for part in parts] == ["text", "table", "text"]
    assert parts[1].rows == [["TT", "Việc"], ["1", "Họp"]]


def test_nothing_gives_nothing():
    assert parts_of("") == parts_of("\n \n") == []
