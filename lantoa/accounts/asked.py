"""The unit that an address asks about, for pages of signed-in people."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit

_MOST_DIGITS, _BIGGEST_KEY = 18, 2**62


def seen_unit(request: PersonRequest, pk: int) -> Unit:
    """The unit, or 404 where the person does not see into it."""
    return get_object_or_404(Unit.objects.filter(access.within(request.user, Power.SEE)), pk=min(pk, _BIGGEST_KEY))


def asked_unit(request: PersonRequest) -> Unit:
    """The unit of `?dv=`, the person's own where none is named; 404 for what is none or not theirs to see."""
    typed = request.GET.get("dv", "")
    if typed:
        if not (typed.isascii() and typed.isdigit()):
            raise Http404
        return seen_unit(request, int(typed[:_MOST_DIGITS]))
    home = access.home_unit(request.user)
    if home is None:
        raise Http404
    return home
