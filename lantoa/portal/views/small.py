"""Small answers beside the pages: short addresses, QR codes, one more view, what robots may read."""

import io

import segno
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lantoa.news.models import Article, Category, SpecialPage
from lantoa.organisations.models import Unit
from lantoa.portal.counting import counted_page, is_reader
from lantoa.portal.models import PageView
from lantoa.review.enums import ReviewState
from lantoa.ui.short_codes import read_code


@login_not_required
@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Lead on to the page that the short address stands for."""
    kind, key = _read(code)
    return redirect(_page(kind, min(key, 2**62)))


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark, for programs that look for it at the old address (readers of feeds, bare files)."""
    return redirect(static("ui/mark.svg"))


@login_not_required
@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a page's short address."""
    _read(code)
    out = io.BytesIO()
    segno.make(f"{settings.SITE_URL}/s/{code.lower()}", error="m", micro=False).save(
        out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, nl=False, light="white"
    )
    answer = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


@login_not_required
@csrf_exempt  # it changes nothing that belongs to a person; sent by a beacon, which carries no token
@require_POST
def view(request: HttpRequest) -> HttpResponse:
    """One more view of the page that is named (`trang`); told by a script, so that pages kept ready count too."""
    path = counted_page(request.POST.get("trang", "")[:300]) if is_reader(request) else None
    if path and ratelimit.consume(request, action="page_view"):
        PageView.objects.count_one(path)
    return HttpResponse(status=204)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that read the web are asked to leave alone."""
    lines = ["User-agent: *", "Disallow: /lam-viec/", "Disallow: /tim-kiem/", "Disallow: /s/", ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('portal:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _read(code: str) -> tuple[str, int]:
    found = read_code(code)
    if found is None:
        raise Http404("Không có địa chỉ ngắn này.")
    return found


def _page(kind: str, key: int) -> str:
    """The address of the page; 404 for an article that readers never saw."""
    if kind == "article":
        out = Article.objects.filter(
            published_at__isnull=False, review_state__in=(ReviewState.ISSUED, ReviewState.WITHDRAWN)
        )
        return get_object_or_404(out, pk=key).public_url
    models: dict[str, type[Model]] = {"unit": Unit, "special": SpecialPage, "category": Category}
    row = get_object_or_404(models[kind], pk=key)
    return reverse("portal:unit", args=[row.pk]) if isinstance(row, Unit) else row.get_absolute_url()  # type: ignore[attr-defined]
