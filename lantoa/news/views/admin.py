"""The registers that all units share: categories with their steps, special pages. For administrators and editors at the
top of the tree."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.legal.models import LegalDocument
from lantoa.news.admin_forms import CategoryForm, SpecialPageForm, StepForm, line_of
from lantoa.news.founding import found_categories
from lantoa.news.models import Category, CategoryStep, SpecialPage
from lantoa.news.views.getting import posted


def may_administer(user: Any) -> bool:
    return any(access.is_over_all(user, power) for power in (Power.ADMINISTER, Power.EDIT_NEWS))


def _demand(request: PersonRequest) -> None:
    if not may_administer(request.user):
        raise PermissionDenied("Chuyên mục, chuyên trang dùng chung: quản trị hoặc ban biên tập cấp cao nhất sửa.")


def _noted(request: PersonRequest, row: Any, text: str) -> None:
    home = access.home_unit(request.user)
    record("news_register_changed", by=request.user, on=row, unit=home, text=text)
    messages.success(request, "Đã lưu.")


@require_GET
def categories(request: PersonRequest) -> HttpResponse:
    """Under which heads is news filed, and who looks first?"""
    _demand(request)
    counted = Category.objects.annotate(number=Count("articles", distinct=True)).prefetch_related("steps")
    rows = list(counted)
    tops = [row for row in rows if row.parent_id is None]
    tree = [(top, [row for row in rows if row.parent_id == top.pk]) for top in tops]
    return render(request, "news/category_list.html", {"tree": tree})


@require_POST
def usual(request: PersonRequest) -> HttpResponse:
    """The categories that a site usually begins with."""
    _demand(request)
    made = found_categories()
    messages.success(request, f"Đã lập {made} chuyên mục. Sửa tên, thêm bước xem ở từng chuyên mục.")
    return redirect("news:categories")


def _register_form(request: PersonRequest, form: Any, name: str, after: str, **more: Any) -> HttpResponse:
    if form.is_valid():
        row = form.save()
        _noted(request, row, f"{row._meta.verbose_name.capitalize()}: {row}")
        return redirect(after)
    return render(request, name, {"form": form, **more}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def category_new(request: PersonRequest) -> HttpResponse:
    _demand(request)
    form = CategoryForm(posted(request))
    return _register_form(request, form, "news/category_form.html", "news:categories", category=None)


@require_http_methods(["GET", "HEAD", "POST"])
def category(request: PersonRequest, pk: int) -> HttpResponse:
    """One category, and the looks that its articles need before the head's."""
    _demand(request)
    row = get_object_or_404(Category, pk=pk)
    form = CategoryForm(posted(request), instance=row)
    more = {"category": row, "steps": row.steps.all(), "step_form": StepForm(prefix="buoc")}
    return _register_form(request, form, "news/category_form.html", "news:categories", **more)


@require_POST
def step_add(request: PersonRequest, pk: int) -> HttpResponse:
    _demand(request)
    row = get_object_or_404(Category, pk=pk)
    form = StepForm(request.POST, prefix="buoc")
    if not form.is_valid():
        context = {"category": row, "form": CategoryForm(instance=row), "steps": row.steps.all(), "step_form": form}
        return render(request, "news/category_form.html", context, status=422)
    step = form.save(commit=False)
    last = row.steps.aggregate(most=Max("order"))["most"] or 0
    step.category, step.order = row, last + 1
    step.save()
    _noted(request, row, f"Thêm bước xem “{step}” cho chuyên mục {row}")
    return redirect("news:category", row.pk)


@require_POST
def step_drop(request: PersonRequest, pk: int, step_pk: int) -> HttpResponse:
    """A look less; articles that waited for it go on to the next that they have not passed."""
    _demand(request)
    step = get_object_or_404(CategoryStep, pk=step_pk, category_id=pk)
    step.delete()
    _noted(request, step.category, f"Bỏ bước xem “{step}” của chuyên mục {step.category}")
    return redirect("news:category", pk)


@require_POST
def step_move(request: PersonRequest, pk: int, step_pk: int) -> HttpResponse:
    """A look earlier (`huong=len`) or later."""
    _demand(request)
    step = get_object_or_404(CategoryStep.objects.select_related("category"), pk=step_pk, category_id=pk)
    if step.move(up=request.POST.get("huong") == "len"):
        _noted(request, step.category, f"Đổi thứ tự bước xem “{step}” của chuyên mục {step.category}")
    return redirect(reverse("news:category", args=[pk]) + f"#buoc-{step.pk}")


@require_GET
def specials(request: PersonRequest) -> HttpResponse:
    """Which special pages are there?"""
    _demand(request)
    rows = SpecialPage.objects.annotate(number=Count("articles", distinct=True)).prefetch_related("tags")
    return render(request, "news/special_list.html", {"rows": rows})


@require_GET
def documents(request: PersonRequest) -> HttpResponse:
    """Documents of the bookcase that hold the words typed so far, for the field of a special page."""
    _demand(request)
    found = LegalDocument.objects.public().search(request.GET.get("q", ""))[:8]
    return render(request, "news/_documents.html", {"documents": [(line_of(one), one) for one in found]})


@require_http_methods(["GET", "HEAD", "POST"])
def special_new(request: PersonRequest) -> HttpResponse:
    _demand(request)
    form = SpecialPageForm(posted(request))
    return _register_form(request, form, "news/special_form.html", "news:specials", special=None)


@require_http_methods(["GET", "HEAD", "POST"])
def special(request: PersonRequest, pk: int) -> HttpResponse:
    _demand(request)
    row = get_object_or_404(SpecialPage, pk=pk)
    form = SpecialPageForm(posted(request), instance=row)
    return _register_form(request, form, "news/special_form.html", "news:specials", special=row)
