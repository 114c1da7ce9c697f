"""Sees every statement that changes what readers see, whoever sends it: a model's save, an update of many rows, the
worker, a command. Once it is committed, no page that was made before is used again.

Drafts are written all day and readers see nothing of them, so of the articles' own table only statements count that
write what an article is to readers; a change of a live one's text comes with an event (`news.events`).
"""

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lantoa.portal import generation

_WRITE = re.compile(
    r'\s*(INSERT|REPLACE|UPDATE|DELETE)\s+(?:OR \w+\s+)?(?:INTO\s+|FROM\s+)?"(\w+)"(.*)', re.IGNORECASE | re.DOTALL
)
_APPS = ("news", "legal")
_NEVER_PUBLIC = frozenset(
    {"articleversion", "articleband", "steppass", "categorystep", "reportedfault", "newstarget", "article"}
)
_ALSO = ("organisations.Unit", "organisations.Succession")
_PUBLIC_COLUMNS = re.compile(
    r'"(?:review_state|published_at|expires_at|corrected_at|withdrawn_at|withdrawn_note|moved_to)" ='
)
_ARTICLES = "news_article"


def watched_tables() -> frozenset[str]:
    """The tables that public pages read, but for that of articles."""
    models = [model for name in _APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)]
    chosen = [model for model in models if model._meta.model_name not in _NEVER_PUBLIC]
    chosen += [apps.get_model(name) for name in _ALSO]
    return frozenset(model._meta.db_table for model in chosen) - {"news_article_obligations"}


class Watcher:
    """An execute wrapper (Django's database instrumentation) of a connection."""

    def __init__(self) -> None:
        self.tables = watched_tables()

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        done = execute(sql, params, many, context)
        if isinstance(sql, str) and sql[:1] not in ("S", "s") and self.changes_pages(sql):
            transaction.on_commit(generation.bump, using=context["connection"].alias)
        return done

    def changes_pages(self, sql: str) -> bool:
        """Whether readers may see something else after the statement."""
        found = _WRITE.match(sql)
        if found is None:
            return False
        verb, table, rest = found[1].upper(), found[2], found[3]
        if table != _ARTICLES:
            return table in self.tables
        written = rest.split(" WHERE ", 1)[0]
        return verb == "DELETE" or (verb == "UPDATE" and _PUBLIC_COLUMNS.search(written) is not None)


def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Put a watcher on a new connection (`connection_created`)."""
    if not any(isinstance(wrapper, Watcher) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(Watcher())
