"""The mails of a posting, one by one, for who may release it: addresses of private people stay with them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.channels.adapters import mailing
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.mails import arrived as note_arrival
from lantoa.channels.mails import open_of, send_again
from lantoa.channels.models import Delivery, Posting
from lantoa.channels.releasing import demand_release
from lantoa.channels.views.getting import visible_posting
from lantoa.ui.acts import do
from lantoa.ui.pages import page_of


def _posting(request: PersonRequest, pk: int) -> Posting:
    posting = visible_posting(request, pk)
    if posting.channel.type not in (ChannelType.EMAIL, ChannelType.PRESS):
        raise Http404("Kênh này không gửi thư.")
    demand_release(request.user, posting.channel)
    return posting


def _mail(request: PersonRequest, pk: int, mail_pk: int) -> Delivery:
    return get_object_or_404(_posting(request, pk).deliveries, pk=min(mail_pk, 2**62))


@require_GET
def mails(request: PersonRequest, pk: int) -> HttpResponse:
    """Which mails did not simply arrive, and what is to become of each?"""
    posting = _posting(request, pk)
    context = {
        "posting": posting,
        "page": page_of(request, open_of(posting), 50),
        "summary": mailing.summary(posting),
        "is_out": posting.state == PostingState.SENT,
    }
    return render(request, "channels/mail_list.html", context)


@require_POST
def arrived(request: PersonRequest, pk: int, mail_pk: int) -> HttpResponse:
    mail = _mail(request, pk, mail_pk)
    do(request, mail.posting, lambda: note_arrival(mail, by=request.user), "Đã ghi thư này là đã đến.")
    return redirect("channels:mails", pk)


@require_POST
def again(request: PersonRequest, pk: int, mail_pk: int) -> HttpResponse:
    mail = _mail(request, pk, mail_pk)
    do(request, mail.posting, lambda: send_again(mail, by=request.user), "Thư này sẽ được gửi lại trong ít phút.")
    return redirect("channels:mails", pk)
