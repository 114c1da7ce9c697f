"""Make each django.mo from its django.po: `.venv/bin/python -m tests.compile_texts`. The .mo files are kept in the
tree, so that running needs no gettext."""

import sys
from pathlib import Path

import polib

HOUSE = Path(__file__).resolve().parent.parent / "lantoa"


def sources() -> list[Path]:
    return sorted(HOUSE.glob("*/locale/vi/LC_MESSAGES/*.po"))


def main() -> int:
    for source in sources():
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
        sys.stdout.write(f"{source.relative_to(HOUSE)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
