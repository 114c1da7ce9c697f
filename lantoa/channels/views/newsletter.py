"""The public side of newsletters: sign up, confirm, leave, read what was sent."""

from allauth.core import ratelimit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.channels import archive as archive_
from lantoa.channels import subscribing
from lantoa.channels.enums import ChannelType, SubscriptionState
from lantoa.channels.models import Channel
from lantoa.channels.models.posting import PostingQuerySet
from lantoa.channels.pictures import address_of, pictures_of
from lantoa.ui.pages import page_of


class SignUpForm(forms.Form):
    """An address; `website` is a trap for programs that fill every field."""

    email = forms.EmailField(
        label="Thư điện tử",
        help_text="Một thư xác nhận được gửi tới địa chỉ này.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)


def _newsletter(pk: int) -> Channel:
    rows = Channel.objects.in_use().filter(type=ChannelType.EMAIL).select_related("unit")
    return get_object_or_404(rows, pk=min(pk, 2**62))


@login_not_required
@require_safe
def newsletters(request: HttpRequest) -> HttpResponse:
    """Which newsletters are there?"""
    rows = Channel.objects.in_use().filter(type=ChannelType.EMAIL).select_related("unit")
    return render(request, "channels/public/newsletter_list.html", {"page": page_of(request, rows, 50)})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the newsletter; the answer is the same whether the address is known or not."""
    channel = _newsletter(pk)
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="subscribe"):
            form.add_error(None, "Đã nhận nhiều lượt đăng ký từ đường mạng này. Thử lại sau một giờ.")
        else:
            if not form.cleaned_data["website"]:
                subscribing.ask(channel, form.cleaned_data["email"])
            return redirect("newsletter:asked", pk=channel.pk)
    context = {"form": form, "channel": channel, "issues": _issues(channel)[:5]}
    return render(request, "channels/public/sign_up.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens next."""
    return render(request, "channels/public/asked.html", {"channel": _newsletter(pk)})


@login_not_required
@require_safe
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent."""
    channel = _newsletter(pk)
    context = {"channel": channel, "page": page_of(request, _issues(channel), 30)}
    return render(request, "channels/public/archive.html", context)


@login_not_required
@require_safe
def issue(request: HttpRequest, pk: int, posting_pk: int) -> HttpResponse:
    """One issue, as it was sent."""
    channel = _newsletter(pk)
    posting = get_object_or_404(_issues(channel), pk=min(posting_pk, 2**62))
    posting.channel = channel
    context = {
        "channel": channel,
        "posting": posting,
        "pictures": [(address_of(posting, one), one.alt) for one in pictures_of(posting)[:1]],
    }
    return render(request, "channels/public/issue.html", context)


def _issues(channel: Channel) -> PostingQuerySet:
    return archive_.shown().filter(channel=channel).order_by("-sent_at", "-pk")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail opens a page with one button: programs that look into mail open links, people press."""
    if (reader := subscribing.by_token(token)) is None:
        return _unknown(request)
    if reader.state == SubscriptionState.CONFIRMED:
        return render(request, "channels/newsletter_act.html", {"reader": reader, "done": "already"})
    if request.method != "POST":
        return render(request, "channels/newsletter_act.html", {"reader": reader, "act": "confirm"})
    done = "confirmed" if subscribing.confirm(reader) else "too_late"
    return render(request, "channels/newsletter_act.html", {"reader": reader, "done": done})


@login_not_required
@csrf_exempt  # RFC 8058: the mail program posts here for the reader, with no cookie and no page of ours
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One click ends it: by the mail program's own button, or by ours on the page that the link opens."""
    if (reader := subscribing.by_token(token)) is None:
        return _unknown(request)
    if reader.state == SubscriptionState.LEFT:
        return render(request, "channels/newsletter_act.html", {"reader": reader, "done": "left"})
    if request.method != "POST":
        return render(request, "channels/newsletter_act.html", {"reader": reader, "act": "leave"})
    subscribing.leave(reader)
    return render(request, "channels/newsletter_act.html", {"reader": reader, "done": "left"})


def _unknown(request: HttpRequest) -> HttpResponse:
    """The link was good once: the address was forgotten, or got a newer link since."""
    return render(request, "channels/public/link_over.html", status=410)
