"""One page on which an article is written: it saves by itself, and not every answer reaches it. A save that the page
has not heard of is its own, not another person's."""

from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

from lantoa.accounts.models import User
from lantoa.news.models import Article

LASTS = 24 * 60 * 60  # seconds; later the page is told of its own save as of another's


@dataclass(frozen=True, slots=True)
class Sending:
    """What a page sends, and as its how manieth: what comes late may hold an older text."""

    page: UUID | None
    nth: int
    by: User

    def _name(self, article: Article) -> str:
        return f"news.sitting.{article.pk}.{self.by.pk}.{self.page}"

    def remember(self, article: Article) -> None:
        """It was saved; after the commit, so that nothing is taken for saved that was not."""
        if self.page:
            cache.set(self._name(article), (article.version, self.nth), LASTS)

    def continues(self, stored: Article) -> bool:
        """Whether the row as it stands was saved last by this page, with an earlier sending or with this very one."""
        version, nth = (self.page and cache.get(self._name(stored))) or (None, 0)
        return stored.version == version and self.nth >= nth
