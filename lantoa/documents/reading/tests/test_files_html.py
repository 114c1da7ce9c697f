import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files.html import read_html
from lantoa.documents.source import Line, SourceDocument

from .made_files import grid, lines, tables
from .test_files_docx import VIETNAMESE

pytestmark = pytest.mark.pure


def read(body: str) -> SourceDocument:
    return read_html(f"<html><head><title>x</title></head><body>{body}</body></html>".encode())


def test_paragraphs_come_as_a_browser_shows_them() -> None:
    document = read(
        "<p align=center><b>KẾ&nbsp;HOẠCH</b></p><div>một\n  câu<span style='display:none'>ẩn</span></div>"
        "<script>x</script><h2>II. NỘI DUNG</h2>đuôi<p>a<br>b<br>- c"
    )
    assert lines(document) == ["KẾ HOẠCH", "một câu", "II. NỘI DUNG", "đuôi", "a\nb", "- c"]
    title, _, heading, *_ = document.blocks
    assert isinstance(title, Line)
    assert isinstance(heading, Line)
    assert (title.bold, title.centred, title.whole, heading.heading) == (True, True, True, 2)


def test_lists_show_their_numbers() -> None:
    assert lines(read("<ol start=3><li>a<li><p>b</p><p>c</p></ol><ol type=a><li>d</ol><ul><li>e</ul>")) == [
        "3. a", "4. b", "c", "a. d", "- e",
    ]  # fmt: skip


def test_tables_keep_spans_and_flatten_tables_in_cells() -> None:
    document = read(
        "<table><tr><th rowspan=2>STT<th colspan=2>Việc</tr><tr><td>a<p>b</p><td>c<table><tr><td>1<td>2</table></table>"
    )
    (table,) = tables(document)
    assert grid(document, table) == [["STT", "Việc", "Việc"], ["STT", "a b", "c 1 2"]]
    assert [document[span] for span in table.cells[2].paragraphs] == ["a", "b"]


def test_old_fonts_are_decoded() -> None:
    assert lines(read("<p style=\"font-family:'.VnTime'\">KÕ ho¹ch</p><font face=.VnTimeH>kÕ</font>")) == [
        "Kế hoạch",
        "KẾ",
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-8-sig"])
def test_the_page_may_come_in_any_unicode(codec: str) -> None:
    page = "<html><meta charset=windows-1252><body><p>Kế hoạch tuyên truyền</p></body></html>"
    assert lines(read_html(page.encode(codec))) == ["Kế hoạch tuyên truyền"]


def test_a_span_of_a_million_rows_is_cut_and_too_many_elements_are_refused() -> None:
    (table,) = tables(read("<table><tr><td rowspan=99999999 colspan=999999>a<td>b</table>"))
    assert table.rows * table.columns < 1000
    with pytest.raises(UnreadableDocument, match="quá nhiều"):
        read("<b>" * 300_000)


@settings(deadline=None)
@given(st.lists(VIETNAMESE, min_size=1, max_size=5))
def test_any_text_comes_back(paragraphs: list[str]) -> None:
    document = read("".join(f"<p>{html.escape(text)}</p>" for text in paragraphs))
    expected = [" ".join(text.split()) for text in paragraphs]
    assert [" ".join(text.split()) for text in lines(document)] == [text for text in expected if text]


@settings(deadline=None)
@given(st.text("<>/abtrdlphi =\"'&;\n", max_size=200))
def test_any_soup_is_read_or_refused(soup: str) -> None:
    try:
        document = read(soup)
    except UnreadableDocument:
        return
    lines(document)
    tables(document)
