from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.news.models import Category, SpecialPage
from lantoa.news.portal_page import portal_articles, portal_unit
from lantoa.news.public_lists import featured_first, running

NEWEST = 7
SPECIALS = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The public front page: what do you need? One search, the doors, the newest news, whom to call."""
    unit = portal_unit()
    articles = list(featured_first(portal_articles(unit), unit)[:NEWEST]) if unit else []
    context = {
        "top_unit": unit,
        "name": unit.name if unit else "Cổng thông tin của ngành",
        "first": articles[:1],
        "others": articles[1:],
        "specials": running(SpecialPage.objects.all())[:SPECIALS],
        "categories": Category.objects.filter(is_active=True, parent=None)[:8],
    }
    return render(request, "portal/home.html", context)
