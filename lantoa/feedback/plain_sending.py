"""The usual case of sending, words alone and nothing to complain of, without building a form: a form is made only where
something must be shown. The rules are those of `sending_form`, asked one by one."""

from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.urls import reverse

from lantoa.feedback import accepting, stamps
from lantoa.feedback.accepting import CONSENT, Accepted, Given
from lantoa.feedback.addressed import Addressed, address_of
from lantoa.feedback.sending_form import LONGEST, read_phone, read_text
from lantoa.vietnamese.text import squeeze


def take(request: HttpRequest, to: Addressed) -> Accepted | None:
    """What was kept; None where the form must look at it: files, a unit by name, any fault, too many."""
    said = request.POST
    if request.FILES or said.get("website") or (to.unit is None and said.get("unit_words")):
        return None
    try:
        return accepting.accept(_given(request, to))
    except (ValidationError, stamps.Refused, accepting.Flooded):
        return None


def follow_address(taken: Accepted) -> str:
    """Of the page on which the sender follows it."""
    return f"{_follow_page()}{taken.token}/?{'da-gui' if taken.is_new else 'da-co'}=1"


@cache
def _follow_page() -> str:
    return reverse("feedback_public:follow", args=["-"]).removesuffix("-/")


def _given(request: HttpRequest, to: Addressed) -> Given:
    said = request.POST
    return Given(
        text=read_text(said.get("text", "")),
        name=_line(said.get("name", ""), "name"),
        phone=read_phone(_line(said.get("phone", ""), "phone")),
        email=_mail(said.get("email", "")),
        place=_line(said.get("place", ""), "place"),
        wants_publication=said.get("wants_publication") == "on",
        form_key=stamps.check(said.get("stamp", ""), said.get("work", ""), "").form_key,
        source=to.source,
        unit=to.unit,
        procedure=to.procedure,
        address=address_of(request),
        consent=CONSENT,
    )


def _line(typed: str, name: str) -> str:
    if len(typed) > LONGEST[name]:
        raise ValidationError("too long")
    return squeeze(typed.replace("\0", " "))


def _mail(typed: str) -> str:
    address = typed.strip()
    if address:
        validate_email(address)
    return address
