"""Settings for tests: SQLite unless `LANTOA_TEST_ENGINE=postgres`; fast hashing, mail in memory, files in a temp
folder."""

import os
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="lantoa-test-"))
os.environ.setdefault("LANTOA_DATA_DIR", str(_folder))
os.environ.setdefault("LANTOA_SECRET_KEY", "only-for-tests")

from config.settings import *

if os.environ.get("LANTOA_TEST_ENGINE") == "postgres":
    from tests.postgres import database

    DATABASES = {"default": database()}
else:
    # A file, not memory: browser stories are served by threads of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "progress")
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
SHELF = False  # a test's rows are never committed, so that no page kept ready could learn of them
MEDIA_ROOT = _folder / "files"
ALLOWED_HOSTS = ["*"]

from tests.templates import UnknownVariable

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")
STATIC_ROOT = _folder / "static"
STATIC_ROOT.mkdir(exist_ok=True)
FEEDBACK_UNIT_SECONDS = 0
