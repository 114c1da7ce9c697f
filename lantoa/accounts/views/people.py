"""The list of people, for those who administer them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access, administration
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.forms import NewPersonForm, units_in_reach
from lantoa.accounts.people_filter import PeopleFilter
from lantoa.accounts.people_sheet import COLUMNS, lines
from lantoa.accounts.requests import PersonRequest
from lantoa.tabular.workbooks import download

PAGE_SIZE = 50


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """Who works here?"""
    access.demand_somewhere(request.user, Power.ADMINISTER)
    chosen = PeopleFilter(request.GET, user=request.user)
    page = Paginator(chosen.people(), PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"filter": chosen, "page": page, "suggestions": units_in_reach(request.user)[:300]}
    return render(request, "accounts/people.html", context)


@require_GET
def export(request: PersonRequest) -> HttpResponse:
    """The people of the current filter as a spreadsheet, in the form that an import takes."""
    access.demand_somewhere(request.user, Power.ADMINISTER)
    name = "nguoi-dung.csv" if request.GET.get("dang") == "csv" else "nguoi-dung.xlsx"
    people = PeopleFilter(request.GET, user=request.user).people()
    return download(COLUMNS, lines(people, by=request.user), title="Người dùng", name=name)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Enter a person with a first role."""
    access.demand_somewhere(request.user, Power.ADMINISTER)
    form = NewPersonForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = administration.create_person(
            data["username"],
            form.as_person(),
            unit=data["unit"],
            role=Role(data["role"]),
            title=data["title"],
            by=request.user,
        )
        messages.success(request, f"Đã thêm {made}. Gửi lời mời để người này đặt mật khẩu.")
        return redirect("accounts:person", made.pk)
    context = {"form": form, "suggestions": units_in_reach(request.user)[:300]}
    return render(request, "accounts/person_new.html", context, status=422 if form.errors else 200)
