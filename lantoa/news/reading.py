"""What the page of an article shows beside it, and how its body is made ready for a small screen."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from lantoa.ledger.enums import FileKind
from lantoa.ledger.evidence import THUMB
from lantoa.news.cleaning import KEY
from lantoa.news.files import MEDIUM
from lantoa.news.models import Article, ArticleFile
from lantoa.news.portal_page import listed

RELATED = 4
_IMAGE = re.compile(rf'<img src="/tin-tuc/anh/({KEY})/(?:lon|vua|nho)"')
_SIZES = "(min-width: 64rem) 44rem, 100vw"


def related_to(article: Article) -> list[Article]:
    """A few live articles that share a keyword or a special page; failing those, the newest of its category; failing
    these, the newest of its unit."""
    others = listed(Article.objects.live().exclude(pk=article.pk))
    tags = [tag.pk for tag in article.tags.all()]
    specials = [page.pk for page in article.special_pages.all()]
    found: dict[int, Article] = {}
    for asked in (
        {"tags__in": tags} if tags else None,
        {"special_pages__in": specials} if specials else None,
        {"category": article.category_id} if article.category_id else None,
        {"unit": article.unit_id},
    ):
        if asked is not None and len(found) < RELATED:
            found.update((one.pk, one) for one in others.filter(**asked).distinct()[: RELATED * 2])
    return list(found.values())[:RELATED]


def shown_of(article: Article) -> dict[str, object]:
    """What stands beside the text, for readers and in the workspace alike: a picture of the text stands there alone."""
    files = list(article.files.all())
    photos = [file for file in files if file.kind == FileKind.PHOTO]
    placed = [photo for photo in photos if str(photo.key) in article.body]
    return {
        "article": article,
        "cover": next((photo for photo in photos if photo.is_cover and photo not in placed), None),
        "gallery": [photo for photo in photos if photo not in placed and not photo.is_cover],
        "documents": [file for file in files if file.kind == FileKind.DOCUMENT],
    }


def safe_target(address: str) -> bool:
    """Whether readers may be led to `address`: a page of this site, or one of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if address.startswith("/"):
        return not address.startswith(("//", "/\\")) and not parts.netloc
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def srcset(file: ArticleFile, base: str) -> str:
    """The sizes of a picture with their widths, for a browser to choose from; "" where its width is not known."""
    if not file.width or not file.height:
        return ""
    longest = max(file.width, file.height)
    sizes = [("nho", THUMB)] * bool(file.thumb) + [("vua", MEDIUM)] * bool(file.medium) + [("lon", longest)]
    widths = {round(file.width * min(1, limit / longest)): name for name, limit in reversed(sizes)}
    return ", ".join(f"{base}{name} {width}w" for width, name in sorted(widths.items()))


def ready_body(body: str, files: Mapping[str, ArticleFile]) -> str:
    """The clean `body` with pictures that load when they come near, in the size that the screen needs."""

    def told(match: re.Match[str]) -> str:
        file = files.get(match.group(1))
        choices = srcset(file, f"/tin-tuc/anh/{file.key}/") if file else ""
        more = f' srcset="{choices}" sizes="{_SIZES}"' if choices else ""
        return f'{match.group(0)}{more} loading="lazy" decoding="async"'

    return _IMAGE.sub(told, body)
