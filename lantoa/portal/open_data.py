"""What anyone may take and use: the published articles as rows. Only live ones: what is not approved, or was withdrawn,
is in no file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, Sum
from django.utils import timezone

from lantoa.news.models import Article
from lantoa.portal.models import PageView
from lantoa.tabular import sheets

LICENCE = "Được dùng lại tự do khi ghi rõ nguồn và đường dẫn bài gốc."


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and what it means."""

    name: str
    meaning: str


COLUMNS = (
    Column("ma", "Số của bài, không đổi"),
    Column("tieu_de", "Tiêu đề"),
    Column("tom_tat", "Tóm tắt"),
    Column("don_vi", "Đơn vị viết bài"),
    Column("ma_don_vi", "Mã đơn vị"),
    Column("chuyen_muc", "Chuyên mục"),
    Column("tu_khoa", "Từ khóa, cách nhau bằng dấu chấm phẩy"),
    Column("dang_luc", "Thời điểm đăng (ISO 8601)"),
    Column("dinh_chinh_luc", "Thời điểm đính chính gần nhất, trống nếu không có"),
    Column("luot_xem", "Số lượt xem tính đến lúc tải"),
    Column("duong_dan", "Địa chỉ của bài"),
)


def metadata() -> dict[str, Any]:
    """What the data is, whose, in which columns, as of when."""
    live = Article.objects.live()
    newest = live.aggregate(at=Max("published_at"))["at"]
    return {
        "ten": "Tin, bài đã đăng",
        "mo_ta": "Mọi tin, bài đang đăng công khai của các đơn vị; không có bản nháp, bài đã gỡ, bài hết hạn.",
        "giay_phep": LICENCE,
        "ngon_ngu": "vi",
        "so_dong": live.count(),
        "moi_nhat": timezone.localtime(newest).isoformat() if newest else None,
        "lay_luc": timezone.localtime().isoformat(timespec="seconds"),
        "cot": [{"ten": column.name, "y_nghia": column.meaning} for column in COLUMNS],
    }


def csv_metadata(address: str, publisher: str) -> dict[str, Any]:
    """The same beside the CSV at `address`, as programs look for it (W3C, Metadata Vocabulary for Tabular Data)."""
    about = metadata()
    kinds = {"ma": "integer", "luot_xem": "integer", "dang_luc": "datetime", "dinh_chinh_luc": "datetime"}
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "dc:description": column.meaning,
            "datatype": kinds.get(column.name, "anyURI" if column.name == "duong_dan" else "string"),
        }
        for column in COLUMNS
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
        "url": address,
        "dc:title": about["ten"],
        "dc:description": about["mo_ta"],
        "dc:license": LICENCE,
        "dc:publisher": publisher,
        "dc:modified": about["moi_nhat"],
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {"columns": columns, "primaryKey": "ma"},
    }


def rows() -> Iterator[list[Any]]:
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


def as_csv(found: Iterable[list[Any]]) -> bytes:
    """The rows as CSV; no cell can act as a formula where a spreadsheet opens it."""
    columns = [sheets.Column(column.name, column.name) for column in COLUMNS]
    return sheets.write_csv(columns, ([str(cell) for cell in row] for row in found))


def as_json(found: Iterable[list[Any]]) -> Iterator[str]:
    """Metadata and rows as one JSON text, piece by piece."""
    head = json.dumps(metadata(), ensure_ascii=False)
    yield f'{head[:-1]}, "dong": [\n'
    names = [column.name for column in COLUMNS]
    for number, row in enumerate(found):
        yield (",\n" if number else "") + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
    yield "\n]}\n"
