"""The channel or posting that a request asks for: what one may not see is 404, what one may not do is 403."""

from django.shortcuts import get_object_or_404

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.channels.managing import demand_manage
from lantoa.channels.models import Channel, Posting, PressOutlet

BIGGEST_KEY = 2**62


def visible_channel(request: PersonRequest, pk: int) -> Channel:
    rows = Channel.objects.visible_to(request.user).select_related("unit", "created_by")
    return get_object_or_404(rows, pk=min(pk, BIGGEST_KEY))


def managed_channel(request: PersonRequest, pk: int) -> Channel:
    """The channel, where the person may change it."""
    channel = visible_channel(request, pk)
    demand_manage(request.user, channel.unit)
    return channel


def visible_posting(request: PersonRequest, pk: int) -> Posting:
    rows = Posting.objects.visible_to(request.user)
    rows = rows.select_related("channel__unit", "created_by", "released_by", "activity", "source_type")
    return get_object_or_404(rows, pk=min(pk, BIGGEST_KEY))


def writable_posting(request: PersonRequest, pk: int) -> Posting:
    """The posting, where the person writes for its unit."""
    posting = visible_posting(request, pk)
    access.demand(request.user, Power.WRITE, posting.channel.unit)
    return posting


def writable_outlet(request: PersonRequest, pk: int) -> PressOutlet:
    rows = PressOutlet.objects.visible_to(request.user).select_related("unit")
    outlet = get_object_or_404(rows, pk=min(pk, BIGGEST_KEY))
    access.demand(request.user, Power.WRITE, outlet.unit)
    return outlet
