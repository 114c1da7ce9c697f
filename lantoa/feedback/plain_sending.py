"""The usual case of sending, words alone and nothing to complain of, without building a form: a form is made only where
something must be shown. The rules are those of `sending_form`, asked one by one."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest

from lantoa.feedback import stamps
from lantoa.feedback.accepting import CONSENT, Given
from lantoa.feedback.enums import Source
from lantoa.feedback.sending_form import LONGEST, read_phone, read_text
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure
from lantoa.vietnamese.text import squeeze


def given(
    request: HttpRequest, *, unit: Unit | None, procedure: Procedure | None, source: Source, address: str
) -> Given | None:
    """What `accepting` takes; None where the form must look at it: files, a unit by name, any fault."""
    said = request.POST
    if request.FILES or said.get("website") or (unit is None and said.get("unit_words")):
        return None
    try:
        return Given(
            text=read_text(said.get("text", "")),
            name=_line(said.get("name", ""), "name"),
            phone=read_phone(_line(said.get("phone", ""), "phone")),
            email=_mail(said.get("email", "")),
            place=_line(said.get("place", ""), "place"),
            wants_publication=said.get("wants_publication") == "on",
            form_key=stamps.check(said.get("stamp", ""), said.get("work", ""), "").form_key,
            source=source,
            unit=unit,
            procedure=procedure,
            address=address,
            consent=CONSENT,
        )
    except (ValidationError, stamps.Refused):
        return None


def _line(typed: str, name: str) -> str:
    if len(typed) > LONGEST[name]:
        raise ValidationError("too long")
    return squeeze(typed.replace("\0", " "))


def _mail(typed: str) -> str:
    address = typed.strip()
    if address:
        validate_email(address)
    return address
