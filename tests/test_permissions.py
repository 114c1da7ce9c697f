"""The table role × address × status: nothing is reachable that nobody decided on."""

import importlib
from collections.abc import Mapping
from functools import lru_cache
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.html import inspect, is_html
from tests.permission_table import ACTORS, LOGIN, Row, Status, World, all_rows, tables, url_names

REFUSED = 400
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
@pytest.mark.parametrize("app", [app for app, _ in tables()])
def test_each_actor_gets_what_the_table_says(app: str):
    """One world for all rows of an app: its people stay signed in, each request is undone."""
    world = World.make()
    prepare = getattr(importlib.import_module(f"lantoa.{app}.tests.permissions"), "prepare", None)
    if prepare:
        prepare(world)
    signed_in = {actor: _sign_in(world, actor) for actor in ACTORS}
    wrong = [fault for row in all_rows() if row.app == app for fault in _faults(row, world, signed_in)]
    assert not wrong, "\n".join(wrong)


def _sign_in(world: World, actor: str) -> str:
    """The cookie of the actor's session."""
    client = Client()
    if actor != "anonymous":
        client.force_login(world.people[actor])
    return client.cookies.output(header="", sep=";")


def _faults(row: Row, world: World, signed_in: Mapping[str, str]) -> list[str]:
    """What the actors get that the table does not say; of the pages they see, one is inspected."""
    answers = {actor: _answer(row, world, cookie) for actor, cookie in signed_in.items()}
    page = next((answer for answer in answers.values() if is_html(answer) and answer.status_code < REFUSED), None)
    if page:
        inspect(page)
    got = {actor: _status(answer) for actor, answer in answers.items()}
    return [] if got == dict(row.expected) else [_told_apart(row, got)]


def _answer(row: Row, world: World, cookie: str) -> Any:
    client = _client()
    client.cookies = SimpleCookie(cookie)
    cache.clear()  # one actor's rate limits are not another's
    url = reverse(row.name, kwargs=dict(row.kwargs(world)))
    data = row.data(world) if callable(row.data) else row.data
    with transaction.atomic():
        answer = client.generic(row.method, url) if row.method not in ("GET", "POST") else None
        answer = answer or getattr(client, row.method.lower())(url, data)
        transaction.set_rollback(True)
    return answer


def _status(answer: Any) -> Status:
    if answer.status_code == 302 and answer["Location"].startswith(f"{reverse('account_login')}?"):
        return LOGIN
    return int(answer.status_code)


@lru_cache
def _client() -> Client:
    """One for all: loading the middleware anew for each actor would take most of the time."""
    return Client()


def _told_apart(row: Row, got: Mapping[str, Status]) -> str:
    wrong = [f"{actor} gets {got[actor]}, the table says {row.expected[actor]}" for actor in ACTORS]
    return f"{row}: " + "; ".join(
        line for line, actor in zip(wrong, ACTORS, strict=True) if got[actor] != row.expected[actor]
    )
