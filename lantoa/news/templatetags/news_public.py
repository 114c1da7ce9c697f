"""Tags of the public news pages."""

from collections.abc import Sequence

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lantoa.news.files import MEDIUM
from lantoa.news.models import Article, ArticleFile
from lantoa.news.reading import ready_body, srcset

register = template.Library()


@register.simple_tag
def photo(file: ArticleFile, sizes: str = "100vw", *, eager: bool = False, alt: str | None = None) -> SafeString:
    """A picture in the size that the screen needs. `alt=""` where the words beside it say the same."""
    base = f"/tin-tuc/anh/{file.key}/"
    words = file.alt if alt is None else alt
    shape = _shape(file)
    choices = srcset(file, base)
    several = format_html(' srcset="{}" sizes="{}"', choices, sizes) if choices else ""
    when = mark_safe(' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"')  # noqa: S308
    return format_html('<img src="{}vua" alt="{}"{}{}{}>', base, words, shape, several, when)


def _shape(file: ArticleFile) -> SafeString | str:
    """The picture's proportions, so that the page does not jump when it comes."""
    if not file.width or not file.height:
        return ""
    share = min(1, MEDIUM / max(file.width, file.height))
    return format_html(
        ' width="{}" height="{}"', str(round(file.width * share) or 1), str(round(file.height * share) or 1)
    )


@register.simple_tag
def article_body(article: Article, files: Sequence[ArticleFile]) -> SafeString:
    """The body as readers get it; it was made harmless when it came in (`news.cleaning`)."""
    return mark_safe(ready_body(article.body, {str(file.key): file for file in files}))  # noqa: S308


@register.simple_tag
def site_url() -> str:
    """The site's address, without a slash at its end."""
    return str(settings.SITE_URL)


@register.filter
def host(url: str) -> str:
    """Whose site a link leads to."""
    from urllib.parse import urlsplit

    return (urlsplit(url).hostname or url).removeprefix("www.")
