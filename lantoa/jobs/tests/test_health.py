import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse


def test_a_site_whose_database_does_not_answer_is_alive_and_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("could not connect")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert client.get(reverse("jobs:healthz")).status_code == 200
    answer = client.get(reverse("jobs:readyz"))
    assert (answer.status_code, answer.content) == (503, b"database")
    assert "no-store" in answer["Cache-Control"]
