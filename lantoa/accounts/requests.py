"""The request of a signed-in person, as views behind LoginRequiredMiddleware get it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lantoa.accounts.models import User


class PersonRequest(HttpRequest):
    """For annotations only: `user` is a person who signed in, `htmx` says whether a fragment was asked for."""

    user: User
    htmx: HtmxDetails
