"""What one round of the worker may take: articles that wait for their hour wait for the same thread."""

import time
from collections.abc import Iterable, Iterator

from lantoa.channels import limits


class Round:
    """Goes on until its time is over; a channel that failed for a passing reason is left until the next round, since
    each further text would wait for it as long again."""

    def __init__(self) -> None:
        self._ends = time.monotonic() + limits.ROUND
        self._left: set[int] = set()

    def leave(self, channel_id: int) -> None:
        self._left.add(channel_id)

    def each(self, rows: Iterable[tuple[int, int]]) -> Iterator[int]:
        """The keys out of (key, channel) that are still to be taken up; one in any case, so that each round gets on."""
        for place, (pk, channel_id) in enumerate(rows):
            if place and time.monotonic() > self._ends:
                return
            if channel_id not in self._left:
                yield pk
