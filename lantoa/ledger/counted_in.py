"""Where an activity counts for good (an accepted report): rooms that freeze what they counted add a provider, this room
knows none by name."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lantoa.ledger.models import Activity


class Counted(NamedTuple):
    """What holds the activity, and its page, where it can be put right."""

    title: str
    url: str


providers: list[Callable[[Activity], Sequence[Counted]]] = []


def counted_in(activity: Activity) -> list[Counted]:
    """Everything accepted that counts the activity; empty: nothing keeps it from being taken away."""
    return [one for provider in providers for one in provider(activity)]


def why_kept(found: Sequence[Counted], act: str = "hủy hoặc bỏ") -> str:
    """Why it stays, and what to do before one may `act`, in a sentence; empty where nothing holds it."""
    if not found:
        return ""
    named = ", ".join(f"“{one.title}”" for one in found[:3])
    return f"Đã tính vào {named} được chấp nhận. Mở báo cáo, chọn “Đính chính” và ghi lý do, rồi mới {act} được."
