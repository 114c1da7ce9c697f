"""How a name and a password become a person."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from lantoa.accounts.models import User

DEMO_PASSWORD = "lantoa-demo"  # noqa: S105 - printed in the README; refused wherever DEMO is off


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Username or email with a password; the demo's password opens nothing outside the demo."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        if credentials.get("password") == DEMO_PASSWORD and not settings.DEMO:
            return None
        found: User | None = super().authenticate(request, **credentials)
        return found
