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
