"""Evidence by which another room shows something (what hangs on a board): a room adds a provider that says why a file
stays, this room knows none by name."""

from collections.abc import Callable

from lantoa.ledger.models import ActivityFile

providers: list[Callable[[ActivityFile], str]] = []


def why_stays(row: ActivityFile) -> str:
    """Why the file is not taken away, and what to do first, in a sentence; empty where nothing rests on it."""
    return next((said for provider in providers if (said := provider(row))), "")
