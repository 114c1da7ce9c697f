"""The daily round over the links of units, and the same asked for by a person."""

import datetime as dt
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.disclosure.enums import Outcome
from lantoa.disclosure.models import ContactCheck
from lantoa.disclosure.reaching import Found, look
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.organisations.models import Unit

AT_ONCE = 8  # hosts that are waited for together: a round of dead links would else take hours


def run(day: dt.date) -> int:
    """Look at the link of every unit of today; how many were looked at."""
    return sum(1 for _ in _round(_linked(), day))


@running.work
def check_now(job: LongJob, *, by_id: int) -> str:
    """The round, asked for by a person for the units that they see."""
    from lantoa.accounts import access
    from lantoa.accounts.enums import Power

    by = User.objects.get(pk=by_id)
    units = [unit for unit in _linked() if access.may(by, Power.SEE, unit)]
    dead, total = 0, len(units)
    job.tell(0, total)
    for done, row in enumerate(_round(units, timezone.localdate()), 1):
        dead += row.outcome != Outcome.OK
        job.tell(done, total)
    return f"Đã kiểm tra {total} đường dẫn, {dead} đường dẫn không mở được lần này."


def _linked() -> list[Unit]:
    return list(Unit.objects.current().exclude(portal_url="").order_by("pk"))


def _round(units: Iterable[Unit], day: dt.date) -> Iterable[ContactCheck]:
    """The nets are waited for in threads, the rows written here: a database connection belongs to one thread."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [(unit, unit.portal_url) for unit in units]
        for (unit, url), found in zip(asked, pool.map(look, [url for _, url in asked]), strict=True):
            yield note(unit, url, found, day)


def note(unit: Unit, url: str, found: Found, day: dt.date) -> ContactCheck:
    """Put what was found on record. A day counts once, however often one looks; another link begins anew."""
    row = ContactCheck.objects.filter(unit=unit).first() or ContactCheck(unit=unit)
    if row.url != url:
        row.url, row.failed_days, row.failed_on = url, 0, None
    row.checked_at, row.outcome, row.said = timezone.now(), found.outcome, found.said[:200]
    if found.outcome == Outcome.OK:
        row.failed_days, row.failed_on = 0, None
    elif row.failed_on != day:
        row.failed_days, row.failed_on = row.failed_days + 1, day
    row.save()
    return row
