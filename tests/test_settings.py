"""What the environment makes of the settings, each in a process of its own as a site would start it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
_ASK = """
import json, sys
from config import settings
json.dump([eval(word, vars(settings)) for word in sys.argv[1:]], sys.stdout)
"""


def ask(folder: Path, *words: str, **given: str) -> list[object]:
    """The settings' values where only the given variables are set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANTOA_", "DJANGO_"))}
    environment = {**kept, "LANTOA_DATA_DIR": str(folder), **given}
    run = subprocess.run([sys.executable, "-c", _ASK, *words], env=environment, capture_output=True, check=True)
    return list(json.loads(run.stdout))


def test_the_sign_in_form_may_lead_to_the_offices_server_and_to_no_other(tmp_path: Path) -> None:
    """A browser holds `form-action` against the redirect that answers the form, too."""
    question = "CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']"
    assert ask(tmp_path, question) == [["'self'"]]
    single = {"LANTOA_OIDC_URL": "https://sso.tinh.gov.vn/realms/canbo/", "LANTOA_OIDC_CLIENT": "a"}
    with_server = ask(tmp_path, question, **single, LANTOA_OIDC_SECRET="b")
    assert with_server == [["'self'", "https://sso.tinh.gov.vn"]]


def test_a_slash_behind_the_sites_address_is_not_doubled_in_links(tmp_path: Path) -> None:
    assert ask(tmp_path, "SITE_URL", LANTOA_SITE_URL="https://lantoa.example/") == ["https://lantoa.example"]


def test_a_key_that_was_not_written_to_its_end_is_made_anew_and_then_kept(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    first = ask(tmp_path, "SECRET_KEY")
    assert len(str(first[0])) >= 50
    assert ask(tmp_path, "SECRET_KEY") == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_talkative_log_holds_no_addresses_with_the_secrets_of_channels(tmp_path: Path) -> None:
    """The HTTP client writes each address whole at INFO; Facebook's carry the application's secret."""
    levels = [f"LOGGING['loggers']['{name}']['level']" for name in ("httpx", "httpcore")]
    assert ask(tmp_path, *levels, LANTOA_LOG_LEVEL="DEBUG") == ["WARNING", "WARNING"]
