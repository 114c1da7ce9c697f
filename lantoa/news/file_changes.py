"""The files of a published article changed together with its text: words put right, one taken away, one put in the
place of another, more added."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from lantoa.accounts.models import User
from lantoa.ledger.enums import FileKind
from lantoa.news import files
from lantoa.news.models import Article, ArticleFile
from lantoa.news.writing import Text

Upload = UploadedFile[Any]


@dataclass(frozen=True, slots=True)
class FileChange:
    """What becomes of one file: its words (of a picture), or it goes, or `instead` stands in its place."""

    row: ArticleFile
    alt: str = ""
    caption: str = ""
    is_decorative: bool = False
    is_dropped: bool = False
    instead: Upload | None = None


@dataclass(frozen=True, slots=True)
class FileChanges:
    """All that becomes of the files; `added_alt` says what the pictures added show."""

    ones: Sequence[FileChange] = ()
    added: Sequence[Upload] = ()
    added_alt: str = ""

    @property
    def change_files(self) -> bool:
        """Whether readers get other files, not only other words of them."""
        return bool(self.added) or any(one.is_dropped or one.instead for one in self.ones)


def apply(article: Article, text: Text, changes: FileChanges, *, by: User) -> Text:
    """Do it within the caller's transaction; the text with the new pictures in the places of those that they replace.
    Raises ValidationError where a file cannot be used."""
    for one in changes.ones:
        if one.instead:
            text = _replace(article, one, text, by)
        elif one.is_dropped:
            files.remove(one.row, by=by)
        elif one.row.kind == FileKind.PHOTO:
            files.describe(one.row, alt=one.alt, caption=one.caption, is_decorative=one.is_decorative)
    for row in _kept(article, changes.added, by):
        if row.kind == FileKind.PHOTO and not row.alt:
            files.describe(row, alt=changes.added_alt, caption="", is_decorative=False)
    return text


def _replace(article: Article, one: FileChange, text: Text, by: User) -> Text:
    old, was_cover = one.row, one.row.is_cover
    key, place = str(old.key), old.order
    files.remove(old, by=by)
    (row,) = _kept(article, [one.instead] if one.instead else [], by)
    row.order = place
    row.save(update_fields=["order"])
    if row.kind == FileKind.PHOTO:
        files.describe(row, alt=one.alt, caption=one.caption, is_decorative=one.is_decorative)
        if was_cover:
            files.choose_cover(article, str(row.key))
    return replace(text, body=text.body.replace(key, str(row.key)))


def _kept(article: Article, uploads: Sequence[Upload], by: User) -> list[ArticleFile]:
    rows, faults = files.add(article, uploads, by=by)
    if faults:
        raise ValidationError(faults)
    return rows
