"""How a channel stands, in the words of the panel."""

import datetime as dt
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
    tone, icon = _TONES[Health(channel.health)]
    adapter = adapter_of(channel)
    lacks = managing.missing(channel)
    return Standing(
        channel,
        "Chưa cấu hình xong" if lacks else channel.get_health_display(),
        "warning" if lacks else tone,
        "exclamation-triangle" if lacks else icon,
        health.warning_of(channel),
        lacks,
        health.next_renewal(channel),
        adapter.renews,
        channel.type in _BY_HAND,
        channel.type in granting.KINDS,
    )


def standings(channels: Iterable[Channel]) -> list[Standing]:
    return [standing(one) for one in channels]
