"""The hours at which public pages change by themselves, without anybody's act."""

import datetime as dt

from django.db.models import Min
from django.utils import timezone

from lantoa.news.models import Article

_known: tuple[int, float] = (-1, 0.0)


def next_change(number: int) -> float:
    """The next hour (seconds of the clock) at which a page may change: an article's day is over, or a new day begins
    (units end, occasions pass). Asked of the database once for each generation `number`, and again when that hour has
    passed."""
    global _known  # noqa: PLW0603 - one small memory of the process; a race only asks twice
    now = timezone.now()
    if _known[0] == number and _known[1] > now.timestamp():
        return _known[1]
    over = Article.objects.live(now).aggregate(at=Min("expires_at"))["at"]
    tomorrow = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    change = min(over, tomorrow).timestamp() if over else tomorrow.timestamp()
    _known = (number, change)
    return change
