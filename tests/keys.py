"""Where the keys of rows begin in the databases of tests."""

from django.apps import apps
from django.db import connection, models

FIRST_KEY = 1001


def start_keys_at(first: int) -> None:
    """Give rows that are made from now on keys from `first` on, on SQLite and on PostgreSQL."""
    counted = [model._meta for model in apps.get_models(include_auto_created=True) if _counts(model)]
    with connection.cursor() as cursor:
        for meta in counted:
            if connection.vendor == "postgresql":
                found = f"pg_get_serial_sequence('\"{meta.db_table}\"', '{meta.pk.column}')"
                cursor.execute(f"SELECT setval({found}, %s, false)", [first])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [meta.db_table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [meta.db_table, first - 1])


def _counts(model: type[models.Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and isinstance(meta.pk, models.AutoField)
