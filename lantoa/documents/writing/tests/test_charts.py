"""Charts for the page and for print."""

from decimal import Decimal

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from lantoa.documents.writing.charts import Chart, Series, Share, png, svg

pytestmark = pytest.mark.pure
SVG = "{http://www.w3.org/2000/svg}"
printable = st.text(st.characters(), max_size=40)


def bars(**changes):
    values = {"key": "a", "title": "Hoạt động", "labels": ["Hội nghị", "Tin, bài"], "measure": "lượt"}
    values["series"] = [Series("Kỳ này", [Decimal(12), Decimal("1234.5")]), Series("Kỳ trước", [6, None])]
    return Chart(**{**values, **changes})


def drawn(chart):
    return etree.fromstring(svg(chart))


def widths(chart, number):
    return [float(bar.get("width")) for bar in drawn(chart).iter(f"{SVG}rect") if bar.get("class") == number][1:]


def test_every_value_stands_at_its_bar_in_vietnamese_numbers():
    texts = [text.text for text in drawn(bars()).iter(f"{SVG}text")]
    assert {"12", "1.234,5", "6", "–"} <= set(texts)


def test_bars_are_as_long_as_their_values_say():
    first, second = widths(bars(series=[Series("a", [10, 40]), Series("b", [1, 2])]), "chart-bar-1")
    assert second == pytest.approx(4 * first, rel=0.01)


def test_who_cannot_see_it_is_told_everything():
    root = drawn(bars())
    assert root.get("role") == "img"
    named = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("aria-labelledby").split() == list(named)
    assert named["a-desc"] == (
        "Hoạt động. Hội nghị: kỳ này 12 lượt, kỳ trước 6 lượt; "
        "Tin, bài: kỳ này 1.234,5 lượt, kỳ trước không có số liệu."
    )


def test_it_stands_under_a_strict_content_policy():
    for chart in (bars(), Share("b", "Gửi báo cáo", [("Đã gửi", 3), ("Chưa gửi", 1)])):
        assert "style" not in svg(chart)
        assert "currentColor" in svg(chart)


@given(printable, st.lists(st.tuples(printable, st.none() | st.integers(0, 10**12)), min_size=1, max_size=5))
def test_whatever_is_written_the_drawing_stays_whole(title, rows):
    chart = bars(title=title, labels=[label for label, _ in rows], series=[Series("a", [value for _, value in rows])])
    assert drawn(chart).find(f"{SVG}title") is not None


def test_a_whole_of_nothing_is_drawn_too():
    assert "Đã gửi: 0" in svg(Share("b", "Gửi báo cáo", [("Đã gửi", 0)]))


def test_the_picture_for_print_has_every_vietnamese_letter(tmp_path):
    letters = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỵỷỹđĐ"
    picture = tmp_path / "chart.png"
    picture.write_bytes(png(bars(title=letters, labels=[letters, "b"])))
    assert Image.open(picture).width > 1000
    source = f'#set text(font: "Libertinus Serif")\n{letters}'
    _, warnings = typst.compile_with_warnings(source.encode(), ignore_system_fonts=True)
    assert not warnings
