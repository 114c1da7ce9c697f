import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits of one test are not another's."""
    cache.clear()
