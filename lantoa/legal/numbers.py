"""What a document's number says by itself: "30/2020/NĐ-CP" is a Nghị định of Chính phủ of 2020.

Abbreviations of kinds: Nghị định 30/2020/NĐ-CP, Phụ lục III, and the forms of legal normative documents. Symbols of
agencies are set by their heads: only those of central bodies, which one body alone uses, are read.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path

from lantoa.vietnamese.text import fold, squeeze

_DATA = Path(__file__).parent / "data"
_ASSEMBLY = re.compile(r"/QH\d+$", re.IGNORECASE)
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_RESOLUTION = re.compile(r"^(?:nghi quyet|ve |phe chuan|thanh lap)")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return _read("document_kinds.csv", "abbreviation", "kind")


@lru_cache(maxsize=1)
def _issuers() -> dict[str, str]:
    return _read("issuer_symbols.csv", "symbol", "issuer")


def _read(name: str, key: str, value: str) -> dict[str, str]:
    with (_DATA / name).open(encoding="utf-8", newline="") as rows:
        return {_symbol(row[key]): row[value] for row in csv.DictReader(rows)}


def _symbol(text: str) -> str:
    """A symbol as it is compared; "ĐA" is not "DA", "CTr" in capitals is still one."""
    return re.sub(r"[\s&]", "", text).upper()


def _parts(number: str) -> list[str]:
    """The kind's and the agency's symbols: "45/2020/NĐ-CP" and "05-NQ/TU" both give two."""
    letters = re.split(r"[/\-–]", squeeze(number))
    return [_symbol(part) for part in letters if part.strip() and not re.fullmatch(r"[\d.]+", part.strip())]


def kind_of(number: str, title: str = "") -> str:
    """The kind that the number's abbreviation names; empty where it says none (a law has none of its own)."""
    if _ASSEMBLY.search(squeeze(number)):
        said = fold(title)
        return "Bộ luật" if said.startswith("bo luat") else "Nghị quyết" if _RESOLUTION.match(said) else "Luật"
    parts = _parts(number)
    return _kinds().get(parts[0], "") if parts else ""


def issuer_of(number: str) -> str:
    """The central body whose symbol the number bears; empty for agencies whose symbol many share (UBND, SGDĐT)."""
    if _ASSEMBLY.search(squeeze(number)):
        return "Quốc hội"
    parts = _parts(number)
    return _issuers().get(re.sub(r"\d+$", "", parts[-1]), "") if len(parts) > 1 else ""


def year_of(number: str) -> int | None:
    """The year that the number itself bears."""
    found = _YEAR.search(squeeze(number))
    return int(found[1]) if found else None
