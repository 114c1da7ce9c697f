"""Two states of a procedure side by side, field by field, with the words marked that went and came."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.procedures.content import CONTENT_FIELDS, Content
from lantoa.procedures.enums import OnlineLevel, Way
from lantoa.procedures.models import ProcedureVersion

_TOKENS = re.compile(r"\s+|(?:\w+|[^\w\s])\s*")  # a gap goes with its word: gaps alone made comparing slow
_MOST_TOKENS = 6000  # beyond, whole lines are compared
_ROWS = (("ways", "cách nộp"), ("parts", "thành phần hồ sơ"), ("bases", "căn cứ pháp lý"))


@dataclass(frozen=True)
class Difference:
    """One field; `old` and `new` are safe markup with <del> and <ins>, `text` the new one without marks."""

    title: str
    old: SafeString
    new: SafeString
    is_changed: bool
    text: str = ""


def differences(old: Content, new: Content) -> list[Difference]:
    """Every field that either says anything in, those that differ first."""
    titles = {field.name: str(field.verbose_name) for field in ProcedureVersion._meta.concrete_fields}
    names = [name for name in titles if name in new.fields and name in _SHOWN]
    pairs = [(titles[name], _text(name, old), _text(name, new)) for name in names]
    pairs += [(title, _rows(name, old), _rows(name, new)) for name, title in _ROWS]
    found = [_difference(*pair) for pair in pairs if pair[1] or pair[2]]
    return sorted(found, key=lambda one: not one.is_changed)


_SHOWN = frozenset(CONTENT_FIELDS) - {"portal_url", "returns_by_post", "takes_payment_online"}


def _text(name: str, content: Content) -> str:
    value = content.fields.get(name, "")
    return str(OnlineLevel(value).label) if name == "online_level" and value else str(value).strip()


def _rows(name: str, content: Content) -> str:
    """Rows as text, a line each."""
    if name == "bases":
        return "\n".join(f"{document.citation} {part}".strip() for document, part in content.bases)
    if name == "ways":
        return "\n".join(_way(way) for way in content.ways)
    return "\n".join(_part(part) for part in content.parts)


def _way(way: dict[str, object]) -> str:
    told = [str(way.get(key) or "").strip() for key in ("time_limit", "fee", "description")]
    return f"{Way(str(way['way'])).label}: " + "; ".join(filter(None, told))


def _part(part: dict[str, object]) -> str:
    counts = [
        f"{part[key]} {words}" for key, words in (("originals", "bản chính"), ("copies", "bản sao")) if part.get(key)
    ]
    told = [part.get("case"), part.get("name"), *counts, part.get("amount"), part.get("form_name")]
    return "; ".join(str(one) for one in told if one)


def _difference(title: str, old: str, new: str) -> Difference:
    before, after = marked(old, new)
    return Difference(title[:1].upper() + title[1:], before, after, old != new, new)


def marked(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Both texts with what went in <del> and what came in <ins>; words are compared, not letters or gaps."""
    a, b = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(a) + len(b) > _MOST_TOKENS:
        a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    bare_a, bare_b = ([token.strip() for token in tokens] for tokens in (a, b))
    codes = SequenceMatcher(None, bare_a, bare_b, autojunk=False).get_opcodes()
    before = [("del" if code != "equal" else "", "".join(a[i:j])) for code, i, j, _, _ in codes]
    after = [("ins" if code != "equal" else "", "".join(b[i:j])) for code, _, _, i, j in codes]
    return _markup(before), _markup(after)


def _markup(pieces: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join("", "{}", ((_piece(tag, text),) for tag, text in pieces))


def _piece(tag: str, text: str) -> str:
    """The text within the tag, if any; the gap behind it stays outside."""
    words = text.rstrip()
    return format_html(f"<{tag}>{{}}</{tag}>{{}}", words, text[len(words) :]) if tag and words else text
