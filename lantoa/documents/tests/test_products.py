"""How products of a task are put together and cut."""

import pytest

from lantoa.documents import products

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["Tin", "bài"], ["Tin, bài"]),
        (["Công văn", "tin", "bài lên cổng"], ["Công văn", "tin, bài lên cổng"]),
        (["Đăng 02 tin", "bài/tháng"], ["Đăng 02 tin, bài/tháng"]),
        (["Bản tin", "bài trình bày"], ["Bản tin", "bài trình bày"]),
        (["Tin nhắn", "bài viết"], ["Tin nhắn", "bài viết"]),
        (["Bài", "tin"], ["Bài", "tin"]),
        (["  ", "bài"], ["  ", "bài"]),
    ],
)
def test_news_and_articles_are_one_product(pieces: list[str], whole: list[str]) -> None:
    assert products.whole(pieces) == whole
    assert products.pieces(whole) == pieces
