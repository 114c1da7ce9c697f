"""Articles sent up: the list of the editors, one article with what they may do with it, each act."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.audit.edits import EditConflict
from lantoa.news import claiming, offering
from lantoa.news.claiming import usual_due
from lantoa.news.enums import OfferState
from lantoa.news.forms import ClaimForm, MendForm, NoteForm
from lantoa.news.models import Offer
from lantoa.news.offer_list import OfferFilter
from lantoa.news.reading import shown_of
from lantoa.news.views.getting import visible_article
from lantoa.ui.acts import do
from lantoa.ui.pages import page_of

PER_PAGE = 30


@require_GET
def offers(request: PersonRequest) -> HttpResponse:
    """What waits for the editors, and until when?"""
    chosen = OfferFilter(request.GET, user=request.user)
    page = page_of(request, chosen.rows(), PER_PAGE)
    context = {"filter": chosen, "page": page, "rows": list(page.object_list), "today": timezone.localdate()}
    return render(request, "news/offer_list.html", context)


def _visible(request: PersonRequest, pk: int) -> Offer:
    rows = Offer.objects.visible_to(request.user)
    joined = rows.select_related("article__unit", "article__category", "portal_unit", "claimed_by", "offered_by")
    return get_object_or_404(joined.select_related("article__created_by", "decided_by"), pk=pk)


def _editable(request: PersonRequest, pk: int) -> Offer:
    found = _visible(request, pk)
    offering.demand_editor(found, request.user)
    return found


@require_GET
def offer(request: PersonRequest, pk: int) -> HttpResponse:
    """Does it belong on our page?"""
    found = _visible(request, pk)
    edits, waits = offering.may_edit(request.user, found), found.state == OfferState.OFFERED
    has_it, is_late = found.claimed_by_id == request.user.pk, waits and claiming.is_overdue(found)
    context = {
        **shown_of(found.article),
        "offer": found,
        "edits": edits,
        "may_claim": edits and waits and (not has_it or is_late) and offering.is_free(found, request.user),
        "may_release": edits and waits and has_it,
        "may_take_back": waits and access.may(request.user, Power.WRITE, found.article.unit) and not edits,
        "is_overdue": is_late,
        "usual_due": usual_due(),
    }
    return render(request, "news/offer_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: PersonRequest, pk: int) -> HttpResponse:
    """To which page does it go; sent, its editors are told."""
    article = visible_article(request, pk)
    access.demand(request.user, Power.WRITE, article.unit)
    given = request.POST if request.method == "POST" else None
    form = NoteForm(given, label="Lời nhắn cho ban biên tập", required=False)
    if request.method == "POST" and form.is_valid():
        try:
            made = offering.offer(article, by=request.user, note=form.cleaned_data["note"])
        except ValidationError as fault:
            messages.error(request, fault.messages[0])
            return redirect(article)
        messages.success(request, f"Đã gửi lên {made.portal_unit.label}. Ban biên tập được báo.")
        return redirect(article)
    page = offering.next_page(article)
    if page is None:
        messages.info(request, "Bài này chưa gửi lên được: chưa đăng, đang chờ, hoặc không còn trang cấp trên nào.")
        return redirect(article)
    editors = offering.editors_of(page)
    return render(request, "news/offer_send.html", {"article": article, "form": form, "page": page, "editors": editors})


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    return do(request, found, lambda: offering.take_back(found, by=request.user), "Đã rút lại.")


@require_POST
def claim(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it to look at, until a day."""
    found, form = _editable(request, pk), ClaimForm(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise ValidationError([words for faults in form.errors.values() for words in faults])
        offering.claim(found, by=request.user, due=form.cleaned_data["due"])

    return do(request, found, act, "Đã nhận xem. Người khác thấy ai đang xem bài này.")


@require_POST
def release(request: PersonRequest, pk: int) -> HttpResponse:
    found = _editable(request, pk)
    return do(request, found, lambda: offering.release(found, by=request.user), "Đã để người khác nhận xem.")


@require_POST
@asks_second_factor
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    found, first = _editable(request, pk), "noi-bat" in request.POST
    return do(request, found, lambda: offering.accept(found, by=request.user, is_featured=first), "Đã đăng lên cổng.")


@require_POST
def feature(request: PersonRequest, pk: int) -> HttpResponse:
    """First on the page, or among the others."""
    found, first = _editable(request, pk), "noi-bat" in request.POST
    said = "Bài đứng ở phần nổi bật." if first else "Bài đứng cùng các bài khác."
    return do(request, found, lambda: offering.feature(found, by=request.user, is_featured=first), said)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Return with a note."""
    found = _editable(request, pk)
    words = {"title": "Trả lại bài gửi lên", "verb": "Trả lại", "label": "Lời nhắn cho đơn vị", "state": "offered"}
    return _ask(
        request,
        found,
        words,
        lambda note: offering.send_back(found, by=request.user, note=note),
        "Đã trả lại kèm lời nhắn.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it from the page, with a reason."""
    found = _editable(request, pk)
    words = {"title": "Gỡ khỏi cổng", "verb": "Gỡ khỏi cổng", "label": "Lý do gỡ", "state": "accepted"}
    return _ask(
        request, found, words, lambda note: offering.remove(found, by=request.user, reason=note), "Đã gỡ khỏi cổng."
    )


def _ask(request: PersonRequest, found: Offer, words: dict[str, str], act: Any, done: str) -> HttpResponse:
    if found.state != words["state"]:
        return redirect(found)
    form = NoteForm(
        request.POST or None, label=words["label"], help_text="Người viết và thủ trưởng của đơn vị nhận được lời này."
    )
    if request.method == "POST" and form.is_valid():
        return do(request, found, lambda: act(form.cleaned_data["note"]), done)
    context = {"offer": found, "form": form, "words": words}
    return render(request, "news/offer_note.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_second_factor
def mend(request: PersonRequest, pk: int) -> HttpResponse:
    """Change the text; the school is told what was changed."""
    found = _editable(request, pk)
    if found.state not in offering.STANDING or not found.article.is_live:
        return redirect(found)
    form = MendForm(request.POST or None, article=found.article)
    if request.method == "POST" and form.is_valid() and _mend(request, form, found):
        messages.success(request, "Đã lưu bản sửa. Đơn vị được báo đã sửa những gì.")
        return redirect(found)
    context = {
        "offer": found,
        "article": found.article,
        "form": form,
        "theirs": form.theirs,
        "bound": form if form.is_bound else None,
    }
    return render(request, "news/offer_mend.html", context, status=422 if form.errors else 200)


def _mend(request: PersonRequest, form: MendForm, found: Offer) -> bool:
    try:
        offering.mend(found, form.text(), form.said(), version=form.held_version, by=request.user)
    except EditConflict as conflict:
        form.tell(conflict, request.user)
    except ValidationError as fault:
        form.add_error(None, fault)
    else:
        return True
    return False
