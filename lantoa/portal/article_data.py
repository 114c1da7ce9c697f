"""Published articles as open data. Only live ones: what is not approved, or was withdrawn, is in no file."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Max, Sum
from django.utils import timezone

from lantoa.news.models import Article
from lantoa.portal.models import PageView
from lantoa.portal.open_data import Column, DataSet

_COLUMNS = (
    Column("ma", "Số của bài, không đổi", "integer"),
    Column("tieu_de", "Tiêu đề"),
    Column("tom_tat", "Tóm tắt"),
    Column("don_vi", "Đơn vị viết bài"),
    Column("ma_don_vi", "Mã đơn vị"),
    Column("chuyen_muc", "Chuyên mục"),
    Column("tu_khoa", "Từ khóa, cách nhau bằng dấu chấm phẩy"),
    Column("dang_luc", "Thời điểm đăng (ISO 8601)", "datetime"),
    Column("dinh_chinh_luc", "Thời điểm đính chính gần nhất, trống nếu không có", "datetime"),
    Column("luot_xem", "Số lượt xem tính đến lúc tải", "integer"),
    Column("duong_dan", "Địa chỉ của bài", "anyURI"),
)


def _rows() -> Iterator[list[Any]]:
    """A row for each live article, oldest first."""
    views = dict(PageView.objects.order_by().values_list("path").annotate(total=Sum("count")))
    articles = (
        Article.objects.live()
        .select_related("unit", "category")
        .prefetch_related("tags")
        .only("title", "slug", "lead", "published_at", "corrected_at", "unit__name", "unit__code", "category__name")
        .order_by("published_at", "pk")
    )
    for article in articles.iterator(chunk_size=500):
        path = article.public_url
        corrected = timezone.localtime(article.corrected_at).isoformat() if article.corrected_at else ""
        yield [
            article.pk,
            article.title,
            article.lead,
            article.unit.name,
            article.unit.code,
            article.category.name if article.category else "",
            "; ".join(tag.name for tag in article.tags.all()),
            timezone.localtime(article.published_at).isoformat(),
            corrected,
            views.get(path, 0),
            settings.SITE_URL + path,
        ]


ARTICLES = DataSet(
    slug="tin-bai",
    title="Tin, bài đã đăng",
    about="Mọi tin, bài đang đăng công khai của các đơn vị; không có bản nháp, bài đã gỡ, bài hết hạn.",
    licence="Được dùng lại tự do khi ghi rõ nguồn và đường dẫn bài gốc.",
    columns=_COLUMNS,
    rows=_rows,
    count=lambda: Article.objects.live().count(),
    newest=lambda: Article.objects.live().aggregate(at=Max("published_at"))["at"],
)
