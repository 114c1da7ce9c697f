"""A person who holds roles in two units chooses which hat to wear; the choice stays for the session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lantoa.accounts import access
from lantoa.accounts.models import User

SESSION_KEY = "hat"


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
