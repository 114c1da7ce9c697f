"""A plan's texts, as they are compared and kept."""

import re
from typing import Any

from django.db import models

from lantoa.vietnamese.text import squeeze

# What an item never ends with; an ellipsis stays (the reading contract, "Texts").
_TRAILING = re.compile(r"(?:\s|(?<!\.)\./\.|(?<![.…])\.(?!\.)|[;,:])+$")


def bare(text: str) -> str:
    """A text on one line, without what closes it on the page."""
    return _TRAILING.sub("", squeeze(text))


def fit(model: type[models.Model], **values: Any) -> dict[str, Any]:
    """`values` with texts cut to what their columns hold."""
    for name, value in values.items():
        longest = getattr(model._meta.get_field(name), "max_length", None)
        if longest and isinstance(value, str):
            values[name] = value[:longest]
    return values
