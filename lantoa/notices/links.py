"""Addresses of the workspace inside a notice's words: a link on the page, whole in mail."""

import re
from collections.abc import Callable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_ADDRESS = re.compile(r"(?<!\S)/lam-viec/[\w/?&=%-]*[\w/]")


def linked(text: str) -> SafeString:
    """The words as HTML; an address becomes a link that says what it does."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[end : found.start()]), format_html('<a href="{}">mở trang này</a>', found.group())]
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every part is escaped


def spelled_out(text: str, absolute: Callable[[str], str]) -> str:
    """The words with whole addresses."""
    return _ADDRESS.sub(lambda found: absolute(found.group()), text)


def cut(text: str, longest: int) -> str:
    """The words shortened to about `longest` signs; an address at the end of them is kept whole."""
    if len(text) <= longest:
        return text
    end = longest - 2
    inside = [found.end() for found in _ADDRESS.finditer(text) if found.start() < end < found.end()]
    space = text.rfind(" ", 0, end + 1)
    return text[: inside[0] if inside else space if space > 0 else end].rstrip() + " …"
