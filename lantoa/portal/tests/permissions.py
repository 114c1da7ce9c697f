from lantoa.news.tests import published
from lantoa.ui.short_codes import short_code
from tests.permission_table import Row, World, everyone


def prepare(world: World) -> None:
    world.things["article"] = published.article(unit=world.own, category=published.category())


def _unit(world: World) -> dict[str, int]:
    return {"pk": world.own.pk}


def _category(world: World) -> dict[str, str]:
    return {"slug": world.things["article"].category.slug}


def _code(world: World) -> dict[str, str]:
    return {"code": short_code("article", world.things["article"].pk)}


ROWS = [
    Row("portal:home", everyone(200)),
    Row("portal:search", everyone(200)),
    Row("portal:suggestions", everyone(200)),
    Row("portal:units", everyone(200)),
    Row("portal:unit", everyone(200), kwargs=_unit),
    Row("portal:rss", everyone(200)),
    Row("portal:atom", everyone(200)),
    Row("portal:category_rss", everyone(200), kwargs=_category),
    Row("portal:category_atom", everyone(200), kwargs=_category),
    Row("portal:unit_rss", everyone(200), kwargs=_unit),
    Row("portal:unit_atom", everyone(200), kwargs=_unit),
    Row("portal:short", everyone(302), kwargs=_code),
    Row("portal:qr", everyone(200), kwargs=_code),
    Row("portal:view", everyone(204), method="POST", data={"trang": "/"}),
    Row("portal:robots", everyone(200)),
    Row("portal:favicon", everyone(302)),
    Row("portal:sitemap", everyone(200)),
    Row("portal:sitemap_section", everyone(200), kwargs=lambda world: {"section": "tin-bai"}),
    Row("portal:data", everyone(200)),
    Row("portal:data_csv", everyone(200), kwargs=lambda world: {"slug": "tin-bai"}),
    Row("portal:data_csv_metadata", everyone(200), kwargs=lambda world: {"slug": "thu-tuc"}),
    Row("portal:data_json", everyone(200), kwargs=lambda world: {"slug": "tin-bai"}),
    Row("portal:data_json", everyone(404), kwargs=lambda world: {"slug": "khong-co"}),
]
