"""Several workers at the same time: nothing is sent twice, no token is burnt twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from lantoa.channels import sending, vault
from lantoa.channels.adapters import wire, zalo_tokens
from lantoa.channels.adapters.outcomes import Passing
from lantoa.channels.models import Channel, Posting
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.servers.zalo import ZaloServer
from lantoa.channels.tests.situations import facebook, released, zalo

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[], object], workers: int = 4) -> list[object]:
    """What each of several threads got, or raised."""
    found: list[object] = []
    barrier = threading.Barrier(workers)

    def run() -> None:
        barrier.wait()
        try:
            found.append(work())
        except Passing as passing:
            found.append(passing)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_several_workers_one_posts(graph: GraphServer):
    postings = [released(facebook(graph), text=f"Bài {number}") for number in range(3)]
    at_once(sending.send_due)
    assert sorted(one["message"] for one in graph.posts) == ["Bài 0", "Bài 1", "Bài 2"]
    assert graph.count("POST", "feed") == 3
    rows = Posting.objects.filter(pk__in=[one.pk for one in postings])
    assert set(rows.values_list("state", "tries")) == {("sent", 1)}


def test_of_several_workers_one_renews_and_nobody_burns_the_new_pair(zalo_server: ZaloServer):
    channel = zalo(zalo_server, ends_in=0.1)

    def use() -> str:
        with wire.client() as http:
            return zalo_tokens.access_token(Channel.objects.get(pk=channel.pk), http)

    found = at_once(use)
    assert zalo_server.count("POST", "access_token") == 1
    assert {one for one in found if isinstance(one, str)} == {"zalo-access-2"}
    channel.refresh_from_db()
    assert vault.secrets_of(channel)["refresh_token"] == zalo_server.refresh
    assert channel.lease == ""
