"""The article that a request asks for: what one may not see is 404, what one may not change is 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.news.models import Article
from lantoa.news.publishing import may_publish


def visible_article(request: PersonRequest, pk: int) -> Article:
    rows = Article.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "category__parent", "created_by", "claimed_by"), pk=pk)


def editable_article(request: PersonRequest, pk: int) -> Article:
    """The article, where the person may change its text now."""
    article = visible_article(request, pk)
    access.demand(request.user, Power.WRITE, article.unit)
    if not article.is_editable:
        raise PermissionDenied(f"Bài đang ở tình trạng “{article.get_review_state_display()}”, không sửa được.")
    return article


def publishable_article(request: PersonRequest, pk: int) -> Article:
    """The article, where the person may put it before readers, put it right or withdraw it."""
    article = visible_article(request, pk)
    if not may_publish(request.user, article):
        raise PermissionDenied("Chỉ thủ trưởng hoặc ban biên tập được đăng, đính chính, gỡ bài.")
    return article


def posted(request: PersonRequest) -> Any:
    """What a form is bound to: an empty one that was sent is still sent."""
    return request.POST if request.method == "POST" else None
