"""Two people editing one plan: the second is told, and loses nothing typed."""

from typing import Any, ClassVar

from django.db import models, transaction


class EditConflict(Exception):
    """Somebody saved the row after this form was opened; `current` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Có người vừa sửa phần này. Xem bản của họ bên cạnh rồi lưu lại nếu vẫn muốn thay.")
        self.current = current


class Versioned(models.Model):
    """A row whose edits name the version they started from, and where in the source it stands.

    `spans`: [[start, end], …] in the source text. `doubt`: why a person should look at it; emptied by looking.
    """

    slug: ClassVar[str]  # the kind of row in addresses and anchors

    version = models.PositiveIntegerField(default=1, editable=False)
    spans = models.JSONField(default=list, blank=True, editable=False)
    doubt = models.CharField(max_length=300, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def save_from(self, version: int) -> None:
        """Save where the stored row still has `version`; else raise EditConflict."""
        stored = type(self)._base_manager.select_for_update().get(pk=self.pk)
        if stored.version != version:
            raise EditConflict(stored)
        self.version = version + 1
        self.save()

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
