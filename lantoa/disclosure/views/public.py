"""What is public, for everybody: by what it is, and by the unit that made it so."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.disclosure.standing import duties_of
from lantoa.organisations.models import Unit
from lantoa.ui.sending import sent

PER_PAGE = 30
_BIGGEST_KEY = 2**62


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What has been made public, and by whom?"""
    words = request.GET.get("q", "").strip()[:100]
    found = Disclosed.objects.standing().select_related("item", "unit", "document").order_by("-on", "-pk")
    if words:
        items = DisclosureItem.objects.search(words).values("pk")
        units = Unit.objects.search(words).values("pk")
        found = found.filter(item__in=items) | found.filter(unit__in=units)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    units_told = Unit.objects.current().filter(disclosed__withdrawn_at__isnull=True, disclosed__pk__gt=0).distinct()
    context = {"page": page, "words": words, "units": units_told.order_by("sort_key")[:100]}
    return render(request, "disclosure/public/index.html", context)


@login_not_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """What has this unit made public?"""
    row = get_object_or_404(Unit.objects.select_related("parent"), pk=min(pk, _BIGGEST_KEY))
    found = sorted(duties_of(row), key=lambda duty: (duty.item.order, duty.item.pk))
    context = {"unit": row, "duties": found, "done": sum(1 for duty in found if duty.latest)}
    return render(request, "disclosure/public/unit.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, key: str) -> FileResponse:
    """A file that was made public."""
    row = get_object_or_404(Disclosed.objects.standing().exclude(file=""), key=key)
    answer = sent(row.file, name=row.file_name, content_type=row.file_type)
    answer["Cache-Control"] = "no-cache"  # withdrawn, it must not come from a cache
    return answer
