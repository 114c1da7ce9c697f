"""The words of pictures as the form of a text holds them, beside the text: shown again as they were typed, and kept
with the text or not at all."""

from django.http import QueryDict

from lantoa.ledger.enums import FileKind
from lantoa.news import files
from lantoa.news.models import Article, ArticleFile


def typed(article: Article, given: QueryDict) -> list[ArticleFile]:
    """The files of the article with the words and the cover that were sent; nothing is saved."""
    rows = list(article.files.all())
    cover = given.get("bia", "")
    known = cover in {str(row.key) for row in rows if row.kind == FileKind.PHOTO}
    for row in rows:
        if f"alt-{row.pk}" in given:
            alt, caption = given.get(f"alt-{row.pk}", ""), given.get(f"chu-{row.pk}", "")
            files.word(row, alt=alt, caption=caption, is_decorative=f"trang-tri-{row.pk}" in given)
        row.is_cover = str(row.key) == cover if known else row.is_cover
    return rows


def _words(row: ArticleFile) -> tuple[str, str, bool]:
    return row.alt, row.caption, row.is_decorative


def keep(article: Article, given: QueryDict) -> None:
    """Save what `typed` shows; the caller's transaction takes it back where the text is not saved."""
    stored = {row.pk: _words(row) for row in article.files.all()}
    for row in typed(article, given):
        if _words(row) != stored.get(row.pk):
            files.keep_words(row)
    files.choose_cover(article, given.get("bia", ""))
