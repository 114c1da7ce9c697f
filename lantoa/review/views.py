"""One-time approval links: sent from the workspace, opened without signing in."""

from typing import Any, TypeVar
from uuid import UUID

from allauth.core.internal import ratelimit
from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts.requests import PersonRequest
from lantoa.review import links
from lantoa.review.enums import ReviewState
from lantoa.review.forms import ReasonForm, SendLinkForm
from lantoa.review.linkable import how_of, may_ask, model_named
from lantoa.review.links import Closed, LinkState
from lantoa.review.models import ApprovalLink, Transition
from lantoa.ui.sending import sent

Answer = TypeVar("Answer", bound=HttpResponseBase)
TOO_MANY = "Đã mở nhiều đường dẫn từ đường mạng này. Thử lại sau một giờ."


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: PersonRequest, model: str, pk: int) -> HttpResponse:
    """Who decides on it, what was sent already; sent, the head gets a mail."""
    thing = _visible(request, model, pk)
    if not may_ask(request.user, thing):
        raise PermissionDenied(links.NOT_YOURS)
    heads = links.receivers(thing)
    form = SendLinkForm(request.POST or None, heads=heads)
    if request.method == "POST" and form.is_valid() and _send(request, form, thing):
        return redirect(thing)
    sent = [(link, links.state_of(link)) for link in links.links_of(thing)[:10]]
    context = {
        "thing": thing,
        "how": how_of(thing),
        "form": form,
        "heads": heads,
        "refusal": links.refusal(),
        "sent": sent,
        "hours": int(links.LIFETIME.total_seconds() // 3600),
    }
    return render(request, "review/link_send.html", context, status=422 if form.errors else 200)


def _visible(request: PersonRequest, model: str, pk: int) -> Any:
    kind = model_named(model)
    if kind is None:
        raise Http404("Không có loại văn bản này.")
    return get_object_or_404(kind._default_manager.visible_to(request.user), pk=pk)  # type: ignore[attr-defined]


def _send(request: PersonRequest, form: SendLinkForm, thing: Any) -> bool:
    if _is_too_many(request, "approval_link_mail"):
        form.add_error(None, "Đã gửi nhiều đường dẫn trong một giờ. Gửi tiếp sau ít phút.")
        return False
    head = form.cleaned_data["to"]
    try:
        link = links.send(thing, to=head, by=request.user)
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    messages.success(request, f"Đã gửi đường dẫn duyệt cho {head}, dùng một lần, đến {link.expires_at:%d/%m/%Y}.")
    return True


def _is_too_many(request: HttpRequest, action: str) -> bool:
    """Whether the limit of the action (settings.ACCOUNT_RATE_LIMITS) is spent; opening an address counts, too."""
    return not ratelimit.consume(request, app="allauth.account", action=action, limit_get=True)


@login_not_required
@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What is decided on, to read; two buttons. Opening it decides nothing: mail programs look at links, too."""
    if _is_too_many(request, "approval_link"):
        return _said(request, TOO_MANY, status=429)
    found = links.find(token)
    state = links.state_of(found) if found else None
    if found is None or state is None or state != LinkState.OPEN:
        return _closed(request, found, state)
    return _page(request, found, token, ReasonForm())


@login_not_required
@never_cache
@require_safe
@csp_replace({"default-src": [NONE], "script-src": [NONE], "style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]
def link_file(request: HttpRequest, token: str, key: UUID) -> HttpResponseBase:
    """A file of what is decided on, for as long as the link is open."""
    found = links.find(token)
    if found is None or links.state_of(found) != LinkState.OPEN:
        return link(request, token)  # says why; guesses are counted there
    how = how_of(found.subject)
    one = how.file_of(found.subject, key) if how else None
    if one is None:
        raise Http404("Không có tệp này.")
    return _private(sent(one.stored, name=one.name, content_type=one.content_type, is_shown=one.is_shown))


@login_not_required
@never_cache
@require_POST
def approve(request: HttpRequest, token: str) -> HttpResponse:
    return _decide(request, token, links.approve)


@login_not_required
@never_cache
@require_POST
def send_back(request: HttpRequest, token: str) -> HttpResponse:
    """Return, with a reason."""
    form, found = ReasonForm(request.POST), links.find(token)
    if not form.is_valid() and found is not None and links.state_of(found) == LinkState.OPEN:
        return _page(request, found, token, form, status=422)
    return _decide(request, token, lambda one: links.send_back(one, note=form.cleaned_data.get("note", "")))


def _decide(request: HttpRequest, token: str, act: Any) -> HttpResponse:
    if _is_too_many(request, "approval_link"):
        return _said(request, TOO_MANY, status=429)
    found = links.find(token)
    if found is None:
        return _closed(request, None, None)
    try:
        step = act(found)
    except Closed as closed:
        return _closed(request, found, closed.state)
    except (ValidationError, PermissionDenied) as fault:
        words = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
        return _said(request, words, status=409)
    return _done(request, found.subject, step)


def _done(request: HttpRequest, thing: Any, step: Transition) -> HttpResponse:
    """What became of which thing, and where it is read now."""
    how = how_of(thing)
    assert how is not None
    is_returned = step.to_state == ReviewState.RETURNED
    context = {
        "title": "Đã trả lại" if is_returned else "Đã duyệt",
        "words": "Đã trả lại kèm lý do." if is_returned else how.done(thing),
        "tone": "positive",
        "thing": thing,
        "how": how,
        "address": "" if is_returned else how.public_page(thing),
    }
    return _private(render(request, "review/link_said.html", context))


def _page(
    request: HttpRequest, found: ApprovalLink, token: str, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    thing: Any = found.subject
    how = how_of(thing)
    assert how is not None
    context = {"link": found, "token": token, "thing": thing, "how": how, "form": form, "verb": how.verb(thing)}
    context["submitted"] = thing.transitions.filter(to_state="submitted").select_related("by").last()
    context |= how.context(thing, lambda key: reverse("review:link_file", args=[token, key]))
    return _private(render(request, "review/link.html", context, status=status))


_WHY = {
    LinkState.USED: "Đường dẫn này đã dùng để quyết định rồi; mỗi đường dẫn chỉ dùng một lần.",
    LinkState.SUPERSEDED: "Văn bản đã được rút về, quyết định hoặc gửi lại bằng đường dẫn khác sau thư này. "
    "Tìm thư mới nhất hoặc hỏi người trình.",
    LinkState.EXPIRED: "Đường dẫn đã quá hạn 72 giờ. Đề nghị người trình gửi đường dẫn mới, hoặc đăng nhập để duyệt.",
    LinkState.REFUSED: "Đường dẫn này không dùng được nữa: đăng nhập để duyệt.",
}


def _closed(request: HttpRequest, found: ApprovalLink | None, state: LinkState | None) -> HttpResponse:
    if found is None or state is None:
        return _said(request, "Không có đường dẫn duyệt này. Mở lại đúng đường dẫn trong thư.", status=404)
    return _said(request, _WHY[state], status=410)


def _said(
    request: HttpRequest, words: str, *, title: str = "Đường dẫn duyệt", tone: str = "warning", status: int = 200
) -> HttpResponse:
    context = {"words": words, "title": title, "tone": tone}
    return _private(render(request, "review/link_said.html", context, status=status))


def _private(answer: Answer) -> Answer:
    """The address holds the token: no Referer carries it on, not even inside the site; no search engine keeps it."""
    answer["Referrer-Policy"] = "strict-origin"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
