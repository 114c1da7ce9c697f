"""How a channel stands, in the words of the panel."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.channels import granting, health, managing
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel
from lantoa.channels.registry import adapter_of

_TONES = {
    Health.UNKNOWN: ("neutral", "question-mark-circle"),
    Health.GOOD: ("positive", "check-circle"),
    Health.WARNING: ("warning", "exclamation-triangle"),
    Health.BROKEN: ("negative", "x-circle"),
}
_BY_HAND = {ChannelType.PASTE, ChannelType.RADIO}


@dataclass(frozen=True, slots=True)
class Standing:
    """A channel with what people need to know of it. `is_by_hand`: a person carries it out, nothing is called."""

    channel: Channel
    word: str
    tone: str
    icon: str
    warning: str
    lacks: list[str]
    next_renewal: dt.datetime | None
    renews: bool
    is_by_hand: bool
    signs_in: bool  # a person can sign in at the channel instead of typing tokens


def standing(channel: Channel) -> Standing:
    adapter = adapter_of(channel)
    lacks, warning = managing.missing(channel), health.warning_of(channel)
    is_ending = bool(warning) and channel.health == Health.GOOD  # it was well when it was last asked
    known = Health.WARNING if is_ending else Health(channel.health)
    word = "Chưa cấu hình xong" if lacks else str(known.label)
    tone, icon = _TONES[Health.WARNING if lacks else known]
    return Standing(
        channel,
        word,
        tone,
        icon,
        warning,
        lacks,
        health.next_renewal(channel),
        adapter.renews,
        channel.type in _BY_HAND,
        channel.type in granting.KINDS,
    )


def standings(channels: Iterable[Channel]) -> list[Standing]:
    """Those in trouble first."""
    rank = {"negative": 0, "warning": 1}
    return sorted((standing(one) for one in channels), key=lambda one: 2 if one.is_by_hand else rank.get(one.tone, 2))


def at_a_glance(rows: Iterable[Standing]) -> str:
    """How many are how, in one sentence; only what is called by the system can fail."""
    called = [one for one in rows if not one.is_by_hand]
    if not called:
        return ""
    words = Counter(one.word for one in called)
    if set(words) == {str(Health.GOOD.label)}:
        return f"Cả {len(called)} kênh gửi tự động đều dùng được."
    return ", ".join(f"{count} kênh {word[:1].lower()}{word[1:]}" for word, count in words.items()) + "."
