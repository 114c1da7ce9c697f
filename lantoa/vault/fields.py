"""A column whose text is sealed at rest: the database and its copies hold no readable word of it."""

from typing import Any

from django.db import models

from lantoa.vault.sealing import seal, unseal


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is sealed when it is written and opened when it is read. It can't be searched or sorted by; reading a
    row whose key is gone raises `sealing.Locked`."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """What was written, opened."""
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """What goes into the database."""
        prepared = super().get_prep_value(value)
        return seal(prepared) if prepared else prepared
