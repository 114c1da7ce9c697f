"""The radio bulletins of a unit as a podcast: RSS 2.0 with the tags of the iTunes namespace and the enclosure's length
in bytes, which players demand."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed

from lantoa.channels import archive
from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Channel, Episode

_MOST = 100
_NAMESPACE = "http://www.itunes.com/dtds/podcast-1.0.dtd"
ENDINGS = {"audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg"}


class PodcastRss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:itunes": _NAMESPACE}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["itunes_author"])
        handler.addQuickElement("itunes:summary", self.feed["description"])
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:category", None, {"text": "Government"})

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        if item.get("itunes_duration"):
            handler.addQuickElement("itunes:duration", str(item["itunes_duration"]))
        handler.addQuickElement("itunes:explicit", "false")


class PodcastFeed(Feed[Episode, Channel]):
    """The bulletins that are out and recorded, newest first."""

    feed_type = PodcastRss
    language = "vi"
    login_required = False  # as `login_not_required` marks a view

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        rows = Channel.objects.in_use().filter(type=ChannelType.RADIO).select_related("unit")
        return get_object_or_404(rows, pk=min(kwargs["pk"], 2**62))

    def title(self, channel: Channel) -> str:
        return channel.name

    def description(self, channel: Channel) -> str:
        return f"Bản tin phát thanh của {channel.unit.name}"

    def link(self, channel: Channel) -> str:
        return f"{settings.SITE_URL}{self._address(channel)}"

    def feed_url(self, channel: Channel) -> str:
        return self.link(channel)

    def feed_extra_kwargs(self, channel: Channel) -> dict[str, str]:
        return {"itunes_author": channel.unit.name}

    def items(self, channel: Channel) -> Iterable[Episode]:
        rows = Episode.objects.filter(posting__in=archive.shown().filter(channel=channel))
        return rows.select_related("posting").order_by("-posting__sent_at", "-pk")[:_MOST]

    def item_title(self, item: Episode) -> str:
        return str(item.posting)

    def item_description(self, item: Episode) -> str:
        return item.posting.text

    def item_link(self, item: Episode) -> str:
        return item.posting.link or audio_address(item)

    def item_guid(self, item: Episode) -> str:
        return f"urn:uuid:{item.posting.key}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Episode) -> dt.datetime | None:
        return item.posting.sent_at

    def item_enclosures(self, item: Episode) -> list[Enclosure]:
        return [Enclosure(audio_address(item), str(item.size), item.content_type)]

    def item_extra_kwargs(self, item: Episode) -> dict[str, int | None]:
        return {"itunes_duration": item.seconds}

    def _address(self, channel: Channel) -> str:
        return reverse("newsletter:podcast", args=[channel.pk])


def audio_address(episode: Episode) -> str:
    """Where players fetch the recording."""
    path = reverse("newsletter:audio", args=[episode.posting.key, ENDINGS.get(episode.content_type, "mp3")])
    return f"{settings.SITE_URL}{path}"
