"""One-time links: made in bulk, handed out as a spreadsheet, never shown again."""

import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit
from lantoa.surveys.models import OneTimeLink, Survey

MOST = 2000


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(survey: Survey, token: str) -> OneTimeLink | None:
    return survey.one_time_links.select_related("unit").filter(digest=digest_of(token)).first()


@transaction.atomic
def make_one_time(survey: Survey, unit: Unit, number: int, *, by: User) -> list[str]:
    """The tokens of so many new links (128 bits each); only digests are kept, so they are to be handed out now."""
    if not 0 < number <= MOST:
        raise ValidationError(f"Mỗi lần lập từ 1 đến {MOST} đường dẫn.")
    if survey.is_closed:
        raise ValidationError("Khảo sát đã kết thúc nên không lập thêm đường dẫn.")
    tokens = [secrets.token_urlsafe(16) for _ in range(number)]
    OneTimeLink.objects.bulk_create(
        OneTimeLink(survey=survey, unit=unit, digest=digest_of(token)) for token in sorted(tokens)
    )
    record(
        "survey_links_made",
        by=by,
        on=survey,
        unit=unit,
        text=f"Lập {number} đường dẫn dùng một lần của khảo sát {survey} cho {unit}",
    )
    return tokens
