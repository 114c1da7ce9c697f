"""Who cites a document: rooms above add a provider in their `AppConfig.ready`, this room knows none by name."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lantoa.legal.models import LegalDocument

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class Citation(NamedTuple):
    """A thing that rests on the document, with the address of its page."""

    label: str
    url: str


Provider = Callable[[LegalDocument, "User"], Sequence[tuple[str, str]]]
# Each gives (label, address) of what `user` may see.
providers: list[Provider] = []


def citing(document: LegalDocument, user: "User") -> list[Citation]:
    """Everything that cites the document and that the person may see."""
    return [Citation(*one) for provider in providers for one in provider(document, user)]
