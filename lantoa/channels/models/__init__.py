from lantoa.channels.models.channel import Channel
from lantoa.channels.models.delivery import Delivery
from lantoa.channels.models.event import PlannedEvent
from lantoa.channels.models.newsletter import Subscription
from lantoa.channels.models.outlets import Appearance, Episode, PressOutlet
from lantoa.channels.models.posting import Attempt, Posting

__all__ = [
    "Appearance",
    "Attempt",
    "Channel",
    "Delivery",
    "Episode",
    "PlannedEvent",
    "Posting",
    "PressOutlet",
    "Subscription",
]
