"""The work list of articles: its tabs, and what the address filters."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger import scope
from lantoa.news import waiting
from lantoa.news.models import Article, Category
from lantoa.news.models.article import ArticleQuerySet
from lantoa.organisations.models import Unit
from lantoa.review.enums import EDITABLE, ReviewState

TABS = {
    "": ("Đang soạn", Q(review_state__in=EDITABLE)),
    "cho-duyet": ("Chờ duyệt", Q(review_state__in=[ReviewState.SUBMITTED, ReviewState.APPROVED])),
    "da-dang": ("Đã đăng", Q(review_state=ReviewState.ISSUED)),
    "da-go": ("Đã gỡ", Q(review_state=ReviewState.WITHDRAWN)),
}


class ArticleFilter(forms.Form):
    """`muc`: the tab. `pham-vi`: the person's own units, or all below them too. `xem-lai`: published, and its day of
    looking again has come."""

    q = forms.CharField(label="Tìm trong tiêu đề, tóm tắt", required=False)
    chuyen_muc = forms.ModelChoiceField(
        Category.objects.all(), label="Chuyên mục", required=False, empty_label="Mọi chuyên mục"
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.tab = data.get("muc", "") if data.get("muc", "") in TABS else ""
        self.is_to_look_again = "xem-lai" in data
        self.tab = "da-dang" if self.is_to_look_again else self.tab
        self.own = scope.own_unit_ids(user)
        below = Unit.objects.filter(access.within(user, Power.SEE)).exclude(pk__in=self.own)
        self.sees_others = below.exists()
        self.mine = [article.pk for article in waiting.to_decide(user)]
        self.is_wide = self.sees_others and data.get("pham-vi", "") == "tat-ca"
        self.is_valid()

    @property
    def is_narrowed(self) -> bool:
        return self.is_to_look_again or any(self.cleaned_data.get(name) for name in self.fields)

    def rows(self) -> ArticleQuerySet:
        return self._within(TABS[self.tab][1])

    def tabs(self) -> list[tuple[str, str, int]]:
        """Address, word and number of each tab, whatever else is filtered."""
        seen = self._seen()
        return [(value, label, seen.filter(condition).count()) for value, (label, condition) in TABS.items()]

    def _seen(self) -> ArticleQuerySet:
        rows = Article.objects.visible_to(self.user)
        if self.is_wide:
            return rows
        return rows.filter(Q(unit__in=self.own) | Q(pk__in=self.mine))  # what waits for this very person is theirs

    def _within(self, condition: Q) -> ArticleQuerySet:
        rows, given = self._seen().filter(condition), self.cleaned_data
        if given.get("chuyen_muc"):
            chosen = given["chuyen_muc"]
            rows = rows.filter(Q(category=chosen) | Q(category__parent=chosen))
        if self.is_to_look_again:
            rows = rows.filter(review_on__lte=timezone.localdate())
        rows = rows.search(given["q"]) if given.get("q") else rows
        newest = "-withdrawn_at" if self.tab == "da-go" else "-published_at" if self.tab == "da-dang" else "-updated_at"
        return rows.order_by(newest, "-pk")
