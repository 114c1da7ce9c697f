"""The categories that a site of education usually begins with; administrators rename, add and retire them."""

from django.db import transaction
from django.utils.text import slugify

from lantoa.news.models import Category
from lantoa.vietnamese.text import fold

USUAL: dict[str, tuple[str, ...]] = {
    "Tin tức": ("Hoạt động của ngành", "Hoạt động của nhà trường"),
    "Cải cách hành chính": ("Thủ tục hành chính", "Dịch vụ công trực tuyến"),
    "Chuyển đổi số": (),
    "Phổ biến pháp luật": (),
    "Tuyển sinh, thi cử": (),
    "Gương tốt, việc tốt": (),
}


@transaction.atomic
def found_categories() -> int:
    """Make those of the usual categories that are not there; how many were made."""
    made = 0
    for order, (name, below) in enumerate(USUAL.items(), start=1):
        parent, is_new = _make(name, order * 10, None)
        made += is_new
        for place, inner in enumerate(below, start=1):
            made += _make(inner, order * 10 + place, parent)[1]
    return made


def _make(name: str, order: int, parent: Category | None) -> tuple[Category, bool]:
    slug = slugify(fold(name))[:80]
    return Category.objects.get_or_create(slug=slug, defaults={"name": name, "order": order, "parent": parent})
