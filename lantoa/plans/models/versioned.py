"""What every row of a plan has: its name in addresses, its place in the source, the doubt that it carries."""

from typing import Any, ClassVar

from django.db import models

from lantoa.audit.edits import EditConflict, Edited

__all__ = ["EditConflict", "Versioned", "spans_of"]


class Versioned(Edited):
    """A row of a plan, edited from a version on (`Edited`), and where in the source it stands.

    `spans`: [[start, end], …] in the source text. `doubt`: why a person should look at it; emptied by looking.
    """

    slug: ClassVar[str]  # the kind of row in addresses and anchors

    spans = models.JSONField(default=list, blank=True, editable=False)
    doubt = models.CharField(max_length=300, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """The row's name in addresses and anchors: "nhiem-vu-12"."""
        return f"{self.slug}-{self.pk}"

    def settle(self) -> None:
        """A person has looked: no doubt left."""
        self.doubt = ""
        type(self)._base_manager.filter(pk=self.pk).update(doubt="")


def spans_of(value: Any) -> list[list[int]]:
    """Spans of a reading as the column holds them."""
    return [[span.start, span.end] for span in value or ()]
