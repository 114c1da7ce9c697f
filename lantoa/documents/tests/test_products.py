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
        (["Băng rôn", "khẩu hiệu"], ["Băng rôn, khẩu hiệu"]),
        (["Kế hoạch", "20 pa nô", "áp phích", "báo cáo"], ["Kế hoạch", "20 pa nô, áp phích", "báo cáo"]),
        (["Tờ rơi", "tờ gấp"], ["Tờ rơi, tờ gấp"]),
        (["Chuyên trang", "chuyên mục trên cổng"], ["Chuyên trang, chuyên mục trên cổng"]),
        (["Hình ảnh", "video"], ["Hình ảnh, video"]),
        (["Tin", "bài", "ảnh", "video"], ["Tin, bài", "ảnh, video"]),
        (["Ảnh", "05 video"], ["Ảnh", "05 video"]),
        (["Băng rôn", "pa nô"], ["Băng rôn", "pa nô"]),
        (["Bản tin", "bài trình bày"], ["Bản tin", "bài trình bày"]),
        (["Tin nhắn", "bài viết"], ["Tin nhắn", "bài viết"]),
        (["Bài", "tin"], ["Bài", "tin"]),
        (["  ", "bài"], ["  ", "bài"]),
    ],
)
def test_two_words_for_one_kind_of_thing_are_one_product(pieces: list[str], whole: list[str]) -> None:
    assert products.whole(pieces) == whole
    assert products.pieces(whole) == pieces
