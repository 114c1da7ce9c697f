"""Heads approve what a unit sends out: where the site asks for it (LANTOA_SECOND_FACTOR_FOR_HEADS), they have a second
factor before they do anything else, and approving asks for it."""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lantoa.accounts.enums import Power
from lantoa.accounts.models import User

FRESH_FOR = 15 * 60
_LEFT = "second_factor_files_left"
_OPEN_NAMES = {
    "account_logout",
    "account_reauthenticate",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "healthz",
    "readyz",
}


def is_required(user: User) -> bool:
    """Whether the site asks this person for a second factor: they hold a role that approves, in whichever hat."""
    from lantoa.accounts.access import POWERS

    if not settings.SECOND_FACTOR_FOR_HEADS:
        return False
    approving = [role for role, powers in POWERS.items() if Power.APPROVE in powers]
    return user.memberships.current().filter(role__in=approving).exists()


def has_one(user: User) -> bool:
    """Whether the person has a second factor (recovery codes alone are none)."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def was_given_lately(request: HttpRequest) -> bool:
    """Whether the second factor was given in this session within a quarter of an hour."""
    records = get_authentication_records(request, request.user)
    return any(one["method"] == "mfa" and time.time() - one["at"] < FRESH_FOR for one in records)


def asks_second_factor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views that approve: a head gives the second factor first, and what they had sent is then done. Files do not
    come along: a view that takes some asks for `files_left`."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if is_required(request.user) and not was_given_lately(request):  # type: ignore[arg-type]
            request.session[_LEFT] = [
                str(getattr(one, "name", "")) for _, many in request.FILES.lists() for one in many
            ]
            answer: HttpResponse = suspend_request(request, reverse("mfa_reauthenticate"))
            return answer
        return view(request, *args, **kwargs)

    return wrapped


def files_left(request: HttpRequest) -> str:
    """What to say of files that were sent before the second factor was asked for, once; "" where there were none."""
    names = request.session.pop(_LEFT, [])
    if not names or request.FILES or request.method != "POST":
        return ""
    said = ", ".join(names)
    return f"Chưa lưu: tệp đã chọn ({said}) không đi qua bước xác thực. Chọn lại tệp rồi lưu; chữ đã gõ vẫn còn."


class SecondFactorMiddleware:
    """Leads a head without a second factor to set one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Stand in the way of every view but those that lead out of here."""
        match = request.resolver_match
        if not settings.SECOND_FACTOR_FOR_HEADS or not isinstance(request.user, User):
            return None
        if (match and match.url_name in _OPEN_NAMES) or not is_required(request.user) or has_one(request.user):
            return None
        messages.info(request, "Thủ trưởng duyệt văn bản cần lớp xác thực thứ hai: cài một lần rồi làm việc tiếp.")
        return redirect("mfa_activate_totp")
