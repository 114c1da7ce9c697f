"""E-mail addresses, links and telephone numbers. Reads passages, writes them as printed, each once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lantoa.documents.plan import Found
from lantoa.documents.reading.citations import HAS_DIGIT
from lantoa.documents.reading.passage import Passage

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”'()\[\]]+|(?<![\w@.])(?:[a-z0-9-]{2,40}\.){1,4}(?:gov|edu|com|org"
    r"|net)\.vn(?:/[^\s<>\"“”()]*)?|(?<![\w@./])(?:[a-z0-9-]{2,40}\.){1,3}vn(?:/[^\s<>\"“”()]*)?(?!\w)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+84|\(?0\d{1,3}\)?|1[89]00)(?:[\s.-]?\d{1,4}){1,5}(?![\w/%-])")
_FAX = re.compile(r"fax\s*[:.]?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Contacts:
    emails: list[Found[str]] = field(default_factory=list)
    urls: list[Found[str]] = field(default_factory=list)
    phones: list[Found[str]] = field(default_factory=list)


def read_contacts(passages: Iterable[Passage]) -> Contacts:
    found = Contacts()
    for passage in passages:
        text = passage.text
        if "@" in text:
            _take(found.emails, passage, _EMAIL)
        if "." in text:
            _take(found.urls, passage, _URL)
        if HAS_DIGIT.search(text):
            _take_phones(found.phones, passage)
    return found


def _take(into: list[Found[str]], passage: Passage, pattern: re.Pattern[str]) -> None:
    for match in pattern.finditer(passage.text):
        end = match.start() + len(match[0].rstrip(".,;:!?…"))
        if end > match.start():
            _add(into, passage.cut(match.start(), end))


def _take_phones(into: list[Found[str]], passage: Passage) -> None:
    for match in _PHONE.finditer(passage.text):
        digits = re.sub(r"\D", "", match[0])
        if not 8 <= len(digits) <= 12 or _FAX.search(passage.text[: match.start()][-8:]):
            continue
        kept = re.sub(r"[^\d\s.]", "", match[0])
        piece = passage.cut(match.start(), match.end())
        if kept.strip(" .") not in {one.value for one in into}:
            into.append(Found(kept.strip(" ."), piece.spans()))


def _add(into: list[Found[str]], piece: Passage) -> None:
    if piece.text not in {one.value for one in into}:
        into.append(Found(piece.text, piece.spans()))
