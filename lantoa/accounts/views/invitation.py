from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lantoa.accounts.invitation import invited
from lantoa.accounts.models import User
from lantoa.accounts.sign_in_forms import SetPasswordForm


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person sets a password, then signs in with it."""
    person = invited(token)
    if person is None:
        return render(request, "accounts/invitation_over.html", status=404)
    form = SetPasswordForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _set_password(request, person, form)
    return render(request, "accounts/invitation.html", {"form": form, "person": person})


def _set_password(request: HttpRequest, person: User, form: forms.Form) -> HttpResponse:
    get_adapter(request).set_password(person, form.cleaned_data["password1"])
    messages.success(request, f"Đã đặt mật khẩu. Đăng nhập bằng tên “{person.username}”.")
    return redirect("account_login")
