"""SQLite: the kind stands in the index as a word that nobody types (`kindis…`), so that a question need not be held to
the columns of the text: that would make FTS5 read where each word stands, not only in what."""

from importlib import import_module

from django.db import migrations

before = import_module("lantoa.search.migrations.0002_full_text_index")

_OF = "'kindis' || {row}.kind, {row}.title_folded, {row}.folded"
_PUT = f"INSERT INTO search_words(rowid, kind, title_folded, folded) VALUES (new.id, {_OF.format(row='new')});"
_TAKE = (
    "INSERT INTO search_words(search_words, rowid, kind, title_folded, folded) "
    f"VALUES ('delete', old.id, {_OF.format(row='old')});"
)
TRIGGERS = [
    f"CREATE TRIGGER search_words_insert AFTER INSERT ON search_searchentry BEGIN {_PUT} END",
    f"CREATE TRIGGER search_words_delete AFTER DELETE ON search_searchentry BEGIN {_TAKE} END",
    f"CREATE TRIGGER search_words_update AFTER UPDATE ON search_searchentry BEGIN {_TAKE} {_PUT} END",
]
FILL = (
    "INSERT INTO search_words(rowid, kind, title_folded, folded) "
    f"SELECT one.id, {_OF.format(row='one')} FROM search_searchentry one"
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _run(schema_editor, [*before.SQLITE_BACK, before.SQLITE[0], *TRIGGERS, FILL])


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _run(schema_editor, [*before.SQLITE_BACK, *before.SQLITE])


def _run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text_index")]

    operations = [migrations.RunPython(make, unmake)]
