"""A word to those who write for units that have not entered the month that is asked for."""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.access import POWERS
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.dossiers import months
from lantoa.dossiers.expected import Duties, missing
from lantoa.dossiers.models import DossierFigures
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import Telling, tell_all
from lantoa.organisations.models import Unit

_KEEPERS = [role for role, powers in POWERS.items() if Power.KEEP in powers]


def remind(by: User) -> int:
    """How many units were told; each at most once a day."""
    today = timezone.localdate()
    month, duties = months.asked_now(today), Duties(today)
    entered = set(DossierFigures.objects.filter(month=month).values_list("unit_id", flat=True))
    lacking = missing(Unit.objects.current().filter(access.within(by, Power.DIRECT)), month, entered, duties)
    people: dict[int, list[int]] = defaultdict(list)
    held = Membership.objects.current().filter(unit__in=lacking, role__in=_KEEPERS)
    for unit_id, user_id in held.values_list("unit_id", "user_id"):
        people[unit_id].append(user_id)
    tellings = [
        Telling(
            user_id,
            f"{unit.label} chưa nhập số liệu hồ sơ tháng {month:%m/%Y}, hạn {duties.of(unit).due_on(month):%d/%m/%Y}",
            NoticeKind.OTHER,
            reverse("dossiers:month", args=[unit.pk, month.year, month.month]),
            unit.pk,
            key=f"dossiers-{unit.pk}-{month:%Y-%m}-{today.isoformat()}",
        )
        for unit in lacking
        for user_id in people[unit.pk]
        if user_id != by.pk
    ]
    return len({notice.unit_id for notice in tell_all(tellings, by=by)})
