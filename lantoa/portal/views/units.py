"""Every unit has a page of its own: its news, whom to call, what stands below it, who carries its work on."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lantoa.news.models import Article
from lantoa.news.portal_page import listed
from lantoa.organisations import lineage
from lantoa.organisations.models import Unit
from lantoa.ui.pages import page_of
from lantoa.ui.short_codes import short_path

PER_PAGE = 10
BELOW = 60
LISTED = 100


@login_not_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a unit; of one that has ended, the way to those that carry its work on."""
    row = get_object_or_404(Unit.objects.select_related("parent"), pk=min(pk, 2**62))
    below = Unit.objects.current().filter(parent=row).order_by("area", "sort_key", "pk")
    context = {
        "unit": row,
        "page": page_of(request, listed(Article.objects.live().on_page_of(row)), PER_PAGE),
        "below": list(below[:BELOW]),
        "below_count": Unit.objects.current().below(row).count(),
        "heirs": [] if row.is_current else _heirs(row),
        "short": short_path("unit", row.pk),
    }
    return render(request, "portal/unit.html", context)


@login_not_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """All units of today, by area, to be searched by name or place."""
    asked = request.GET.get("q", "").strip()[:120]
    rows = Unit.objects.current().select_related("parent")
    above = _above(request)
    rows = rows.below(above) if above else rows
    rows = rows.search(asked) if asked else rows
    page = page_of(request, rows.order_by("area", "sort_key", "pk"), LISTED)
    return render(request, "portal/units.html", {"page": page, "asked": asked, "above": above})


def _above(request: HttpRequest) -> Unit | None:
    """The unit whose subtree is asked for (`thuoc`)."""
    key = request.GET.get("thuoc", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Unit.objects.filter(pk=int(key)).first()


def _heirs(row: Unit) -> list[Unit]:
    keys = lineage.heirs([row.pk])[row.pk] - {row.pk}
    return list(Unit.objects.filter(pk__in=keys).order_by("sort_key"))
