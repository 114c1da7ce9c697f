"""What other pages show of reminders: the ledger's page of an obligation."""

from typing import Any

from django.http import HttpRequest

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.ledger.models import Obligation
from lantoa.ledger.shut import shut_among
from lantoa.oversight.models import Reminder

TEMPLATE = "oversight/_reminders.html"
SHOWN = 20


def reminders_of(request: HttpRequest, obligation: Obligation) -> dict[str, Any]:
    """The context of TEMPLATE: reminders of an obligation, newest first, and whether the person may urge."""
    user: Any = request.user
    one = Obligation.objects.filter(pk=obligation.pk)
    rows = Reminder.objects.filter(obligation=obligation).select_related("to_unit", "by", "urging")
    is_own = any(held.unit_id == obligation.unit_id for held in access.memberships(user))
    may = access.may(user, Power.DIRECT, obligation.unit) or access.may(user, Power.DIRECT, obligation.asked_by)
    return {
        "obligation": obligation,
        "reminders": list(rows.prefetch_related("people")[:SHOWN]),
        "may_urge": may and obligation.is_pending and not is_own and not shut_among(one),
    }
