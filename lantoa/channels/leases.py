"""One at a time: who renews a channel's token holds a lease on its row until it is done, or until it must be dead.

A lease and not a database lock: the call to the channel takes seconds, and no transaction stays open for it.
"""

import contextlib
import uuid
from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from lantoa.channels import limits
from lantoa.channels.models import Channel


@contextlib.contextmanager
def held(channel: Channel) -> Iterator[bool]:
    """Whether we got the lease; where we did, `channel` is read anew, since another may have renewed it meanwhile."""
    mine, now = uuid.uuid4().hex, timezone.now()
    free = Q(lease="") | Q(lease_until__lte=now)
    rows = Channel.objects.filter(free, pk=channel.pk)
    if not rows.update(lease=mine, lease_until=now + limits.LEASE):
        yield False
        return
    try:
        channel.refresh_from_db()
        yield True
    finally:
        Channel.objects.filter(pk=channel.pk, lease=mine).update(lease="", lease_until=None)
