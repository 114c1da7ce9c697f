"""Two wrote one text at a time: what the other's version has that the own one has not, part by part."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from lantoa.accounts.models import User
from lantoa.news.cleaning import clean
from lantoa.news.comparing import marked
from lantoa.news.files import for_workspace, pictures_of
from lantoa.news.models import Article
from lantoa.news.writing import Text

_PARTS = (("title", "Tiêu đề"), ("lead", "Tóm tắt"), ("body", "Nội dung"))


@dataclass(frozen=True, slots=True)
class Theirs:
    """The article as it was saved meanwhile, and of each part that differs its name, the own text and theirs."""

    article: Article
    who: str  # "Nguyễn An vừa lưu bài này lúc 08:15"
    pairs: list[tuple[str, str, str]]

    @property
    def parts(self) -> list[tuple[str, SafeString]]:
        """What they have that the own text has not, and the other way round, marked."""
        return [(name, marked(own, stored)) for name, own, stored in self.pairs]

    @property
    def differs_in(self) -> str:
        names = [name.lower() for name, *_ in self.pairs]
        return f"Khác với phần đang viết: {', '.join(names)}." if names else "Tiêu đề, tóm tắt, nội dung giống nhau."

    def __str__(self) -> str:
        return f"{self.who}. {self.differs_in}"


def theirs_beside(stored: Any, own: Text, me: User) -> Theirs:
    """`stored` is the row that an EditConflict carries; `me` may have saved it on another page."""
    last = stored.versions.select_related("by").first()
    both = {
        "title": (escape(own.title), escape(stored.title)),
        "lead": (escape(own.lead.strip()), escape(stored.lead)),
        "body": (for_workspace(clean(own.body, pictures_of(stored))), for_workspace(stored.body)),
    }
    pairs = [(label, *both[name]) for name, label in _PARTS if both[name][0] != both[name][1]]
    return Theirs(stored, _who(last, me), pairs)


def _who(last: Any, me: User) -> str:
    if last is None:
        return "Có người vừa lưu bài này"
    hour = f"{timezone.localtime(last.at):%H:%M}"
    if last.by_id == me.pk:
        return f"Bài này vừa được lưu ở một thẻ hay máy khác của chính ông (bà) lúc {hour}"
    return f"{last.by} vừa lưu bài này lúc {hour}"
