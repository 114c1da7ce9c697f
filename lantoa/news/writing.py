"""Writing an article: begun once, saved from the version that the form showed, kept version by version."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger.activities import servable
from lantoa.ledger.models import Obligation
from lantoa.news import likeness
from lantoa.news.cleaning import LONGEST, clean
from lantoa.news.files import pictures_of
from lantoa.news.models import Article, ArticleVersion, Category, SpecialPage, Tag
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold, squeeze

SITTING = dt.timedelta(minutes=30)
MOST_TAGS = 12


@dataclass(frozen=True, slots=True)
class Text:
    """What readers read, and what versions keep."""

    title: str
    lead: str
    body: str


@dataclass(frozen=True, slots=True)
class Filing:
    """Where an article is filed, and whose it is."""

    category: Category | None = None
    author_name: str = ""
    video_url: str = ""
    tags: Iterable[str] = ()
    special_pages: Iterable[SpecialPage] = ()


@dataclass(frozen=True, slots=True)
class Around(Filing):
    """What stands around the text: where it is filed, what it serves, when it is shown."""

    obligations: Iterable[Obligation] = ()
    publish_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    review_on: dt.date | None = None


def start(
    unit: Unit, *, title: str, by: User, form_key: uuid.UUID | None = None, category: Category | None = None
) -> Article:
    """A new draft of `unit`; the same form sent twice gives the one that is there."""
    access.demand(by, Power.WRITE, unit)
    if form_key and (known := Article.objects.filter(form_key=form_key).first()):
        return _same(known, unit)
    article = Article(unit=unit, title=title, category=category, created_by=by, form_key=form_key)
    article.author_name = by.full_name[:120]
    try:
        with transaction.atomic():
            article.save()
            keep_version(article, by=by)
    except IntegrityError:
        return _same(Article.objects.get(form_key=form_key), unit)
    return article


def _same(known: Article, unit: Unit) -> Article:
    if known.unit_id != unit.pk:
        raise ValidationError("Biểu này đã gửi cho đơn vị khác. Mở biểu mới để viết tiếp.")
    return known


@transaction.atomic
def save(article: Article, text: Text, *, version: int, by: User, around: Around | None = None) -> Article:
    """Save a draft from the version that the form showed; without `around`, that stays as it is. Raises EditConflict
    where somebody saved it meanwhile, ValidationError where it is on its way to readers."""
    if not article.may_edit(by):
        access.demand(by, Power.WRITE, article.unit)
        raise ValidationError(f"Bài đang ở tình trạng “{article.get_review_state_display()}”, không sửa được.")
    put(article, text, version=version, by=by, around=around)
    return article


def put(
    article: Article, text: Text, *, version: int, by: User, around: Around | None = None, note: str = ""
) -> ArticleVersion:
    """What every change of the text does, whoever may make it: clean, check the version, keep the version, sign.

    For callers that asked for the right themselves (`save`, `correcting.correct`, an editor who mends).
    """
    if len(text.body) > LONGEST:
        raise ValidationError("Nội dung quá dài. Chia thành hai bài hoặc gửi phần sau thành tài liệu đính kèm.")
    article.title, article.lead = text.title, text.lead.replace("\0", " ")[:500]
    article.body = clean(text.body, pictures_of(article))
    if around is not None:
        _surround(article, around)
    article.save_from(version)
    kept = keep_version(article, by=by, note=note)
    likeness.sign(article)
    return kept


def refile(article: Article, filing: Filing) -> None:
    """Where it is filed, whose it is; the caller saves the row."""
    article.category, article.author_name = filing.category, squeeze(filing.author_name)[:120]
    article.video_url = filing.video_url
    article.tags.set(tags_named(filing.tags))
    article.special_pages.set(filing.special_pages)


def _surround(article: Article, around: Around) -> None:
    refile(article, around)
    article.publish_at, article.expires_at, article.review_on = around.publish_at, around.expires_at, around.review_on
    chosen = [row.pk for row in around.obligations]
    article.obligations.set(servable(article.unit).filter(pk__in=chosen))


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags of these words, made where they are new; words that differ by accents or capitals alone are one."""
    wanted = {key: name for one in names if (key := fold(name := squeeze(one)[:60])[:80]) and _has_letter(key)}
    known = {tag.folded: tag for tag in Tag.objects.filter(folded__in=wanted)}
    return [known.get(key) or _new_tag(name, key) for key, name in list(wanted.items())[:MOST_TAGS]]


def _has_letter(key: str) -> bool:
    return any(char.isalnum() for char in key)


def _new_tag(name: str, key: str) -> Tag:
    slug = "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in key).split())[:70] or "tu"
    if Tag.objects.filter(slug=slug).exists():
        slug = f"{slug}-{uuid.uuid4().hex[:6]}"
    return Tag.objects.get_or_create(folded=key, defaults={"name": name, "slug": slug})[0]


def keep_version(article: Article, *, by: User, note: str = "") -> ArticleVersion:
    """The text as it is now. Saves of one person within a sitting fold into one version; one with a note stands by
    itself."""
    last = article.versions.first()
    now, words = timezone.now(), {"title": article.title, "lead": article.lead, "body": article.body}
    is_same = last is not None and all(getattr(last, name) == value for name, value in words.items())
    if last is not None and is_same and not note:
        return last
    is_sitting = last is not None and last.by_id == by.pk and not last.note and now - last.at < SITTING
    if last is not None and is_sitting and not note and last.number > 1:
        for name, value in words.items():
            setattr(last, name, value)
        last.at = now
        last.save()
        return last
    number = (article.versions.aggregate(most=Max("number"))["most"] or 0) + 1
    return ArticleVersion.objects.create(article=article, number=number, by=by, at=now, note=note[:200], **words)


def restore(article: Article, number: int, *, version: int, by: User) -> ArticleVersion:
    """Take the text of an earlier version up again, as a new version: nothing in between is lost."""
    old = article.versions.filter(number=number).first()
    if old is None:
        raise ValidationError("Không còn bản này. Tải lại trang để xem các bản hiện có.")
    if not article.may_edit(by):
        raise PermissionDenied(f"Bài đang ở tình trạng “{article.get_review_state_display()}”, không sửa được.")
    text = Text(old.title, old.lead, old.body)
    with transaction.atomic():
        return put(article, text, version=version, by=by, note=f"Lấy lại bản {number}")


@transaction.atomic
def delete(article: Article, *, by: User) -> None:
    """Throw a draft away that readers never saw, with its files."""
    access.demand(by, Power.WRITE, article.unit)
    row = Article.objects.select_for_update().get(pk=article.pk)
    if not row.is_editable or row.published_at:
        raise ValidationError("Chỉ xóa được bản nháp chưa đăng. Bài đã đăng thì gỡ, kèm lý do.")
    names = [stored.name for file in row.files.all() for stored in (file.file, file.medium, file.thumb) if stored]
    storage = row.files.model._meta.get_field("file").storage
    record("article_deleted", by=by, on=row, unit=row.unit, text=f"Xóa bản nháp “{row}”")
    row.delete()
    for name in names:
        transaction.on_commit(lambda name=name: storage.delete(name))  # type: ignore[misc]
