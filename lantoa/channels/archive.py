"""What this site itself shows for good of what went out: issues of newsletters, recordings, pictures. Nothing of it
outlives its source: what readers may not find any more they find here neither."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from lantoa.channels import composing, sources
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Posting
from lantoa.channels.models.posting import PostingQuerySet

# Where somebody else's page shows it on; this site's own archive and podcast forget it by themselves.
ELSEWHERE = (ChannelType.FACEBOOK, ChannelType.ZALO, ChannelType.PASTE, ChannelType.WEBHOOK)


def shown() -> PostingQuerySet:
    """Postings that are out, not taken away, and made of nothing that was withdrawn or is over."""
    gone = Q(pk__in=[])
    for kind in sources.kinds.values():
        if kind.readable is not None:
            gone |= _of(kind.model) & ~Q(source_id__in=kind.readable())
    return _out().exclude(gone)


def outlived() -> PostingQuerySet:
    """Postings on others' pages though what they were made of was taken from readers on purpose."""
    recalled = Q(pk__in=[])
    for kind in sources.kinds.values():
        if kind.recalled is not None:
            recalled |= _of(kind.model) & Q(source_id__in=kind.recalled())
    return _out().filter(recalled, channel__type__in=ELSEWHERE)


def still_out(source: Model) -> "QuerySet[Posting]":
    """What was made of `source` and stands on others' pages: nothing of this site changes or takes it by itself."""
    rows = composing.of_source(source).filter(state=PostingState.SENT, removed_at__isnull=True)
    return rows.filter(channel__type__in=ELSEWHERE).order_by("channel__name", "pk")


def is_shown(posting: Posting) -> bool:
    """Whether anyone may be given a part of it, its pictures: the same of a posting on its way."""
    return posting.removed_at is None and not sources.why_not(posting)


def _out() -> PostingQuerySet:
    return Posting.objects.filter(state=PostingState.SENT, removed_at__isnull=True)


def _of(model: type[Model]) -> Q:
    return Q(source_type=ContentType.objects.get_for_model(model), source_id__isnull=False)
