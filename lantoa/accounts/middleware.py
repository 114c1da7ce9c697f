"""Who is not signed in any more is told so and loses nothing; a person who holds roles in two units chooses which hat
to wear, and the choice stays for the session."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from lantoa.accounts import access
from lantoa.accounts.models import User

SESSION_KEY = "hat"


SIGNED_OUT = "Phiên làm việc đã hết nên việc vừa rồi chưa được lưu. Đăng nhập lại để làm tiếp."


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads to the sign-in. A part of a page gets 401 instead: the sign-in page put into it would take what was typed
    for saved (ui/js/htmx-errors.js says what to do). Who sent a form is told that it did not arrive."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        is_part = "HX-Request" in request.headers
        if request.method == "POST" and not is_part:
            messages.warning(request, SIGNED_OUT)
        if is_part or "X-Requested-With" in request.headers:
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


class HatMiddleware:
    """Sets the hat of `request.user` from the session where it is still one of theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(SESSION_KEY)
        if chosen and isinstance(request.user, User):
            held = {one.pk: one for one in access.memberships(request.user)}
            request.user._hat = held.get(chosen)  # type: ignore[attr-defined]
        return self.get_response(request)
