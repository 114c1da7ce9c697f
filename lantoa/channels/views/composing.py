"""One text, a version for each channel: channels are chosen, each version written against its limits, shown as its
readers will see it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.audit.edits import EditConflict
from lantoa.channels import asking, composing, releasing, sources
from lantoa.channels.composing import OPEN
from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Channel, Posting
from lantoa.channels.posting_form import PostingForm
from lantoa.channels.previewing import Shown, shown
from lantoa.channels.releasing import may_release
from lantoa.channels.sources import Source
from lantoa.channels.views.getting import writable_posting


@dataclass
class Section:
    """One channel's part of the page."""

    posting: Posting
    form: PostingForm
    shown: Shown


def _source(request: PersonRequest, kind: str, pk: int) -> Source:
    found = sources.find(request.user, kind, min(pk, 2**62))
    if found is None:
        raise Http404("Không có bài này.")
    return found


def _writable(request: PersonRequest, source: Source) -> list[Channel]:
    """The channels in use on which the person may put it: those of their own units and of the unit that wrote it."""
    units = {unit.pk for unit in access.units_where(request.user, Power.WRITE)}
    if access.may(request.user, Power.WRITE, source.unit):
        units.add(source.unit.pk)
    if not units:
        raise PermissionDenied("Vai trò hiện tại không được soạn bài cho kênh.")
    return list(Channel.objects.in_use().filter(unit__in=units).select_related("unit"))


@require_http_methods(["GET", "HEAD", "POST"])
@asks_second_factor
def compose(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """Every version on one page; the buttons below act on all that are still open."""
    source = _source(request, kind, pk)
    channels = _writable(request, source)
    rows = composing.of_source(source.thing).filter(channel__in=channels).exclude(state="cancelled").order_by("pk")
    forms = [
        PostingForm(request.POST or None, posting=row, offered=source.pictures) for row in rows if row.state in OPEN
    ]
    if request.method == "POST" and forms and _keep(request, forms):
        return _after(request, source, forms)
    taken = {row.channel_id for row in rows}
    context = {
        "source": source,
        "sections": [Section(form.posting, form, shown(form.draft())) for form in forms],
        "others": [row for row in rows if row.state not in OPEN],
        "free": [one for one in channels if one.pk not in taken],
        "has_channels": bool(channels),
        "may_release": any(may_release(request.user, form.posting.channel) for form in forms),
    }
    is_bad = any(form.errors for form in forms)
    return render(request, "channels/compose.html", context, status=422 if is_bad else 200)


@require_POST
def choose(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """Make the versions for the channels that were ticked."""
    source = _source(request, kind, pk)
    ticked = set(request.POST.getlist("kenh"))
    chosen = [one for one in _writable(request, source) if str(one.pk) in ticked]
    for channel in chosen:
        try:
            composing.compose(
                channel,
                title=source.title,
                lead=source.lead,
                text=source.text,
                link=(source.short if channel.type == ChannelType.PASTE else "") or source.link,
                pictures=source.pictures,
                hashtags=source.hashtags,
                obligations=source.obligations,
                source=source.thing,
                by=request.user,
            )
        except ValidationError as fault:
            messages.error(request, f"{channel}: {' '.join(fault.messages)}")
    if not chosen:
        messages.warning(request, "Chọn ít nhất một kênh.")
    return redirect("channels:compose", kind=kind, pk=pk)


def _keep(request: PersonRequest, forms: list[PostingForm]) -> bool:
    """Save every version; whether all could be."""
    for form in forms:
        if not form.is_valid():
            continue
        posting = form.posting
        try:
            if any(getattr(posting, name) != value for name, value in form.given().items()):
                composing.change(posting, form.given(), version=form.cleaned_data["version"], by=request.user)
            asking.wish(posting, form.cleaned_data["send_at"])
        except EditConflict as conflict:
            form.add_error(None, f"{conflict} Tải lại trang để lấy bản mới; chữ vừa gõ vẫn còn ở dưới.")
        except ValidationError as fault:
            form.add_error("send_at" if "Giờ đăng" in str(fault) else None, fault)
    return not any(form.errors for form in forms)


def _after(request: PersonRequest, source: Source, forms: list[PostingForm]) -> HttpResponse:
    """What the pressed button asks beside saving; what stands against it is said, the text is saved all the same."""
    act, done, kept = request.POST.get("viec", ""), 0, 0
    for form in forms:
        posting = form.posting
        try:
            if act == "phat" and may_release(request.user, posting.channel):
                release_checked(request, posting)
                done += 1
            elif act == "trinh" and not asking.is_asked(posting):
                asking.ask(posting, by=request.user)
                done += 1
        except ValidationError as fault:
            kept += 1
            messages.error(request, f"{posting.channel}: {' '.join(fault.messages)}")
    words = {"phat": f"Đã duyệt phát {done} bài.", "trinh": f"Đã trình duyệt phát {done} bài."}.get(act, "Đã lưu.")
    if done or act not in ("phat", "trinh"):
        messages.success(request, words)
    if act == "trinh" and not kept:
        return redirect("channels:postings")
    return redirect("channels:compose", kind=source.kind, pk=source.thing.pk)


def release_checked(request: PersonRequest, posting: Posting) -> None:
    """Release at the posting's own hour, unless what it was made of keeps it back. Raises ValidationError."""
    if kept := sources.why_not(posting):
        raise ValidationError(kept)
    releasing.release(posting, by=request.user, send_at=posting.send_at)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """One version by itself: what was given back, what failed, what was made of nothing."""
    posting = writable_posting(request, pk)
    if posting.state not in OPEN:
        messages.warning(request, f"Bài đang ở tình trạng “{posting.get_state_display()}” nên không sửa được.")
        return redirect(posting)
    source = sources.source_of(posting, request.user)
    form = PostingForm(request.POST or None, posting=posting, offered=source.pictures if source else ())
    if request.method == "POST" and _keep(request, [form]):
        messages.success(request, "Đã lưu.")
        return redirect(posting)
    context = {"sections": [Section(posting, form, shown(form.draft()))], "posting": posting}
    return render(request, "channels/posting_edit.html", context, status=422 if form.errors else 200)


@require_POST
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """What was typed so far, as the channel's readers will see it; nothing is saved."""
    posting = writable_posting(request, pk)
    source = sources.source_of(posting, request.user)
    form = PostingForm(request.POST, posting=posting, offered=source.pictures if source else ())
    return render(request, "channels/_preview.html", {"shown": shown(form.draft())})
