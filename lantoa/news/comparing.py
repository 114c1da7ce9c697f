"""Two versions of a text side by side in one: what came in `ins`, what went in `del`."""

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lxml.html.diff import htmldiff

from lantoa.news.cleaning import TAGS
from lantoa.news.models import ArticleVersion


def compared(old: ArticleVersion | None, new: ArticleVersion) -> dict[str, SafeString]:
    """Title, lead and body of `new` with the changes since `old` marked."""
    return {
        "title": marked(escape(old.title if old else ""), escape(new.title)),
        "lead": marked(escape(old.lead if old else ""), escape(new.lead)),
        "body": marked(old.body if old else "", new.body),
    }


def marked(old: str, new: str) -> SafeString:
    """Made of clean text, and cleaned once more: what a differ puts together is nobody's promise."""
    both = htmldiff(old, new) if old or new else ""
    attributes = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan"}, "th": {"colspan"}}
    return mark_safe(nh3.clean(both, tags=TAGS | {"ins", "del"}, attributes=attributes))  # noqa: S308
