"""What the worker does each working morning, in this order, so that the digest holds the morning's reminders."""

import datetime as dt

from lantoa.ledger.working_days import work_calendar
from lantoa.notices import digests
from lantoa.oversight.idle import escalate_idle
from lantoa.oversight.reminding import escalate, remind


def morning(day: dt.date) -> None:
    """Remind, tell units above, tell heads above of idle approvals, mail the digests; nothing on days off."""
    if not work_calendar().is_working_day(day):
        return
    remind(day)
    escalate(day)
    escalate_idle()
    digests.make(day)
