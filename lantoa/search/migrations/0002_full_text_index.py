"""The engine's own index beside the entries: it follows their table by itself, so that no way of writing can leave it
behind. SQLite: an FTS5 table that reads its words from the entries, kept by triggers. PostgreSQL: a generated column."""

from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
        kind, title_folded, folded,
        content='search_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE TRIGGER search_words_insert AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_words(rowid, kind, title_folded, folded)
        VALUES (new.id, new.kind, new.title_folded, new.folded); END""",
    """CREATE TRIGGER search_words_delete AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_words(search_words, rowid, kind, title_folded, folded)
        VALUES ('delete', old.id, old.kind, old.title_folded, old.folded); END""",
    """CREATE TRIGGER search_words_update AFTER UPDATE ON search_searchentry BEGIN
        INSERT INTO search_words(search_words, rowid, kind, title_folded, folded)
        VALUES ('delete', old.id, old.kind, old.title_folded, old.folded);
        INSERT INTO search_words(rowid, kind, title_folded, folded)
        VALUES (new.id, new.kind, new.title_folded, new.folded); END""",
    "INSERT INTO search_words(search_words) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER search_words_insert",
    "DROP TRIGGER search_words_delete",
    "DROP TRIGGER search_words_update",
    "DROP TABLE search_words",
]
POSTGRES = [
    """ALTER TABLE search_searchentry ADD COLUMN document tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, title_folded), 'A')
        || setweight(to_tsvector('simple'::regconfig, folded), 'D')) STORED""",
    "CREATE INDEX search_entry_document ON search_searchentry USING gin (document)",
]
POSTGRES_BACK = ["ALTER TABLE search_searchentry DROP COLUMN document"]


def make(apps, schema_editor):
    _run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def unmake(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRES_BACK)


def _run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="KnownWord",
            fields=[("word", models.CharField(max_length=20, primary_key=True, serialize=False))],
            options={"verbose_name": "từ đã có"},
        ),
        migrations.RunPython(make, unmake),
    ]
