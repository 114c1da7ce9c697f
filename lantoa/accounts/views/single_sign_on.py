"""The library's two views, for the day when the office's server does not answer."""

from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException


def _answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except RequestException:
            return render(request, "socialaccount/authentication_error.html", status=502)

    return login_not_required(wrapped)


login = _answered(oidc.login)
callback = _answered(oidc.callback)
