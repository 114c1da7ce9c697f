"""What is assumed of each kind of channel: addresses, versions, limits. Nothing of it stands anywhere else in the code.

A site changes a value for all channels of a kind by LANTOA_CHANNEL_DEFAULTS, a channel for itself by its `options`.
Where each figure comes from: docs/decisions/0025.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Channel

MB = 1024 * 1024
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    ChannelType.FACEBOOK: {
        "api": "https://graph.facebook.com",
        "dialog": "https://www.facebook.com",
        "version": "v25.0",
        "scopes": "pages_show_list,pages_read_engagement,pages_manage_posts,read_insights",
        "text": 63_206,
        "pictures": 10,
        "picture_bytes": 4 * MB,
        "picture_side": 2048,
        "looks_back": 25,  # posts of the page that are read to find one whose fate is unknown
        "views_metric": "post_media_view",
        "reach_metric": "post_total_media_view_unique",
        "hashtags": 5,
    },
    ChannelType.ZALO: {
        "api": "https://openapi.zalo.me",
        "oauth": "https://oauth.zaloapp.com",
        "permission": "/v4/oa/permission",
        "create": "/v2.0/article/create",
        "verify": "/v2.0/article/verify",
        "remove": "/v2.0/article/remove",
        "list": "/v2.0/article/getslice",
        "message": "/v2.0/oa/message",
        "quota": "/v2.0/oa/quota/message",
        "profile": "/v2.0/oa/getoa",
        "title": 140,  # said to be 150, but 150 is refused
        "description": 250,  # said to be 300, but 300 is refused
        "author": 50,
        "pictures": 10,
        "needs_picture": True,
        "picture_bytes": 1 * MB,
        "picture_side": 1600,
        "list_pages": 3,
        "refresh_days": 90,
        "broadcasts_a_month": 4,  # by package: 1, 4 or 6
        "verify_after": 20,  # seconds until an article that is being made is asked for again
        "verify_tries": 15,
    },
    ChannelType.EMAIL: {
        "title": 150,
        "pictures": 5,
        "picture_bytes": 1 * MB,
        "picture_side": 1200,
        "a_round": 200,
        "bounces": 1,  # mails that come back for good until a reader gets no more
        "passing_bounces": 3,  # the same of mails that came back for a reason that may pass: a full mailbox
    },
    ChannelType.PRESS: {"title": 200, "pictures": 5, "picture_bytes": 5 * MB, "picture_side": 3000, "a_round": 200},
    ChannelType.RADIO: {"title": 200, "seconds": 300, "words_a_minute": 150},
    ChannelType.WEBHOOK: {"pictures": 10, "picture_bytes": 5 * MB, "picture_side": 2048},
    ChannelType.PASTE: {"text": 5000, "pictures": 10, "picture_bytes": 2 * MB, "picture_side": 2048, "hashtags": 5},
}

TIMEOUT = 20.0  # seconds that a channel has to answer
LEASE = dt.timedelta(seconds=90)  # of the one who renews a token: longer than any answer can take
CLAIM = dt.timedelta(minutes=10)  # of the worker that sends a posting; after that it must be dead
ROUND = 20.0  # seconds that one piece of the worker's round may take: others wait for theirs
A_ROUND = 20  # postings sent in one round of the worker
BACK_OFF = (  # waits after the 1st, 2nd … try that failed for a passing reason; after the last one a person is asked
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=6),
    dt.timedelta(hours=24),
)
RENEW_EVERY = dt.timedelta(hours=12)
PROBE_EVERY = dt.timedelta(hours=12)
WARN_BEFORE = dt.timedelta(days=7)  # days before a token that only a person can renew ends
WARN_LATE = dt.timedelta(hours=6)  # before an access token ends that the renewing should have replaced long ago
READ_AT = tuple(dt.timedelta(days=days) for days in (1, 3, 7, 30))  # after sending: when figures of reach are read


def setting(channel: Channel, name: str) -> Any:
    """The value that counts for this channel; 0 or empty: none is known. Raises KeyError on a name nobody defined."""
    if name in channel.options:
        return channel.options[name]
    site: Mapping[str, Any] = settings.CHANNEL_DEFAULTS.get(str(channel.type), {})
    return site[name] if name in site else DEFAULTS[channel.type][name]


def limit(channel: Channel, name: str) -> int:
    """A figure of `setting`; 0 where this kind of channel knows no such limit."""
    try:
        return int(setting(channel, name) or 0)
    except KeyError:
        return 0
