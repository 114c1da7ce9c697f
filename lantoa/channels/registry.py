"""Which adapter works for which kind of channel."""

from lantoa.channels.adapters.base import Adapter
from lantoa.channels.adapters.by_hand import PasteAdapter, RadioAdapter
from lantoa.channels.adapters.facebook import FacebookAdapter
from lantoa.channels.adapters.newsletter import NewsletterAdapter
from lantoa.channels.adapters.press import PressAdapter
from lantoa.channels.adapters.webhook import WebhookAdapter
from lantoa.channels.adapters.zalo import ZaloAdapter
from lantoa.channels.models import Channel

_ALL: tuple[Adapter, ...] = (
    FacebookAdapter(),
    ZaloAdapter(),
    NewsletterAdapter(),
    PressAdapter(),
    RadioAdapter(),
    WebhookAdapter(),
    PasteAdapter(),
)
ADAPTERS: dict[str, Adapter] = {str(one.type): one for one in _ALL}


def adapter_of(channel: Channel) -> Adapter:
    """The adapter of the channel's kind."""
    return ADAPTERS[str(channel.type)]
