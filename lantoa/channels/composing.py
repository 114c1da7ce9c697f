"""A posting is made once for a channel and its source: the channel's own version of a text, cut to what it takes."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels import limits
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Channel, Posting
from lantoa.ledger.models import Obligation
from lantoa.vietnamese.text import nfc, squeeze

OPEN = frozenset({PostingState.DRAFT, PostingState.FAILED, PostingState.REHEARSED})  # its text may be changed
_WHOLE = frozenset({ChannelType.EMAIL, ChannelType.PRESS, ChannelType.RADIO, ChannelType.WEBHOOK, ChannelType.ZALO})
_LED = frozenset({ChannelType.EMAIL, ChannelType.PRESS})  # their readers get the summary above the text
_MARKS = ("Mn", "Me", "Cf")  # a cut before one of these would tear a letter apart


def compose(  # noqa: PLR0913 - what a posting is made of
    channel: Channel,
    *,
    title: str,
    text: str,
    by: User,
    lead: str = "",
    link: str = "",
    pictures: Sequence[Mapping[str, str]] = (),
    hashtags: Iterable[str] = (),
    obligations: Iterable[Obligation] = (),
    source: models.Model | None = None,
) -> Posting:
    """The draft of `source` on `channel`; the one that is there already stays as it is.

    `pictures`: `{"path": path in the storage, "alt": …}`; `obligations`: what the posting serves, of which those of the
    channel's unit are kept. Raises PermissionDenied, ValidationError.
    """
    access.demand(by, Power.WRITE, channel.unit)
    if not channel.is_active:
        raise ValidationError(f"Kênh “{channel}” đã ngừng dùng. Chọn kênh khác.")
    if known := existing(channel, source):
        return known
    posting = Posting(channel=channel, created_by=by, link=link, pictures=[dict(one) for one in pictures])
    _fill(posting, squeeze(title), nfc(lead).strip(), nfc(text).strip(), list(hashtags))
    if source is not None:
        posting.source = source
    try:
        with transaction.atomic():
            posting.save()
            posting.obligations.set([one for one in obligations if one.unit_id == channel.unit_id])
            record("posting_composed", by=by, on=posting, unit=channel.unit, text=f"Soạn bài cho kênh {channel}")
    except IntegrityError:
        if twin := existing(channel, source):
            return twin
        raise
    return posting


def existing(channel: Channel, source: models.Model | None) -> Posting | None:
    """The posting of `source` on `channel` that was not cancelled."""
    if source is None:
        return None
    kind = ContentType.objects.get_for_model(source)
    rows = Posting.objects.filter(channel=channel, source_type=kind, source_id=source.pk)
    return rows.exclude(state=PostingState.CANCELLED).first()


def of_source(source: models.Model) -> "models.QuerySet[Posting]":
    """Everything that was made of one thing, on all channels; with their channels."""
    kind = ContentType.objects.get_for_model(source)
    return Posting.objects.filter(source_type=kind, source_id=source.pk).select_related("channel__unit")


@transaction.atomic
def change(posting: Posting, given: Mapping[str, Any], *, version: int, by: User) -> Posting:
    """Change title, text, link, pictures or options from the version that the form showed; a posting that failed or was
    rehearsed is a draft again. Raises EditConflict, PermissionDenied, ValidationError."""
    access.demand(by, Power.WRITE, posting.channel.unit)
    unknown = set(given) - {"title", "text", "link", "pictures", "options"}
    if unknown:
        raise TypeError(f"no such columns: {unknown}")
    state = Posting.objects.select_for_update().values_list("state", flat=True).get(pk=posting.pk)
    if state not in OPEN:
        raise ValidationError(f"Bài đang ở tình trạng “{PostingState(state).label}” nên không sửa được.")
    for name, value in given.items():
        setattr(posting, name, nfc(value) if isinstance(value, str) else value)
    if state != PostingState.DRAFT:
        posting.state, posting.progress, posting.failure = PostingState.DRAFT, _kept_steps(posting), ""
    posting.save_from(version)
    record("posting_changed", by=by, on=posting, unit=posting.channel.unit, text=f"Sửa bài trên kênh: {posting}")
    return posting


def _kept_steps(posting: Posting) -> dict[str, Any]:
    """What may not be forgotten when the text changes: that the channel has it already, and who got mail."""
    keep = ("post_id", "article_id", "broadcast", "broadcast_words", "receivers")
    return {name: posting.progress[name] for name in keep if name in posting.progress}


def _fill(posting: Posting, title: str, lead: str, text: str, tags: list[str]) -> None:
    """The text as the kind of channel wants it, within its limits."""
    channel = posting.channel
    posting.title = cut(title, limits.limit(channel, "title") or 300)
    if channel.type in _WHOLE:
        posting.text = _with_lead(lead, text) if channel.type in _LED else text or lead
        if channel.type == ChannelType.ZALO:
            posting.options = {
                "description": cut(squeeze(lead or text), limits.limit(channel, "description")),
                "author": cut(channel.unit.label, limits.limit(channel, "author")),
            }
        return
    tail = tagged(tags, limits.limit(channel, "hashtags"))
    body = "\n\n".join(filter(None, (title, lead or text)))
    room = limits.limit(channel, "text") - (len(tail) + 2 if tail else 0)
    if posting.link:
        room -= len(posting.link) + 2
    posting.text = "\n\n".join(filter(None, (cut(body, max(room, 1)), tail)))


def _with_lead(lead: str, text: str) -> str:
    """The summary above the text, unless the text begins with it."""
    return text or lead if text.startswith(lead) else f"{lead}\n\n{text}".strip()


def cut(text: str, longest: int) -> str:
    """`text` in at most `longest` signs: cut between words, with "…"; within a word only where there is no other way,
    and never between a letter and its marks."""
    text = nfc(text).strip()
    if len(text) <= longest:
        return text
    if longest < 2:
        return text[:longest]
    end = longest - 1
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if space > longest // 2:
        end = space
    while end > 0 and unicodedata.category(text[end]) in _MARKS:
        end -= 1
    return text[:end].rstrip(" \n\t,;:–-") + "…"


def tagged(words: Iterable[str], most: int) -> str:
    """“cải cách hành chính” as #CảiCáchHànhChính; no more than `most`, each once."""
    found: dict[str, None] = {}
    for words_of_one in words:
        parts = re.findall(r"\w+", nfc(words_of_one).replace("_", " "))
        tag = "".join(part[:1].upper() + part[1:] for part in parts)
        if tag and not tag.isdecimal():
            found[f"#{tag}"] = None
    return " ".join(list(found)[:most])
