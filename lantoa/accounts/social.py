"""Single sign-on by OpenID Connect: a person whom the site already has signs in with the account of their office."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.accounts.models import User
from lantoa.audit.models import record


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Links to an existing person by verified email or by user name; never makes one unless the site says so."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person; who is not found, or may not sign in, gets a page that says whom to ask."""
        if not sociallogin.is_existing:
            person = _person(sociallogin) or _new_person(sociallogin)
            if person is None:
                raise ImmediateHttpResponse(_refusal(request, sociallogin))
            sociallogin.connect(request, person)
            record("single_sign_on_linked", by=person, on=person, text=f"Nối tài khoản đăng nhập một lần: {person}")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """The other side failed or the person gave up there: a page that leads back to the password."""
        raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Linking happens by itself at the first sign-in; the audit has it."""


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    data = sociallogin.account.extra_data
    return {**data.get("id_token", {}), **data.get("userinfo", {})} or data


def _person(sociallogin: SocialLogin) -> User | None:
    claims = _claims(sociallogin)
    email, name = str(claims.get("email") or ""), str(claims.get("preferred_username") or "")
    if email and claims.get("email_verified") is True:
        found = User.objects.filter(email=email.lower()).first()
        if found:
            return found
    return User.objects.filter(username=name.lower()).first() if name else None


def _new_person(sociallogin: SocialLogin) -> User | None:
    """A person without a role: they see nothing until an administrator gives one."""
    claims = _claims(sociallogin)
    name = str(claims.get("preferred_username") or claims.get("email") or "").lower()
    if not settings.OIDC_CREATE or not name:
        return None
    email = str(claims.get("email") or "").lower() if claims.get("email_verified") is True else ""
    return User.objects.create_user(name[:60], full_name=str(claims.get("name") or name)[:120], email=email)


def _refusal(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    who = _claims(sociallogin).get("email") or _claims(sociallogin).get("preferred_username") or ""
    return render(request, "account/signup_closed.html", {"who": who}, status=403)
