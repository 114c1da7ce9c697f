"""A word to units where something does not hang as it must."""

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.access import POWERS
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.displays.grid import Row
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import Telling, tell_all

_KEEPERS = [role for role, powers in POWERS.items() if Power.KEEP in powers]


def urge(rows: Sequence[Row], *, by: User) -> int:
    """How many units were told; each at most once a day, and only those that the person directs."""
    wrong = {row.unit.pk: row for row in rows if row.wrong and access.may(by, Power.DIRECT, row.unit)}
    people: dict[int, list[int]] = defaultdict(list)
    held = Membership.objects.current().filter(unit__in=wrong, role__in=_KEEPERS).exclude(user=by)
    for unit_id, user_id in held.values_list("unit_id", "user_id"):
        people[unit_id].append(user_id)
    today = timezone.localdate()
    tellings = [
        Telling(
            user_id,
            f"{row.unit.label} còn {row.wrong} thủ tục chưa niêm yết hoặc đang treo bản cũ",
            NoticeKind.OTHER,
            f"{reverse('displays:list')}?dv={unit_id}",
            unit_id,
            key=f"displays-{unit_id}-{today.isoformat()}",
        )
        for unit_id, row in wrong.items()
        for user_id in people[unit_id]
    ]
    return len({notice.unit_id for notice in tell_all(tellings, by=by)})
