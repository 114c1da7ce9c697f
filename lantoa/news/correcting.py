"""A published article put right: its text, its files, where it is filed. Readers are told what was wrong, but of a
spelling that changes nothing they read."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.news import events, file_changes
from lantoa.news.cleaning import plain_text
from lantoa.news.file_changes import FileChanges
from lantoa.news.models import Article, ArticleCorrection
from lantoa.news.publishing import demand_publisher
from lantoa.news.writing import Filing, Text, put, refile
from lantoa.review.enums import ReviewState

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
NO_NOTICE = "Ghi nội dung đính chính để người đọc biết đã sửa chỗ nào, hoặc đánh dấu là chỉ sửa chính tả."


@dataclass(frozen=True, slots=True)
class Said:
    """What readers are told of a change: `notice`; none where it mends spelling alone."""

    notice: str = ""
    is_spelling: bool = False


@transaction.atomic
def correct(
    article: Article,
    text: Text,
    said: Said,
    *,
    version: int,
    by: User,
    filing: Filing | None = None,
    changes: FileChanges | None = None,
) -> ArticleCorrection | None:
    """Put a published article right, with a notice that readers see; None: spelling alone. Raises EditConflict where
    somebody saved it meanwhile, ValidationError with what stands against it."""
    demand_publisher(by, article)
    note = f"Đính chính: {_plain(said.notice)}" if said.notice.strip() else "Sửa chính tả"
    if filing is not None:
        refile(article, filing)
    made = change_published(article, text, said, version=version, by=by, note=note, changes=changes)
    words = f"Đính chính “{article}”: {made}" if made else f"Sửa chính tả “{article}”"
    record("article_corrected", by=by, on=article, unit=article.unit, text=words)
    events.tell(events.on_changed, article)
    return made


def change_published(
    article: Article,
    text: Text,
    said: Said,
    *,
    version: int,
    by: User,
    note: str,
    changes: FileChanges | None = None,
) -> ArticleCorrection | None:
    """Change a published article as a version with a note. No right is asked for and nobody is told here: `correct`,
    and editors who mend what was sent up to them, do."""
    article._locked()
    if article.review_state != ReviewState.ISSUED:
        raise ValidationError("Bài không còn đăng. Tải lại trang để xem bản mới.")
    notice, before = _plain(said.notice), _figures(Text(article.title, article.lead, article.body))
    if not notice and not said.is_spelling:
        raise ValidationError(NO_NOTICE)
    if changes is not None:
        text = file_changes.apply(article, text, changes, by=by)
    put(article, text, version=version, by=by, note=note)
    if missing := article.what_is_missing():
        raise ValidationError(missing)
    if notice:
        return _tell_readers(article, notice, by)
    _demand_spelling(before, _figures(Text(article.title, article.lead, article.body)), changes)
    return None


def _tell_readers(article: Article, notice: str, by: User) -> ArticleCorrection:
    article.corrected_at = timezone.now()
    article.save(update_fields=["corrected_at"])
    return ArticleCorrection.objects.create(article=article, text=notice, by=by, at=article.corrected_at)


def _demand_spelling(before: list[str], after: list[str], changes: FileChanges | None) -> None:
    """Other figures, other files are no spelling."""
    if changes is not None and changes.change_files:
        raise ValidationError("Đã thêm, thay hoặc bỏ tệp nên cần lời đính chính cho người đọc.")
    if before != after:
        others = [one for one in after if one not in before] or [one for one in before if one not in after]
        named = f" ({', '.join(others[:3])})" if others else ""
        raise ValidationError(f"Bản sửa đổi số liệu{named} nên cần lời đính chính cho người đọc.")


def _figures(text: Text) -> list[str]:
    return sorted(_FIGURE.findall(" ".join((text.title, text.lead, plain_text(text.body)))))


def _plain(words: str) -> str:
    return words.replace("\0", " ").strip()
