"""Two people editing one row: the second is told, and loses nothing typed."""

from django.db import models, transaction


class EditConflict(Exception):
    """Somebody saved the row after this form was opened; `current` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Có người vừa sửa phần này nên chưa lưu. Xem bản của họ rồi lưu lại nếu vẫn muốn thay.")
        self.current = current


class Edited(models.Model):
    """A row whose edits name the version they started from."""

    version = models.PositiveIntegerField(default=1, editable=False)

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
