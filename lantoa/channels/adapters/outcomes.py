"""How a try to send ends. `words` are the channel's own where it said something, never ours in their place."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """It is out. `words`: what else is to be said (a broadcast that was refused)."""

    external_id: str = ""
    url: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """A person carries it out; `words` say what."""

    words: str


class Failure(Exception):
    """It is not known to be out. `step` is where it ended."""

    def __init__(self, words: str, *, step: str = "") -> None:
        super().__init__(words)
        self.words, self.step = words, step


class Passing(Failure):
    """It did not go out, for a reason that passes: tried again, not before `after`."""

    def __init__(self, words: str, *, step: str = "", after: dt.timedelta | None = None) -> None:
        super().__init__(words, step=step)
        self.after = after


class Waiting(Passing):
    """All is well, the channel is still at work, or there is more to send: asked again soon, no failure."""


class OutcomeUnknown(Passing):
    """The channel had the request and did not answer: before it is sent again, the adapter looks whether it is out."""


class Refused(Failure):
    """The channel said no, and will say no again. `is_token`: because of who asks, not of what is asked."""

    def __init__(self, words: str, *, step: str = "", is_token: bool = False) -> None:
        super().__init__(words, step=step)
        self.is_token = is_token


class CannotTell(Failure):
    """It may be out, and the channel can't be asked: held for a person, never sent again by itself."""
