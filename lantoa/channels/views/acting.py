"""The acts on a posting: each a POST to its own address."""

import itertools
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.channels import asking, done, reach, recordings, releasing, taking_down
from lantoa.channels.models import Posting
from lantoa.channels.posting_forms import ConfirmForm, NoteForm, RecordingForm, ReleaseForm, SettleForm
from lantoa.channels.releasing import demand_release
from lantoa.channels.views.getting import visible_posting, writable_posting
from lantoa.ui.acts import do


@require_POST
def ask(request: PersonRequest, pk: int) -> HttpResponse:
    """Lay it before who releases."""
    posting = writable_posting(request, pk)
    return do(request, posting, lambda: asking.ask(posting, by=request.user), "Đã trình duyệt phát.")


@require_POST
@asks_second_factor
def release(request: PersonRequest, pk: int) -> HttpResponse:
    """Let it go, now or at its hour: the text that the person read, no other."""
    posting = visible_posting(request, pk)
    demand_release(request.user, posting.channel)
    words = "Đã duyệt phát." if posting.channel.is_live else "Đã duyệt phát. Kênh đang gửi thử: chưa gửi ra ngoài."
    return _do_as_filled(request, posting, ReleaseForm(request.POST), releasing.release, words)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Give it back to who wrote it, with a word."""
    posting = visible_posting(request, pk)
    demand_release(request.user, posting.channel)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _do_as_filled(request, posting, form, asking.send_back, "Đã trả lại.")
    context = {"form": form, "posting": posting}
    return render(request, "channels/posting_return.html", context, status=422 if form.errors else 200)


@require_POST
def hold(request: PersonRequest, pk: int) -> HttpResponse:
    posting = visible_posting(request, pk)
    return do(request, posting, lambda: releasing.hold(posting, by=request.user), "Đã rút duyệt phát.")


@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    posting = visible_posting(request, pk)
    return do(request, posting, lambda: releasing.cancel(posting, by=request.user), "Đã hủy bài trên kênh này.")


@require_POST
def log(request: PersonRequest, pk: int) -> HttpResponse:
    """Put on the books what went out when nobody could."""
    posting = writable_posting(request, pk)
    return do(request, posting, lambda: done.log_late(posting, by=request.user), "Đã ghi vào hoạt động đã làm.")


@require_POST
def take_down(request: PersonRequest, pk: int) -> HttpResponse:
    """Take away what is out; `bang_tay`: the person did so on the channel."""
    posting = visible_posting(request, pk)
    is_by_hand = request.POST.get("bang_tay") == "1" or not taking_down.can_call(posting)
    words = "Đã gỡ khỏi kênh." if is_by_hand else "Đang gỡ khỏi kênh. Tải lại trang sau ít phút để xem kết quả."
    return do(
        request,
        posting,
        lambda: taking_down.take_down(posting, by=request.user, is_by_hand=is_by_hand),
        words,
    )


@require_POST
def retry(request: PersonRequest, pk: int) -> HttpResponse:
    """Go on from where it failed: what is out already is not sent again, however often this is pressed."""
    posting = visible_posting(request, pk)
    return do(request, posting, lambda: releasing.retry(posting, by=request.user), "Đang gửi lại.")


@require_POST
def settle(request: PersonRequest, pk: int) -> HttpResponse:
    """Somebody looked whether it is on the channel."""
    posting = visible_posting(request, pk)
    demand_release(request.user, posting.channel)
    return _do_as_filled(request, posting, SettleForm(request.POST), releasing.settle, "Đã ghi nhận.")


@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """It was carried out by hand: where it is, when, how many it reached."""
    posting = writable_posting(request, pk)
    words = "Đã xác nhận. Việc này đã được ghi vào hoạt động đã làm."
    return _do_as_filled(request, posting, ConfirmForm(request.POST, posting=posting), releasing.confirm, words)


@require_POST
def recording(request: PersonRequest, pk: int) -> HttpResponse:
    """Add the recording of a bulletin."""
    posting = writable_posting(request, pk)
    form = RecordingForm(request.POST, request.FILES)
    return _do_as_filled(request, posting, form, recordings.keep, "Đã tải bản ghi âm lên.")


@require_POST
def read(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask the channel now how many it reached."""
    posting = writable_posting(request, pk)
    if reach.read_now(posting):
        messages.success(request, "Đã đọc số liệu mới từ kênh.")
    else:
        messages.warning(request, "Kênh chưa cho số liệu của bài này.")
    return redirect(posting)


def _do_as_filled(
    request: PersonRequest, posting: Posting, form: forms.Form, act: Callable[..., object], words: str
) -> HttpResponse:
    """Do it with what was typed, or say on the posting's page what was wrong with that."""
    if form.is_valid():
        return do(request, posting, lambda: act(posting, by=request.user, **form.cleaned_data), words)
    for fault in itertools.chain(*form.errors.values()):
        messages.error(request, str(fault))
    return redirect(posting)
