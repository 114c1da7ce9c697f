from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.news.enums import FaultState, OfferState
from lantoa.news.models.article import Article
from lantoa.news.models.category import Category
from lantoa.organisations.models import Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: "User") -> "OfferQuerySet":
        """Those sent up by the subtree, and those sent to a page that the person edits."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        mine = access.within(user, Power.SEE, "article__unit__path")
        return self.filter(mine | access.within(user, Power.EDIT_NEWS, "portal_unit__path"))

    def waiting(self) -> "OfferQuerySet":
        return self.filter(state=OfferState.OFFERED)


class Offer(models.Model):
    """An article that a unit sent up to the page of `portal_unit` (the department: the sector portal). Its editors
    claim it, mend it, take it over or return it; the credit stays with the unit."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="offers")
    portal_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("tình trạng", max_length=20, choices=OfferState, default=OfferState.OFFERED)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claim_due = models.DateField("xem xong trước ngày", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField("lời nhắn", blank=True)
    is_featured = models.BooleanField("tin nổi bật", default=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "bài gửi lên"
        ordering = ("offered_at", "pk")
        constraints = (models.UniqueConstraint(fields=["article", "portal_unit"], name="article_offered_once"),)

    def __str__(self) -> str:
        return f"{self.article} → {self.portal_unit}"

    def get_absolute_url(self) -> str:
        return reverse("news:offer", args=[self.pk])


class ReportedFault(models.Model):
    """An error in an article that a reader told of; their address is kept only where they gave it for an answer."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="faults")
    text = models.TextField("chỗ sai")
    email = models.EmailField("thư điện tử để trả lời", blank=True)
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField("tình trạng", max_length=20, choices=FaultState, default=FaultState.OPEN)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("kết quả", blank=True)

    class Meta:
        verbose_name = "lỗi người đọc báo"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.text[:80]


class NewsTarget(models.Model):
    """How many articles on a theme (`category`; none: any) a unit is to publish each quarter of a year. Set by the
    unit itself or by one above, for itself or (`for_subtree`) for every unit below; the nearest above wins."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="news_targets", verbose_name="đơn vị")
    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="chuyên mục"
    )
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("số tin, bài mỗi quý")
    for_subtree = models.BooleanField("giao cho mọi đơn vị bên dưới", default=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        verbose_name = "chỉ tiêu tin, bài"
        ordering = ("year", "unit", "category__order")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "category", "year", "for_subtree"],
                condition=Q(category__isnull=False),
                name="news_target_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "for_subtree"], condition=Q(category__isnull=True), name="news_total_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.number} tin, bài mỗi quý năm {self.year}"
