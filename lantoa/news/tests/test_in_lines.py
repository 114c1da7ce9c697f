"""What channels get of lists and tables."""

import pytest

from lantoa.news.in_lines import in_lines

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<h2>Lịch</h2><p>Sáng<br>Chiều &amp; tối</p>", "Lịch\nSáng\nChiều & tối"),
        ("<ul><li>Một</li><li><p>Hai</p></li></ul><ol><li>Ba</li><li>Bốn</li></ol>", "- Một\n- Hai\n1. Ba\n2. Bốn"),
        ("<ul><li>Khối 10<ol><li>Lớp A</li></ol></li></ul>", "- Khối 10\n1. Lớp A"),
        (
            "<table><thead><tr><th>Khối</th><th>Số phụ huynh</th></tr></thead>"
            "<tbody><tr><td>10</td><td>120</td></tr><tr><td>11</td><td></td></tr></tbody></table>",
            "Khối: 10; Số phụ huynh: 120\nKhối: 11",
        ),
        (
            "<table><tbody><tr><td>Khối</td><td>Số phụ huynh</td></tr><tr><td>10</td><td>120</td></tr></tbody></table>",
            "Khối: 10; Số phụ huynh: 120",
        ),
        (
            "<table><tbody><tr><td>10</td><td>120</td></tr><tr><td>11</td><td>90</td></tr></tbody></table>",
            "10; 120\n11; 90",
        ),
        ("<figure><img src='/x'><figcaption>Lễ chào cờ</figcaption></figure><p>Hết.</p>", "Lễ chào cờ\nHết."),
        ("<blockquote><p>Lời thầy</p></blockquote>", "Lời thầy"),
        ("", ""),
    ],
)
def test_lists_keep_their_signs_and_rows_say_what_their_cells_are(body: str, said: str) -> None:
    assert in_lines(body) == said
