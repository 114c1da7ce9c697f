"""The column that makes "is this unit under mine?" one indexed range scan on every engine."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class PathField(models.CharField[str, str]):
    """Ids from the root down, "/1/35/412/": byte order, so PostgreSQL is told collation C (SQLite's default is it)."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def path_range(path: str) -> tuple[str, str]:
    """The half-open range of paths that `path` and everything below it have: `gte` the first, `lt` the second."""
    return path, path[:-1] + "0"  # "0" is the character after "/"
