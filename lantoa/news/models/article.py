import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from lantoa.audit.edits import Edited
from lantoa.ledger.models import Obligation
from lantoa.news.enums import OfferState
from lantoa.news.models.category import Category, SpecialPage, Tag
from lantoa.news.models.stepping import Stepped
from lantoa.organisations.models import Unit
from lantoa.review.enums import ReviewState
from lantoa.review.models import Transition
from lantoa.vietnamese.text import fold, nfc, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User

TITLE_LIMIT = 200  # characters; what feeds, cards and channels can still show


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: "User") -> "ArticleQuerySet":
        """Articles of the subtree, and those that were sent up to a page whose editors the person belongs to: drafts of
        one school are never seen from another."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power
        from lantoa.news.models.offer import Offer

        offered = Offer.objects.filter(access.within(user, Power.EDIT_NEWS, "portal_unit__path"))
        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(pk__in=offered.values("article_id")))

    def live(self, now: dt.datetime | None = None) -> "ArticleQuerySet":
        """What readers see now: published, not withdrawn, not past its day of expiry."""
        moment = now or timezone.now()
        shown = Q(expires_at__isnull=True) | Q(expires_at__gt=moment)
        return self.filter(shown, review_state=ReviewState.ISSUED, published_at__lte=moment)

    def scheduled(self) -> "ArticleQuerySet":
        """Approved and waiting for their hour."""
        return self.filter(review_state=ReviewState.APPROVED, publish_at__isnull=False)

    def on_page_of(self, unit: Unit) -> "ArticleQuerySet":
        """What stands on the page of `unit`: its own articles and those that its editors took over from below."""
        from lantoa.news.models.offer import Offer

        taken = Offer.objects.filter(portal_unit=unit, state=OfferState.ACCEPTED)
        return self.filter(Q(unit=unit) | Q(pk__in=taken.values("article_id")))

    def search(self, words: str) -> "ArticleQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Article(Stepped, Edited):
    """One piece of news, written once by a unit. It lives on the unit's page; taken over by editors above it stands on
    their page too, the same row with the same author, so that no report counts it twice.

    `body` is HTML that passed `news.cleaning`; moments are aware datetimes.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="articles", verbose_name="đơn vị")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="articles", verbose_name="chuyên mục"
    )
    title = models.CharField("tiêu đề", max_length=TITLE_LIMIT, blank=True)
    slug = models.SlugField(max_length=120, editable=False, default="")
    lead = models.TextField("tóm tắt", max_length=500, blank=True)
    body = models.TextField("nội dung", blank=True)
    author_name = models.CharField("tác giả", max_length=120, blank=True)
    video_url = models.URLField("đường dẫn video", max_length=300, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name="từ khóa")
    special_pages = models.ManyToManyField(
        SpecialPage, blank=True, related_name="articles", verbose_name="chuyên trang"
    )
    obligations = models.ManyToManyField(
        Obligation, blank=True, related_name="articles", verbose_name="phục vụ nhiệm vụ"
    )
    transitions = GenericRelation(Transition)

    publish_at = models.DateTimeField("hẹn giờ đăng", null=True, blank=True)
    expires_at = models.DateTimeField("hết hạn đăng", null=True, blank=True)
    review_on = models.DateField("xem lại trước ngày", null=True, blank=True)
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    corrected_at = models.DateTimeField("đính chính lúc", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, blank=True, editable=False)
    withdrawn_note = models.TextField("lý do gỡ", blank=True, editable=False)
    moved_to = models.CharField("chuyển đến", max_length=300, blank=True, editable=False)
    expired_at = models.DateTimeField(null=True, blank=True, editable=False)  # when its being over was passed on
    urgent_reason = models.TextField("lý do đăng gấp", blank=True, editable=False)

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)  # one form sent twice makes one article
    folded = models.TextField(editable=False, default="")
    shingles = models.JSONField(default=list, editable=False)  # what `news.likeness` compares

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "tin, bài"
        verbose_name_plural = "tin, bài"
        ordering = (F("published_at").desc(nulls_first=True), "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_note="") | ~Q(moved_to=""),
                name="article_withdrawn_with_a_word",
            ),
            models.CheckConstraint(
                condition=~Q(review_state=ReviewState.ISSUED) | Q(published_at__isnull=False),
                name="article_published_at_a_moment",
            ),
        )
        indexes = (
            models.Index(fields=["review_state", "-published_at"]),
            models.Index(fields=["unit", "-published_at"]),
            models.Index(fields=["category", "-published_at"]),
        )

    def __str__(self) -> str:
        return self.title or "Bài chưa đặt tên"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.lead = nfc(squeeze(self.title)), nfc(self.lead).strip()
        if not self.published_at:  # the address of what people have linked to stays
            self.slug = slugify(fold(self.title))[:120] or "bai"
        self.folded = fold(f"{self.title} {self.lead}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Where its unit works on it."""
        return reverse("news:detail", args=[self.pk])

    def what_is_missing(self) -> list[str]:
        from lantoa.news.missing import what_is_missing

        return what_is_missing(self)

    @property
    def public_url(self) -> str:
        """Where readers find it, whatever its title becomes."""
        return reverse("news_public:article", args=[self.slug, self.pk])

    @property
    def is_live(self) -> bool:
        now = timezone.now()
        is_over = self.expires_at is not None and self.expires_at <= now
        is_out = self.published_at is not None and self.published_at <= now
        return self.review_state == ReviewState.ISSUED and is_out and not is_over


class ArticleVersion(models.Model):
    """The text as one person left it: compared and restored. Saves of one person within a sitting are one version."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LIMIT, blank=True)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "bản"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["article", "number"], name="article_version_number"),)

    def __str__(self) -> str:
        return f"Bản {self.number}"


class ArticleCorrection(models.Model):
    """What was put right after publication, said to readers on the page."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField("nội dung đính chính")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "đính chính"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.text


class ArticleBand(models.Model):
    """A part of the signature of an article's words (`news.likeness`): articles that share one may be alike."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bands")
    band = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.band)


class StepPass(models.Model):
    """A look that the article passed on its way to the head."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passes")
    name = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.name
