"""The link by which a person sets their first password: signed, good for a week, and once."""

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac

from lantoa.accounts.administration import demand
from lantoa.accounts.models import User
from lantoa.audit.models import record

GOOD_FOR_DAYS = 7
_SALT = "lantoa.accounts.invitation"


def link_for(person: User) -> str:
    """The address to hand over; it dies with the password that the person has when it is made."""
    token = signing.dumps([person.pk, _state(person)], salt=_SALT)
    return f"{settings.SITE_URL}{reverse('accounts:invitation', args=[token])}"


def invited(token: str) -> User | None:
    """The person whom a link still invites."""
    try:
        pk, state = signing.loads(token, salt=_SALT, max_age=GOOD_FOR_DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = User.objects.filter(pk=pk, is_active=True).first()
    return person if person and _state(person) == state else None


def _state(person: User) -> str:
    return salted_hmac(_SALT, f"{person.password}|{person.email}", algorithm="sha256").hexdigest()[:16]


def invite(person: User, *, by: User) -> str | None:
    """Send the link by mail; None then. For a person without an address: the link, to hand over."""
    demand(by, person)
    link = link_for(person)
    record("person_invited", by=by, on=person, text=f"Gửi lời mời đặt mật khẩu: {person}")
    if not person.email:
        return link
    context = {"person": person, "link": link, "by": by, "days": GOOD_FOR_DAYS}
    subject = render_to_string("accounts/email/invitation_subject.txt", context).strip()
    body = render_to_string("accounts/email/invitation_body.txt", context)
    transaction.on_commit(lambda: send_mail(subject, body, None, [person.email]))
    return None
