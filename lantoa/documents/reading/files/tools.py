"""Runs the outside programs that some formats need; each is optional and named to the user where it is missing."""

import os
import shutil
import subprocess
from pathlib import Path

from lantoa.documents.errors import UnreadableDocument


def find(program: str) -> str | None:
    """Where a program is, if it is installed."""
    return shutil.which(program)


def run(command: list[str], *, seconds: float, data: bytes | None = None, cwd: Path | None = None) -> bytes | None:
    """What the program writes; None where it fails, a sentence where it takes longer than `seconds`."""
    try:
        done = subprocess.run(
            command,
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            timeout=seconds,
            cwd=cwd,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
            preexec_fn=_lift_limits if os.name == "posix" else None,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            f"Chương trình {Path(command[0]).name} đọc tệp này quá lâu nên đã dừng; "
            "hãy lưu văn bản thành .docx rồi tải lên lại."
        ) from error
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _lift_limits() -> None:
    """The limits of the guarded process are for our own readers, not for these programs."""
    import resource

    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (hard, hard))
