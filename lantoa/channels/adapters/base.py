"""What every adapter of a channel can be asked."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import httpx

from lantoa.channels import limits
from lantoa.channels.adapters.outcomes import ByHand, CannotTell, Sent
from lantoa.channels.adapters.wire import Request
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel, Posting
from lantoa.channels.pictures import pictures_of


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a limit is used, for the form's counter; `most` 0: no limit is known."""

    name: str
    label: str
    used: int
    most: int

    @property
    def is_over(self) -> bool:
        return bool(self.most) and self.used > self.most


@dataclass(frozen=True, slots=True)
class Preview:
    """The posting as readers of the channel will see it. `parts`: further (label, value) lines."""

    title: str
    text: str
    link: str
    pictures: list[dict[str, Any]]
    counts: list[Count]
    parts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reach:
    """Figures as the channel gives them; None: it does not say."""

    seen: int | None = None
    reached: int | None = None
    reacted: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a channel said when it was asked whether it works."""

    health: Health
    words: str


class Adapter:
    """One kind of channel. What a kind can't do keeps the answer of this class."""

    type: ClassVar[ChannelType]
    labels: ClassVar[dict[str, str]] = {"title": "Tiêu đề", "text": "Nội dung"}
    secrets: ClassVar[dict[str, str]] = {}  # name → label of what has to be typed in for it to work
    can_read_reach: ClassVar[bool] = False
    can_remove: ClassVar[bool] = False
    renews: ClassVar[bool] = False

    def counts(self, posting: Posting) -> list[Count]:
        """Each limited field with what is used of it."""
        return [
            Count(name, label, len(str(self.value(posting, name))), limits.limit(posting.channel, name))
            for name, label in self.labels.items()
        ]

    def value(self, posting: Posting, name: str) -> str:
        """A field by the name of its limit: a column of the posting, or one of the channel's own."""
        if name in ("title", "text"):
            return str(getattr(posting, name))
        return str(posting.options.get(name) or "")

    def check(self, posting: Posting) -> list[str]:
        """What keeps the posting from going out, one sentence each; empty: nothing."""
        found = [
            f"{one.label} dài {one.used} ký tự, kênh nhận nhiều nhất {one.most}. Rút ngắn {one.label.lower()}."
            for one in self.counts(posting)
            if one.is_over
        ]
        if not (posting.title.strip() or posting.text.strip()):
            found.append("Bài chưa có nội dung.")
        if limits.limit(posting.channel, "needs_picture") and not pictures_of(posting):
            found.append("Kênh này cần ít nhất một ảnh. Thêm ảnh rồi duyệt lại.")
        return found

    def preview(self, posting: Posting) -> Preview:
        """The posting as it will look."""
        shown = [{"number": one.number, "alt": one.alt, "path": one.path} for one in pictures_of(posting)]
        return Preview(posting.title, posting.text, posting.link, shown, self.counts(posting))

    def rehearse(self, posting: Posting) -> list[dict[str, Any]]:
        """What would be sent, call by call, without secrets."""
        return [request.shown() for request in self.requests(posting)]

    def requests(self, posting: Posting) -> list[Request]:
        """The calls that sending makes, as far as they are known before it."""
        return []

    def send(self, posting: Posting, http: httpx.Client) -> Sent | ByHand:
        """Send, or go on where the last try ended; never a second time what is out. Raises a Failure."""
        raise NotImplementedError

    def look(self, posting: Posting, http: httpx.Client) -> Sent | None:
        """Whether what was tried before is out; nothing is made or sent. None: it is not, and will not be. Raises a
        Failure where that can't be told (yet)."""
        if posting.progress.get("asked_at"):
            raise CannotTell("Chưa rõ lần gửi trước đã lên kênh chưa.", step="look")
        return None

    def refresh(self, channel: Channel, http: httpx.Client) -> None:
        """Renew what ends by itself. Raises a Failure; what is stored stays good in any case."""

    def probe(self, channel: Channel, http: httpx.Client) -> Probe:
        """Ask the channel whether it works. Raises a Failure."""
        return Probe(Health.GOOD, "")

    def read_reach(self, posting: Posting, http: httpx.Client) -> Reach | None:
        """Figures of a posting that is out; None: the channel gives none. Raises a Failure."""
        return None

    def remove(self, posting: Posting, http: httpx.Client) -> None:
        """Take the posting away from the channel. Raises a Failure."""
        raise NotImplementedError


def remember(posting: Posting, **steps: Any) -> None:
    """Keep how far the sending came, at once and whatever happens next; None takes a step away."""
    merged = {name: value for name, value in {**posting.progress, **steps}.items() if value is not None}
    posting.progress = merged
    Posting.objects.filter(pk=posting.pk).update(progress=merged)
