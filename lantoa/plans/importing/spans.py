"""Where things stood in the source, compared."""

from collections.abc import Iterable, Sequence

from lantoa.documents.source import Span


def overlap(a: Iterable[Span], b: Sequence[Span]) -> int:
    """How many characters two sets of stretches share."""
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
