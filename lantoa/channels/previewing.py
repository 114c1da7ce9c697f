"""A posting as its channel's readers will see it, with what its limits leave and what keeps it from going out."""

from dataclasses import dataclass

from django.urls import reverse

from lantoa.channels.adapters.base import Count
from lantoa.channels.asking import faults_of
from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Posting
from lantoa.channels.posting_form import code_of
from lantoa.channels.registry import adapter_of


@dataclass(frozen=True, slots=True)
class Shown:
    """`look` names the dress of the preview: page, article, mail, script."""

    posting: Posting
    look: str
    title: str
    text: str
    link: str
    pictures: list[tuple[str, str]]
    parts: list[tuple[str, str]]
    counts: list[Count]
    faults: list[str]


_LOOKS = {
    ChannelType.FACEBOOK: "page",
    ChannelType.PASTE: "page",
    ChannelType.ZALO: "article",
    ChannelType.WEBHOOK: "article",
    ChannelType.EMAIL: "mail",
    ChannelType.PRESS: "mail",
    ChannelType.RADIO: "script",
}


def shown(posting: Posting) -> Shown:
    """The preview of the row as it is in memory, saved or not."""
    seen = adapter_of(posting.channel).preview(posting)
    look = _LOOKS[ChannelType(posting.channel.type)]
    return Shown(
        posting,
        look,
        "" if look in ("page", "script") else seen.title,
        seen.text,
        seen.link,
        [(picture_url(posting, one["path"]), one["alt"]) for one in seen.pictures],
        seen.parts,
        seen.counts,
        faults_of(posting),
    )


def picture_url(posting: Posting, path: str) -> str:
    """Where the workspace shows a picture as the channel takes it."""
    return reverse("channels:picture", args=[posting.pk, code_of(path)])
