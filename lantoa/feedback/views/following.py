"""The sender's side of a case: the secret link, what is added there, the look-up by code."""

import io
from typing import Any

import segno
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.feedback import following, informing, supplying, tokens
from lantoa.feedback.identity import sender_of
from lantoa.feedback.models import Case
from lantoa.feedback.models.case import SEALED, TEXT_LIMIT
from lantoa.feedback.sending_form import PhotosField
from lantoa.vault.sealing import Locked

_NOT_FOUND = "Không tìm thấy phản ánh nào với mã và cách liên hệ này. Xem lại mã trên phiếu rồi thử lại."
_MANY = "Đã thử nhiều lần. Chờ một giờ rồi thử lại, hoặc gọi đường dây nóng của đơn vị."
_ROOM = {"rows": 4, "data-lt-most": TEXT_LIMIT}


class SupplyForm(forms.Form):
    """What the sender adds."""

    text = forms.CharField(label="Bổ sung", required=False, widget=forms.Textarea(attrs=_ROOM))
    photos = PhotosField(label="Ảnh")


class LookUpForm(forms.Form):
    """The code and what the sender left to be reached by."""

    code = forms.CharField(
        label="Mã phản ánh",
        max_length=30,
        help_text="Ví dụ PA-7K2M-4XQ9, ghi trên phiếu hoặc trong thư.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Ghi mã phản ánh.", "max_length": "Mã phản ánh chỉ có 8 chữ và số sau PA."},
    )
    contact = forms.CharField(
        label="Điện thoại hoặc thư điện tử đã ghi khi gửi",
        max_length=254,
        error_messages={"required": "Ghi điện thoại hoặc thư điện tử đã dùng khi gửi."},
    )


@login_not_required
@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Where is it now?"""
    case = _case(token)
    return _page(request, case, token, SupplyForm())


@login_not_required
@csrf_exempt  # the token in the address is what lets in; nobody is signed in for it
@never_cache
@require_POST
def supply(request: HttpRequest, token: str) -> HttpResponse:
    """The sender adds to the case."""
    case = _case(token)
    form = SupplyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            if not ratelimit.consume(request, action="feedback_supply"):
                raise ValidationError(_MANY)
            supplying.add(case, form.cleaned_data["text"], form.cleaned_data["photos"])
        except ValidationError as refused:
            form.add_error(None if form.cleaned_data["text"] else "text", refused)
        else:
            messages.success(request, "Đã gửi bổ sung.")
            return redirect("feedback_public:follow", token=token)
    return _page(request, case, token, form, status=422)


@login_not_required
@never_cache
@require_safe
def qr(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code of the secret link."""
    _case(token)
    return qr_of(token)


def qr_of(token: str) -> HttpResponse:
    """The QR code of a secret link."""
    out = io.BytesIO()
    code = segno.make(link_of(token), error="m", micro=False)
    code.save(out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, nl=False, light="white")
    return _private(HttpResponse(out.getvalue(), content_type="image/svg+xml"))


@login_not_required
@csrf_exempt  # nobody is signed in for it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Where is what I sent, by its code?"""
    form = LookUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = tokens.read_code(form.cleaned_data["code"])
        if not code:
            form.add_error("code", "Mã phản ánh có 8 chữ và số sau PA, ví dụ PA-7K2M-4XQ9. Xem lại mã trên phiếu.")
        elif not ratelimit.consume(request, action="feedback_look_up", key=tokens.keyed("look-up", code)):
            form.add_error(None, _MANY)
        elif (case := _by_code(code, form.cleaned_data["contact"])) is None:
            form.add_error(None, _NOT_FOUND)
        else:
            return redirect("feedback_public:follow", token=tokens.token_for(case))
    answer = render(request, "feedback/public/look_up.html", {"form": form}, status=422 if form.errors else 200)
    return _private(answer)


def link_of(token: str) -> str:
    """The secret link as it stands in mails and on receipts."""
    return f"{settings.SITE_URL}{reverse('feedback_public:follow', args=[token])}"


def _by_code(code: str, contact: str) -> Case | None:
    """The case with that code whose sender left just this telephone number or mail address."""
    case = Case.objects.defer(*SEALED).filter(code=code).first()
    if case is None:
        return None
    try:
        sender = sender_of(case)
    except Locked:
        return None
    typed, number = contact.strip().lower(), tokens.digits(contact)
    is_mail = "@" in typed and typed == sender.email.strip().lower()
    is_phone = len(number) >= 8 and number == tokens.digits(sender.phone)
    return case if (is_mail or is_phone) and tokens.token_for(case) else None


def _case(token: str) -> Case:
    """The case of the link: 128 bits, not to be guessed. Raises Http404."""
    case = tokens.case_of(token)
    if case is None:
        raise Http404
    return case


def _page(request: HttpRequest, case: Case, token: str, form: SupplyForm, status: int = 200) -> HttpResponse:
    answers = case.answers.sent().select_related("unit").order_by("sent_at")
    context: dict[str, Any] = {
        "case": case,
        "is_overdue": case.is_overdue(),
        "token": token,
        "link": link_of(token),
        "has_mail": bool(informing.address_of(case)),
        "form": form,
        "is_new": "da-gui" in request.GET,
        "is_known": "da-co" in request.GET,
        "milestones": following.milestones(case, timezone.localdate()),
        "steps": following.public_steps(case),
        "hands": following.hands(case.hops.select_related("unit")),
        "asked": case.requests.filter(ended_on__isnull=True).first() if case.is_open else None,
        "files": list(case.files.all()),
        "answers": list(answers),
        "rating": case.ratings.last(),
    }
    return _private(render(request, "feedback/public/follow.html", context, status=status))


def _private(answer: HttpResponse) -> HttpResponse:
    """No search engine keeps it, no other site learns its address, no cache holds it."""
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store, private"
    return answer
