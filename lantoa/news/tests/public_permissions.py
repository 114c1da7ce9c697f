"""Who may open the public pages of news: everyone the same, but for files of what is not live."""

from typing import Any

from lantoa.news.models import SpecialPage, Tag
from lantoa.news.tests import published
from lantoa.review.enums import ReviewState
from tests.permission_table import Row, World, everyone


def prepare(world: World) -> None:
    live = published.article(unit=world.own, category=published.category())
    live.tags.add(Tag.objects.create(name="đọc sách", slug="doc-sach"))
    draft = published.article("Bản nháp", unit=world.own, review_state=ReviewState.DRAFT, published_at=None)
    world.things["public_article"] = live
    world.things["public_photo"], world.things["public_document"] = published.photo(live), published.document(live)
    world.things["draft_photo"] = published.photo(draft)
    world.things["public_special"] = SpecialPage.objects.create(name="Ngày Pháp luật", slug="ngay-phap-luat")


def _article(world: World) -> dict[str, Any]:
    row = world.things["public_article"]
    return {"slug": row.slug, "pk": row.pk}


def _category(world: World) -> dict[str, Any]:
    return {"slug": world.things["public_article"].category.slug}


def _photo(name: str) -> Any:
    return lambda world: {"key": world.things[name].key, "size": "vua"}


SAID = {"text": "Đoạn 2 ghi sai ngày.", "email": ""}
UNIT_SEES = {"anonymous": 404, "other_officer": 404, "other_head": 404}

ROWS = [
    Row("news_public:index", everyone(200)),
    Row("news_public:category", everyone(200), kwargs=_category),
    Row("news_public:tag", everyone(200), kwargs=lambda world: {"slug": "doc-sach"}),
    Row("news_public:archive", everyone(200)),
    Row("news_public:month", everyone(200), kwargs=lambda world: {"year": 2026, "month": 3}),
    Row("news_public:pictures", everyone(200)),
    Row("news_public:specials", everyone(200)),
    Row("news_public:special", everyone(200), kwargs=lambda world: {"slug": "ngay-phap-luat"}),
    Row("news_public:article", everyone(200), kwargs=_article),
    Row("news_public:card", everyone(200), kwargs=_article),
    Row("news_public:report_fault", everyone(200), kwargs=_article),
    Row("news_public:report_fault", everyone(302), method="POST", kwargs=_article, data=SAID),
    Row("news_public:fault_sent", everyone(200), kwargs=_article),
    Row("news_public:picture", everyone(200), kwargs=_photo("public_photo")),
    Row("news_public:picture", everyone(200, **UNIT_SEES), kwargs=_photo("draft_photo")),
    Row("news_public:document", everyone(200), kwargs=lambda world: {"key": world.things["public_document"].key}),
]
