"""What newspapers and stations brought: kept with link and day, and one line of the ledger each."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.channels.models import Appearance, Posting, PressOutlet
from lantoa.ledger import activities
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind, ChannelKind


@transaction.atomic
def appear(
    outlet: PressOutlet,
    *,
    title: str,
    on: dt.date,
    by: User,
    link: str = "",
    posting: Posting | None = None,
    people: int | None = None,
) -> Appearance:
    """Log an appearance; it serves what its press release served. Raises PermissionDenied, ValidationError."""
    access.demand(by, Power.WRITE, outlet.unit)
    row = Appearance(outlet=outlet, posting=posting, title=title, link=link, on=on, added_by=by)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError({"link": f"Đường dẫn này đã ghi cho {outlet}."}) from error
    served = posting.obligations.filter(unit=outlet.unit) if posting else []
    more = {"channel_kind": ChannelKind.PRESS, "link": link, "people": people, "details": {"outlet": outlet.name}}
    deed = Deed(ActivityKind.ARTICLE_ELSEWHERE, title, on, more)
    row.activity = activities.log(outlet.unit, deed, by=by, obligations=list(served), source=row)
    row.save(update_fields=["activity"])
    return row
