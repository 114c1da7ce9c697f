import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.reading.files.text import read_text
from lantoa.documents.reading.files.text_pages import pages_of

from .made_files import lines

pytestmark = pytest.mark.pure

SENTENCE = "Các đơn vị tổ chức tuyên truyền cải cách hành chính đến toàn thể cán bộ, công chức và người lao động"


def read(text: str) -> list[str]:
    return lines(read_text(text.encode()))


def a_page(name: str, count: int = 12) -> str:
    return "\n".join(f"{name}{place} {SENTENCE}" for place in range(count))


@pytest.mark.parametrize("form", ["{}", "                 {}", "- {} -", "Trang {}", "Trang {}/3"])
def test_numbers_at_the_heads_or_feet_of_pages_are_no_text(form: str) -> None:
    heads = f"đầu\n\f{form.format(2)}\n\ngiữa\n\f{form.format(3)}\ncuối\n"
    feet = f"đầu\n{form.format(1)}\n\fgiữa\n\n{form.format(2)}\n\fcuối\n{form.format(3)}\n\f"
    assert read(heads) == read(feet) == ["đầu", "giữa", "cuối"]


def test_a_number_that_does_not_count_the_pages_stays() -> None:
    assert read("đầu\n\f27\ngiữa\n\fcuối") == ["đầu", "27", "giữa", "cuối"]
    assert read("hết\n2\n\fcuối") == ["hết", "2", "cuối"]


def test_pages_cut_out_of_a_longer_document_keep_their_count() -> None:
    assert read("31\nmột\n\f32\nhai\n\f33\nba") == ["một", "hai", "ba"]


def test_a_head_that_runs_through_the_pages_is_no_text_but_the_head_of_a_table_is() -> None:
    running = "Kế hoạch số 5/KH-SGDĐT           trang"
    pages = [f"{running} {number}\n{number} {SENTENCE}" for number in range(1, 5)]
    assert not any("trang" in line for line in read("\f".join(pages)))
    table = "\f".join(f"STT   Nội dung\n{number}.{SENTENCE}" for number in range(1, 5))
    assert sum(line.startswith("STT") for line in read(table)) == 4


def test_items_that_begin_page_after_page_alike_stay() -> None:
    assert len(read("\f".join(f"- Tổ chức hội nghị;\n{number} {SENTENCE}" for number in range(5)))) == 10


def test_numbers_a_page_apart_are_dropped_where_form_feeds_are_lost() -> None:
    text = "\n".join([a_page("a"), "2", a_page("b"), "", "  3", a_page("c")])
    assert not {"2", "3"} & set(read(text))


def test_one_number_that_cuts_a_sentence_is_a_pages_and_one_that_does_not_is_text() -> None:
    assert "2" not in read(f"{a_page('a')}\n2\nvà các đoàn thể.\n{a_page('b')}")
    assert "2" in read(f"{a_page('a')}\n2\nVà các đoàn thể.\n{a_page('b')}")


def test_numbers_of_rows_stay_where_a_table_lost_its_columns() -> None:
    cells = "\n".join(f"{number}\nTổ chức\nVăn phòng\nQuý I\nTờ rơi" for number in range(1, 60))
    assert sum(line.isdecimal() for line in read(f"STT\n{cells}")) == 59
    long_cells = "\n".join(f"{number}\n" + "hội nghị\n" * 150 for number in range(1, 5))
    assert sum(line.isdecimal() for line in read(long_cells)) == 4
    after_text = f"{a_page('a', 30)}\nSTT\n{cells}\nPhụ lục 2\nSTT\n{cells}"
    assert sum(line.isdecimal() for line in read(after_text)) == 2 * 59


@given(st.lists(st.sampled_from(["a", "2", "3", "Trang 4", "\f", "\f2", "", "STT", "- x"]), max_size=40))
def test_nothing_but_numbers_and_running_heads_is_lost(parts: list[str]) -> None:
    text = "\n".join(parts)
    left = [line.strip() for page in pages_of(text) for line in page if line.strip()]
    written = [line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip()]
    assert [line for line in left if line in ("STT", "- x")] == [line for line in written if line in ("STT", "- x")]
