"""The table role × address × status: nothing is reachable that nobody decided on."""

import importlib
from collections.abc import Mapping
from functools import lru_cache

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from tests.html import PageClient
from tests.permission_table import ACTORS, LOGIN, Row, Status, World, all_rows, url_names

HOW = "Write it in lantoa/<app>/tests/permissions.py; tests/permission_table.py shows the form."


@pytest.mark.pure
def test_every_address_has_a_row():
    missing = sorted(url_names() - {row.name for row in all_rows()})
    assert not missing, f"No row says who may open: {', '.join(missing)}. {HOW}"


@pytest.mark.pure
def test_no_row_names_an_address_that_is_gone():
    gone = sorted({row.name for row in all_rows()} - url_names())
    assert not gone, f"These addresses are no longer there: {', '.join(gone)}. Take their rows out."


@pytest.mark.pure
@pytest.mark.parametrize("row", all_rows(), ids=str)
def test_a_row_speaks_of_every_actor(row: Row):
    silent = set(ACTORS) - set(row.expected)
    assert not silent, f"{row} says nothing of {', '.join(sorted(silent))}. {HOW}"


@pytest.mark.django_db
@pytest.mark.parametrize("row", all_rows(), ids=str)
def test_each_actor_gets_what_the_table_says(row: Row):
    world = World.make()
    prepare = getattr(importlib.import_module(f"lantoa.{row.app}.tests.permissions"), "prepare", None)
    if prepare:
        prepare(world)
    got = {actor: _status(row, world, actor) for actor in ACTORS}
    assert got == dict(row.expected), _told_apart(row, got)


def _status(row: Row, world: World, actor: str) -> Status:
    client = _client()
    client.cookies.clear()
    cache.clear()  # one actor's rate limits are not another's
    url = reverse(row.name, kwargs=dict(row.kwargs(world)))
    data = row.data(world) if callable(row.data) else row.data
    with transaction.atomic():
        if actor != "anonymous":
            client.force_login(world.people[actor])
        answer = client.generic(row.method, url) if row.method not in ("GET", "POST") else None
        answer = answer or getattr(client, row.method.lower())(url, data)
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer["Location"].startswith(f"{reverse('account_login')}?"):
        return LOGIN
    return int(answer.status_code)


@lru_cache
def _client() -> PageClient:
    """One for all: loading the middleware anew for each actor would take most of the time."""
    return PageClient()


def _told_apart(row: Row, got: Mapping[str, Status]) -> str:
    wrong = [f"{actor} gets {got[actor]}, the table says {row.expected[actor]}" for actor in ACTORS]
    return f"{row}: " + "; ".join(
        line for line, actor in zip(wrong, ACTORS, strict=True) if got[actor] != row.expected[actor]
    )
