"""Pictures and documents of an article: pictures made anew from their pixels in three sizes (no place, no camera:
`ledger.evidence`), documents typed by their content."""

import io
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger import evidence
from lantoa.ledger.enums import FileKind
from lantoa.ledger.evidence import Evidence
from lantoa.news.cleaning import Picture, clean
from lantoa.news.models import Article, ArticleFile
from lantoa.vietnamese.text import nfc, squeeze

MEDIUM = 1000  # pixels of the longer side of the size that stands in the text; the small one is `evidence.THUMB`
MOST_FILES = 30
FIELDS = {"lon": "file", "vua": "medium", "nho": "thumb"}


def add(article: Article, uploads: Sequence["UploadedFile[Any]"], *, by: User) -> tuple[list[ArticleFile], list[str]]:
    """Keep what was sent; each file that cannot be used gives one sentence. A file that is there already is kept
    once. The first picture becomes the cover."""
    rows, faults = [], []
    for upload in uploads:
        try:
            rows.append(_keep(article, evidence.take(upload), by=by))
        except ValidationError as fault:
            faults.extend(fault.messages)
    return rows, faults


@transaction.atomic
def _keep(article: Article, taken: Evidence, *, by: User) -> ArticleFile:
    Article.objects.select_for_update().get(pk=article.pk)  # of two first pictures at once one is the cover
    held = list(article.files.all())
    for row in held:
        if row.sha256 == taken.sha256:
            return row
    if len(held) >= MOST_FILES:
        raise ValidationError(f"Mỗi bài giữ nhiều nhất {MOST_FILES} ảnh, tài liệu. Bỏ bớt rồi gửi lại.")
    row = ArticleFile(
        article=article,
        key=uuid.uuid4(),
        kind=taken.kind,
        name=taken.name,
        content_type=taken.content_type,
        sha256=taken.sha256,
        size=taken.content.size,
        width=taken.width,
        height=taken.height,
        order=len(held),
        added_by=by,
        is_cover=taken.kind == FileKind.PHOTO and not any(one.is_cover for one in held),
    )
    row.file.save("file", taken.content, save=False)
    if taken.kind == FileKind.PHOTO:
        row.medium.save("medium", _medium(taken), save=False)
        if taken.thumb:
            row.thumb.save("thumb", taken.thumb, save=False)
    row.save()
    return row


def _medium(taken: Evidence) -> ContentFile[bytes]:
    taken.content.seek(0)
    with Image.open(io.BytesIO(taken.content.read()), formats=["JPEG"]) as image:
        image.thumbnail((MEDIUM, MEDIUM), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=78, optimize=True, progressive=True)
    return ContentFile(out.getvalue(), name="medium")


def describe(row: ArticleFile, *, alt: str, caption: str, is_decorative: bool) -> None:
    """The words of a picture: what it shows for those who do not see it, or that it shows nothing that matters."""
    word(row, alt=alt, caption=caption, is_decorative=is_decorative)
    keep_words(row)


def word(row: ArticleFile, *, alt: str, caption: str, is_decorative: bool) -> None:
    """Give the picture its words without saving them."""
    row.alt, row.caption = squeeze(alt.replace("\0", " "))[:250], squeeze(caption.replace("\0", " "))[:250]
    row.is_decorative = is_decorative and not row.alt


def keep_words(row: ArticleFile) -> None:
    row.save(update_fields=["alt", "caption", "is_decorative"])


@transaction.atomic
def choose_cover(article: Article, key: str) -> None:
    """The picture of that key stands for the article in lists; of no picture of it: nothing changes."""
    chosen = [row for row in article.files.filter(kind=FileKind.PHOTO) if str(row.key) == key]
    if chosen and not chosen[0].is_cover:
        article.files.filter(is_cover=True).update(is_cover=False)
        article.files.filter(pk=chosen[0].pk).update(is_cover=True)


@transaction.atomic
def remove(row: ArticleFile, *, by: User) -> None:
    """Take a file away, out of the text too; what is stored of it goes. The next picture becomes the cover."""
    article, storage = Article.objects.select_for_update().get(pk=row.article_id), row.file.storage
    names = [stored.name for stored in (row.file, row.medium, row.thumb) if stored]
    row.delete()
    if row.is_cover and (first := article.files.filter(kind=FileKind.PHOTO).first()):
        choose_cover(article, str(first.key))
    Article.objects.filter(pk=article.pk).update(body=clean(article.body, pictures_of(article)))
    record("article_file_removed", by=by, on=article, unit=article.unit, text=f"Bỏ tệp “{row.name}” khỏi bài")
    for name in filter(None, names):
        transaction.on_commit(partial(storage.delete, name))


def pictures_of(article: Article) -> dict[str, Picture]:
    """What `news.cleaning` needs to know of the pictures that may stand in the text."""
    rows = article.files.filter(kind=FileKind.PHOTO)
    return {str(row.key): Picture(row.alt, *_fitted(row.width or 1, row.height or 1), row.caption) for row in rows}


def _fitted(width: int, height: int) -> tuple[int, int]:
    share = min(1.0, MEDIUM / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def stored(row: ArticleFile, size: str) -> Any:
    """The stored file of a size ("lon", "vua", "nho"); the largest where there is no such size."""
    return getattr(row, FIELDS.get(size, "file")) or row.file


def for_workspace(body: str) -> str:
    """A body (or page) whose pictures come from the workspace, where those of drafts are seen."""
    return nfc(body).replace('src="/tin-tuc/anh/', 'src="/lam-viec/tin-bai/anh/')
