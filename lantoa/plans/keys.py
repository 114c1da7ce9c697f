"""Primary keys as addresses and forms carry them."""

_MOST_DIGITS = 18  # a BigAutoField's key has no more


def key_in(text: str) -> int | None:
    """The key that `text` writes; none where it is no key that a database could hold."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
