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
    from tests.postgres import database_url

    DATABASES = {"default": env.db_url_config(database_url())}
    DATABASES["default"]["TEST"] = {"NAME": None}
else:
    DATABASES["default"]["TEST"] = {"NAME": None}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = _folder / "files"
ALLOWED_HOSTS = ["*"]
