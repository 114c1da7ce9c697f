from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import administration, second_factor
from lantoa.accounts.forms import PersonForm
from lantoa.accounts.models import User
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record


@require_http_methods(["GET", "POST"])
def show(request: PersonRequest) -> HttpResponse:
    """Who am I here, and is my account safe?"""
    user = User.objects.get(pk=request.user.pk)  # the form writes on it before it is found valid
    form = PersonForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        administration.edit_person(User.objects.get(pk=user.pk), form.as_person(), by=request.user)
        messages.success(request, "Đã lưu thông tin.")
        return redirect("accounts:profile")
    context = {
        "form": form,
        "memberships": request.user.memberships.current().select_related("unit"),
        "has_second_factor": second_factor.has_one(request.user),
        "must_have_second_factor": second_factor.is_required(request.user),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@require_POST
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    """Sign out on every other machine."""
    user = User.objects.get(pk=request.user.pk)
    user.end_sessions()
    update_session_auth_hash(request, user)
    record("other_sessions_ended", by=user, on=user, text=f"Đăng xuất khỏi mọi máy khác: {user}")
    messages.success(request, "Đã đăng xuất khỏi mọi máy khác.")
    return redirect("accounts:profile")
