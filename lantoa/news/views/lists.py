"""The work list, the page of one article, what it will look like."""

import re

from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger.models import Activity
from lantoa.news.acts import acts_for
from lantoa.news.article_filter import ArticleFilter
from lantoa.news.claiming import usual_due
from lantoa.news.files import for_workspace
from lantoa.news.models import Article, Tag
from lantoa.news.models.stepping import deciders
from lantoa.news.publishing import public_link
from lantoa.news.reading import shown_of
from lantoa.news.seen import views_of
from lantoa.news.views.getting import visible_article
from lantoa.review.enums import ReviewState
from lantoa.review.gaps import gap_of
from lantoa.review.models import last_steps
from lantoa.ui.pages import page_of
from lantoa.vietnamese.text import search_words

PER_PAGE = 30
_SIZES = re.compile(r' srcset="[^"]*" sizes="[^"]*"')  # of pictures, for readers alone


@require_GET
def articles(request: PersonRequest) -> HttpResponse:
    """Which articles are under way, waiting, published, withdrawn?"""
    chosen = ArticleFilter(request.GET, user=request.user)
    rows = chosen.rows().select_related("unit", "category", "created_by", "claimed_by")
    page = page_of(request, rows.defer("body", "shingles", "folded").prefetch_related("category__steps"), PER_PAGE)
    shown = list(page.object_list)
    waiting = [row for row in shown if row.review_state == ReviewState.SUBMITTED]
    people = deciders(waiting) if waiting else {}
    for row in shown:
        row.deciders = [held.user for held in people.get(row.pk, [])]
        row.is_mine = row.pk in chosen.mine
    returned = last_steps([row for row in shown if row.review_state == ReviewState.RETURNED], ReviewState.RETURNED)
    seen = views_of(shown)
    for row in shown:
        row.views = seen.get(row.pk)
        row.came_back = returned[row.pk].note if row.pk in returned else ""
    context = {
        "filter": chosen,
        "page": page,
        "rows": shown,
        "may_write": bool(access.holding(request.user, Power.WRITE)),
        "may_administer": access.is_over_all(request.user, Power.ADMINISTER)
        or access.is_over_all(request.user, Power.EDIT_NEWS),
    }
    return render(request, "news/article_list.html", context)


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Where does this article stand, and what may I do with it?"""
    article = visible_article(request, pk)
    acts = acts_for(request.user, article)
    is_submitted = article.review_state == ReviewState.SUBMITTED
    is_published = article.published_at is not None
    context = {
        **shown_of(article),
        "acts": acts,
        "link": public_link(article) if article.is_live else "",
        "steps": article.transitions.select_related("by"),
        "passes": article.passes.select_related("by"),
        "next_step": article.next_step() if is_submitted else None,
        "deciders": [held.user for held in article.approvers()[0]] if is_submitted else [],
        "gap": gap_of(article),
        "usual_due": usual_due() if acts.claim else None,
        "obligations": article.obligations.visible_to(request.user).select_related("unit"),
        "activity": Activity.objects.filter(source_type__model="article", source_id=article.pk).first()
        if is_published
        else None,
        "views": views_of([article]).get(article.pk),
        "corrections": article.corrections.select_related("by"),
    }
    return render(request, "news/article_detail.html", context)


@require_GET
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """What will readers see? Their own page, with pictures from where those of drafts are seen."""
    article = visible_article(request, pk)
    article.title = str(article)
    article.published_at = article.published_at or article.publish_at or timezone.now()
    answer = render(request, "news/article_preview.html", shown_of(article))
    answer.content = for_workspace(_SIZES.sub("", answer.content.decode())).encode()
    return answer


@require_GET
def tags(request: PersonRequest) -> HttpResponse:
    """Tags that hold the words typed so far, for the field of tags; opened by itself, a page of them."""
    typed = request.GET.get("q", "")
    found = Tag.objects.order_by("folded", "pk")
    for word in search_words(typed):
        found = found.filter(folded__contains=word)
    if request.htmx:
        return render(request, "news/_tags.html", {"tags": found[:8]})
    live = Article.objects.live().filter(tags=OuterRef("pk")).order_by().values("tags").annotate(number=Count("pk"))
    page = page_of(request, found.annotate(used=Subquery(live.values("number"))), PER_PAGE)
    return render(request, "news/tag_list.html", {"page": page, "typed": typed.strip()})
