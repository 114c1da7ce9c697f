"""A message from elsewhere (the mailbox, Zalo) becomes a case or is added to an open one, once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lantoa.feedback import accepting, supplying
from lantoa.feedback.accepting import Given
from lantoa.feedback.attachments import Attachment
from lantoa.feedback.enums import Outcome, Source
from lantoa.feedback.models import Case, IncomingMail

Handle = Callable[[], tuple[Outcome, Case | None]]


@dataclass(frozen=True, slots=True)
class Key:
    """Under what a message is known: an id of its own kind, and how many of its files were not kept."""

    source: Source
    message_id: str
    digest: str = ""
    dropped: int = 0


def is_known(key: Key) -> bool:
    return IncomingMail.objects.filter(source=key.source, message_id=key.message_id[:255]).exists()


def once(key: Key, handle: Handle) -> tuple[Outcome, Case | None] | None:
    """Do what a message asks and note it, together; None where it was done before. A message that fails is noted
    apart, so that it is not tried for ever."""
    if is_known(key):
        return None
    try:
        with transaction.atomic():
            outcome, case = handle()
            _note(key, outcome, case)
    except IntegrityError:  # another reader was quicker
        if is_known(key):
            return None
        raise
    return outcome, case


def note_failed(key: Key) -> None:
    """A message that can't be read."""
    if not is_known(key):
        _note(key, Outcome.FAILED, None)


def _note(key: Key, outcome: Outcome, case: Case | None) -> None:
    IncomingMail.objects.create(
        source=key.source,
        message_id=key.message_id[:255],
        digest=key.digest,
        outcome=outcome,
        case=case,
        dropped=key.dropped,
    )


def take(given: Given, files: Sequence[Attachment], into: Case | None) -> tuple[Outcome, Case | None]:
    """Add to an open case, else begin one."""
    if not given.text.strip() and not files:
        return Outcome.EMPTY, None
    if into is not None:
        try:
            supplying.add(into, given.text, files)
        except ValidationError:  # it ended meanwhile, or has had enough added
            return _begin(given, files)
        return Outcome.ADDED, into
    return _begin(given, files)


def _begin(given: Given, files: Sequence[Attachment]) -> tuple[Outcome, Case | None]:
    try:
        taken = accepting.accept(given, files)
    except accepting.Flooded:
        return Outcome.FLOOD, None
    return (Outcome.TAKEN if taken.is_new else Outcome.ADDED), taken.case
