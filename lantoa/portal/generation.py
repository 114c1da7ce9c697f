"""A number that grows whenever something that readers see was committed, by whatever process. A page that was made
under one number is good while the number stands.

Reading it must cost next to nothing, as every request does: it is the length of a file beside the data, which grows by
one byte (appending is atomic, needs no lock and no clock). Where processes stand on several machines they share a
cache (LANTOA_CACHE_URL), and the number lives there.
"""

import logging
import os
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

log = logging.getLogger("lantoa.portal")

_KEY = "portal-generation"


def current() -> int | None:
    """The number now; None where it cannot be known, so that nothing kept may be used."""
    try:
        return _of_cache() if settings.SHARED_CACHE else os.stat(_file()).st_size  # noqa: PTH116 - on every request
    except FileNotFoundError:
        return 0
    except Exception:
        log.exception("the generation of public pages cannot be read")
        return None


def bump() -> None:
    """Readers see something else from now on. Called after the commit; never raises, as what was done is done."""
    try:
        if settings.SHARED_CACHE:
            _of_cache()
            cache.incr(_KEY)
        else:
            with Path(_file()).open("ab", buffering=0) as file:
                file.write(b".")
    except Exception:
        log.exception("the generation of public pages cannot be raised; pages show older text for a while")


def _of_cache() -> int | None:
    """An empty cache (restarted, emptied) begins anew at a number that no page kept before can bear."""
    found: int | None = cache.get(_KEY)
    if found is None:
        cache.add(_KEY, int.from_bytes(os.urandom(5)), timeout=None)
        found = cache.get(_KEY)
    return found


def _file() -> str:
    return f"{settings.DATA_DIR}/public-generation"
