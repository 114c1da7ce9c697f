"""The one statement that takes a case in. A case has some forty columns, and a sender gives a dozen: what a fresh case
holds in the others is worked out once in a process, so that a case costs little more than the insert itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models

from lantoa.feedback.models import Case

_AS_IT_IS = (models.CharField, models.TextField, models.ForeignKey, models.BooleanField)


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    usual: dict[str, Any]  # by attribute, in the order of the columns: what the database gets of a fresh case
    prepared: dict[str, models.Field[Any, Any]]  # those whose values the database takes in another form


def insert(given: Mapping[str, Any]) -> None:
    """Write a case with what is given by attribute (`holder_id`), all else as of a fresh one. Raises IntegrityError
    where its code, link or form is there."""
    statement = _statement(connection.vendor)
    row = {**statement.usual, **given}
    for name in statement.prepared.keys() & given.keys():
        row[name] = statement.prepared[name].get_db_prep_save(given[name], connection)
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, list(row.values()))


@cache
def _statement(vendor: str) -> _Statement:
    fields = [field for field in Case._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {connection.ops.quote_name(Case._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    usual = {field.attname: field.get_db_prep_save(field.get_default(), connection) for field in fields}
    return _Statement(sql, usual, {field.attname: field for field in fields if type(field) not in _AS_IT_IS})
