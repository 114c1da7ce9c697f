"""One person as an administrator sees them; every act has an address of its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access, administration, second_factor
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.forms import PersonForm, RoleForm, units_in_reach
from lantoa.accounts.invitation import GOOD_FOR_DAYS
from lantoa.accounts.invitation import invite as send_invitation
from lantoa.accounts.models import FailedSignIns, User
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import Entry
from lantoa.ui.acts import do


def _seen(request: PersonRequest, pk: int) -> User:
    """A person whom the administrator sees, else 404."""
    return get_object_or_404(administration.administered_by(request.user), pk=pk)


def _ruled(request: PersonRequest, pk: int) -> User:
    """A person whom the administrator has the say over, else 404 or 403."""
    person = _seen(request, pk)
    administration.demand(request.user, person)
    return person


def _at(pk: int) -> str:
    return reverse("accounts:person", args=[pk])


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Who is this, and what may they do?"""
    return _page(request, _seen(request, pk))


def _page(request: PersonRequest, person: User, form: RoleForm | None = None, link: str = "") -> HttpResponse:
    tries = FailedSignIns.of(f"person:{person.pk}")
    held = list(person.memberships.select_related("unit").order_by("-valid_from", "-pk"))
    for one in held:
        one.may_end = one.is_open and access.may(request.user, Power.ADMINISTER, one.unit)  # type: ignore[attr-defined]
    context = {
        "person": person,
        "may_administer": administration.may_administer(request.user, person),
        "memberships": held,
        "role_form": form or RoleForm(user=request.user),
        "suggestions": units_in_reach(request.user)[:300],
        "has_second_factor": second_factor.has_one(person),
        "locked_until": tries.locked_until if tries else None,
        "entries": Entry.objects.about(person).select_related("actor")[:10],
        "link": link,
        "link_days": GOOD_FOR_DAYS,
    }
    return render(request, "accounts/person.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what is kept of the person."""
    person = _ruled(request, pk)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=User.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        administration.edit_person(person, form.as_person(), by=request.user)
        messages.success(request, "Đã lưu thông tin.")
        return redirect("accounts:person", pk)
    context = {"form": form, "person": person}
    return render(request, "accounts/person_edit.html", context, status=422 if form.errors else 200)


@require_POST
def give_role(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a role in a unit that the administrator has."""
    person = _seen(request, pk)
    form = RoleForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, person, form)
    data = form.cleaned_data
    try:
        administration.give_role(
            person, data["unit"], Role(data["role"]), title=data["title"], since=data["since"], by=request.user
        )
    except ValidationError as fault:
        form.add_error(None, fault)
        return _page(request, person, form)
    messages.success(request, f"Đã giao vai trò {Role(data['role']).label} tại {data['unit'].label}.")
    return redirect("accounts:person", pk)


@require_POST
def end_role(request: PersonRequest, pk: int, membership_pk: int) -> HttpResponse:
    """End a role from today."""
    held = get_object_or_404(_seen(request, pk).memberships.not_ended().select_related("unit"), pk=membership_pk)
    return do(request, _at(pk), lambda: administration.end_role(held, by=request.user), "Đã kết thúc vai trò.")


@require_POST
def deactivate(request: PersonRequest, pk: int) -> HttpResponse:
    person = _ruled(request, pk)
    return do(request, _at(pk), lambda: administration.deactivate(person, by=request.user), "Đã khóa tài khoản.")


@require_POST
def reactivate(request: PersonRequest, pk: int) -> HttpResponse:
    person = _ruled(request, pk)
    return do(request, _at(pk), lambda: administration.reactivate(person, by=request.user), "Đã mở khóa tài khoản.")


@require_POST
def reset_second_factor(request: PersonRequest, pk: int) -> HttpResponse:
    person = _ruled(request, pk)
    sentence = "Đã bỏ lớp xác thực thứ hai; người này cài lại khi đăng nhập."
    return do(request, _at(pk), lambda: administration.reset_second_factor(person, by=request.user), sentence)


@require_POST
def invite(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the link to set a password, or show it once to be handed over."""
    person = _ruled(request, pk)
    link = send_invitation(person, by=request.user)
    if link:
        return _page(request, person, link=link)
    messages.success(request, f"Đã gửi lời mời tới {person.email}.")
    return redirect("accounts:person", pk)
