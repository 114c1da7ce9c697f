"""The browser's program: `LANTOA_CHROMIUM`, else a Chromium on the path."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "LEFT OUT: the browser stories. No Chromium was found: install one or set LANTOA_CHROMIUM."


def find() -> str | None:
    return os.environ.get("LANTOA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
