"""News of An Bình: what is out, what is under way, what came back, what was withdrawn."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.ledger.models import Activity
from lantoa.news import events, files
from lantoa.news.correcting import Said, correct
from lantoa.news.enums import OfferState
from lantoa.news.founding import found_categories
from lantoa.news.models import Article, Category, CategoryStep, Offer, SpecialPage
from lantoa.news.withdrawing import withdraw
from lantoa.news.writing import Around, Text, save, start, tags_named
from lantoa.organisations.models import Unit
from lantoa.review.models import Transition
from lantoa.workspace.demo.drawings import photo
from lantoa.workspace.demo.news_desk import make_news_desk
from lantoa.workspace.demo.news_texts import PIECES, UNFINISHED, Piece

Units = dict[str, Unit]
People = dict[str, User]


def make_news(units: Units, people: People) -> None:
    """Categories, special pages, articles of many units; those that stand on the portal were taken over by its
    editor."""
    found_categories()
    law = Category.objects.get(slug="pho-bien-phap-luat")
    CategoryStep.objects.create(category=law, name="Soát nội dung pháp luật", role="editor", order=1)
    special = SpecialPage.objects.create(
        name="Ngày Pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        slug="ngay-phap-luat",
        lead="Ngày 9 tháng 11 hằng năm: chuyện gần gũi của mỗi trường về một điều luật.",
        plan_words="pháp luật",
    )
    special.tags.set(tags_named(["Ngày Pháp luật"]))
    out = [_publish(piece, units, people) for piece in reversed(PIECES)]
    _put_right(out[0], people)
    _withdraw(out[1], people)
    _leave_unfinished(units, people)
    make_news_desk([one for one in out if one.is_live], units, people)


def _writer(code: str, people: People) -> User:
    own = {"thpt-ntn": "truong1", "xa3-cs1": "truong2", "so": "vanphong"}
    return people[own.get(code, f"dung-dau-{code}")]


def _head(code: str, people: People) -> User:
    own = {"thpt-ntn": "hieutruong1", "so": "thutruong"}
    return people[own.get(code, f"dung-dau-{code}")]


def _write(piece: Piece, units: Units, people: People) -> Article:
    by = _writer(piece.code, people)
    article = start(units[piece.code], title=piece.title, by=by)
    sent = SimpleUploadedFile("anh.jpg", photo(piece.scene, len(piece.title) % 7))
    (row,), _ = files.add(article, [sent], by=by)
    files.describe(row, alt=piece.alt, caption="", is_decorative=False)
    around = Around(
        category=Category.objects.get(slug=piece.category),
        author_name=by.full_name,
        tags=[one for one in piece.tags.split(", ") if one],
    )
    text = Text(piece.title, piece.lead, _body(piece.body))
    return save(article, text, version=article.version, by=by, around=around)


def _body(plain: str) -> str:
    parts = plain.split("\n\n")
    return "".join(f"<h2>{part[3:]}</h2>" if part.startswith("## ") else f"<p>{part}</p>" for part in parts)


def _publish(piece: Piece, units: Units, people: People) -> Article:
    article = _write(piece, units, people)
    article.submit(by=article.created_by)
    if article.next_step():
        article.approve(by=people["bientap"])
    article.approve(by=_head(piece.code, people))
    if piece.taken and piece.code != "so":
        Offer.objects.create(
            article=article,
            portal_unit=units["so"],
            state=OfferState.ACCEPTED,
            offered_by=article.created_by,
            decided_by=people["bientap"],
            decided_at=timezone.now(),
            is_featured=piece.ago < 4,
        )
    _date_back(article, piece.ago)
    return article


def _date_back(article: Article, days: int) -> None:
    """It was published on the afternoon of its day, not while the demo was loading."""
    day = timezone.localdate() - dt.timedelta(days=days)
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(15, 30)))
    article.published_at = moment
    Article.objects.filter(pk=article.pk).update(published_at=moment, created_at=moment - dt.timedelta(hours=5))
    Transition.objects.filter(object_id=article.pk, content_type__model="article").update(at=moment)
    logged = Activity.objects.filter(source_id=article.pk, source_type__model="article")
    logged.update(on=max(day, article.unit.valid_from), created_at=moment)
    events.tell(events.on_changed, article)


def _put_right(article: Article, people: People) -> None:
    text = Text(article.title, article.lead, article.body)
    by = article.published_by or people["thutruong"]
    notice = "Bài đăng lần đầu ghi nhầm ngày họp; đã sửa theo biên bản."
    correct(article, text, Said(notice), version=article.version, by=by)


def _withdraw(article: Article, people: People) -> None:
    by = article.published_by or people["thutruong"]
    withdraw(article, note="Gia đình đề nghị không đăng ảnh của cháu. Nhà trường xin lỗi.", by=by)


def _leave_unfinished(units: Units, people: People) -> None:
    """One of each state before publication: a draft, submitted ones, one that came back, one that waits for its
    hour."""
    _, submitted, waiting, returned, scheduled = (_write(piece, units, people) for piece in UNFINISHED)
    for article in (submitted, waiting, returned, scheduled):
        article.submit(by=article.created_by)
    returned.send_back(
        by=_head("thpt-ntn", people), note="Thêm số học sinh dự và tên giáo viên hướng dẫn rồi trình lại."
    )
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    hour = tomorrow.replace(hour=7, minute=0, second=0, microsecond=0)
    Article.objects.filter(pk=scheduled.pk).update(publish_at=hour)
    scheduled.publish_at = hour
    scheduled.approve(by=_head("thpt-ntn", people))
