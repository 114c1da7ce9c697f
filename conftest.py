"""What every test finds: a client that inspects each page."""

import pytest

from tests.html import PageClient


@pytest.fixture
def client() -> PageClient:
    """In place of pytest-django's: every HTML answer is inspected (tests/html.py)."""
    return PageClient()
