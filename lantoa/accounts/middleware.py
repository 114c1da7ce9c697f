"""A person who holds roles in two units chooses which hat to wear; the choice stays for the session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lantoa.accounts.models import Membership, User

SESSION_KEY = "hat"


class HatMiddleware:
    """Sets `request.user`'s hat from the session where it is still one of theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(SESSION_KEY)
        if chosen and isinstance(request.user, User):
            request.user._hat = (  # type: ignore[attr-defined]
                Membership.objects.current().select_related("unit").filter(pk=chosen, user=request.user).first()
            )
        return self.get_response(request)
