"""Takes Markdown's and simple HTML's marks out of running text and keeps what they say: bold, heading."""

import html
import re
from dataclasses import dataclass

# No pattern runs over a second beginning of its own: else each beginning would look through all that follows.
_TAG = re.compile(r"</?(?:b|strong|i|em|u|sub|sup|span|font|p|s|small|big)(?:\s[^<>]*)?>", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+\.\w+)>")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:[^()\s]|\([^()]*\))*\)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s")
_STRONG = re.compile(r"(\*\*\*|\*\*|___|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1", re.S)
_LIGHT = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_BOLD_TAG = re.compile(r"<(b|strong)(?:\s[^<>]*)?>((?:(?!<\1[\s>]|</\1>).)*)</\1>", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Plain:
    """Text without its marks, and what they said of all of it."""

    text: str
    bold: bool = False
    heading: int | None = None


def strip_marks(text: str, *, markdown: bool = False) -> Plain:
    """`text` without mark-up; single stars, underscores, links and escapes count only where the file is `markdown`."""
    if not _MAY_HOLD.search(text):
        return Plain(text)
    heading = _HEADING.match(text)
    if heading:
        text = text[heading.end() :].strip().rstrip("#").rstrip()
    bold_letters = 0
    for pattern in (_STRONG, _BOLD_TAG):
        bold_letters += sum(len(_letters(match[2])) for match in pattern.finditer(text))
    text = _without_marks(text, markdown=markdown)
    letters = len(_letters(text))
    return Plain(text, bool(letters) and bold_letters >= 0.9 * letters, len(heading[1]) if heading else None)


_MAY_HOLD = re.compile(r"[*_<#\\&\[]")


def _without_marks(text: str, *, markdown: bool) -> str:
    text = _AUTOLINK.sub(r"\1", _BREAK.sub("\n", text))
    text = _TAG.sub("", text)
    for _ in range(2):  # one within the other
        text = _STRONG.sub(r"\2", text)
    if markdown:
        text = _LIGHT.sub(r"\2", _LINK.sub(r"\1", _IMAGE.sub("", text)))
        text = _ESCAPE.sub(r"\1", text)
    return html.unescape(text) if "&" in text else text


def _letters(text: str) -> str:
    return re.sub(r"[\s*_#]|<[^<>]*>", "", text)
