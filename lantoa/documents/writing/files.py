"""Files come out whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO


def save_whole(save: Callable[[IO[bytes]], object], out: Path | str | IO[bytes]) -> None:
    """Let `save` write to `out`; a file of that name is replaced only once the new one is complete."""
    if not isinstance(out, (str, Path)):
        save(out)
        return
    target = Path(out)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            save(file)
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The mode that the replaced file had, or what the umask leaves of a new one."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
