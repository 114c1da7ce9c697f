"""Short addresses (`/s/b1k7`): a letter for the kind of page and its key in base 36. Nothing is kept, so none is ever
lost, and a page that is not public stays hidden behind its code as it is behind its address."""

KINDS = {"article": "b", "unit": "d", "special": "c", "category": "m"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST = 12


def short_code(kind: str, key: int) -> str:
    """The code of the page of that kind (a name in `KINDS`) and key."""
    digits = ""
    while key:
        key, place = divmod(key, 36)
        digits = _DIGITS[place] + digits
    return KINDS[kind] + (digits or "0")


def short_path(kind: str, key: int) -> str:
    """Where the code leads on from."""
    return f"/s/{short_code(kind, key)}"


def read_code(code: str) -> tuple[str, int] | None:
    """Kind and key; None where it is no code. Capitals, as read aloud or typed from paper, are the same."""
    code = code.lower()
    kind = {letter: name for name, letter in KINDS.items()}.get(code[:1])
    if kind is None or not 1 < len(code) <= _LONGEST or not code.isascii() or not code.isalnum():
        return None
    return kind, int(code[1:], 36)
