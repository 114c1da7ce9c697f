"""One mail a person and working day. Which days are working days is known above (the ledger's calendar): whoever knows
calls `make` on such a day."""

import datetime as dt

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from lantoa.notices import mail
from lantoa.notices.models import Digest, Notice, NoticeQuerySet

OLDEST = dt.timedelta(days=14)  # what waited longer is no news any more
BATCH = 1000


@transaction.atomic
def make(day: dt.date) -> int:
    """Put what waits for each person into their digest of `day` and have it mailed; how many digests are new.

    Who has one of that day already gets no second; what was read in the workspace meanwhile is left out.
    """
    rows = waiting()
    people = list(rows.exclude(user__digests__day=day).order_by().values_list("user_id", flat=True).distinct())
    made = Digest.objects.bulk_create([Digest(user_id=person, day=day) for person in people], batch_size=BATCH)
    for start in range(0, len(people), BATCH):
        part = people[start : start + BATCH]
        own = Digest.objects.filter(user=OuterRef("user_id"), day=day).values("pk")[:1]
        rows.filter(user__in=part).update(digest=Subquery(own))
    ids = [digest.pk for digest in made]
    transaction.on_commit(lambda: _send(ids))
    return len(made)


def waiting() -> NoticeQuerySet:
    """Unread notices that no mail has told of yet, of people who can and want to be written to."""
    return (
        Notice.objects.unread()
        .filter(
            is_urgent=False,
            mailed_at__isnull=True,
            digest__isnull=True,
            at__gte=timezone.now() - OLDEST,
            user__is_active=True,
        )
        .exclude(user__email="")
        .exclude(user__mail_choice__wants_digest=False)
    )


def _send(ids: list[int]) -> None:
    for start in range(0, len(ids), mail.A_ROUND):
        mail.send_digests.enqueue(ids[start : start + mail.A_ROUND])
