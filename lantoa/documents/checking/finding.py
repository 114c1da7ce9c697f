"""What a check of an official document reports."""

from dataclasses import dataclass

DECREE = "Nghị định 30/2020/NĐ-CP"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: what is wrong, where it stands, how it is mended, and the rule that says so."""

    rule: str  # a stable name for programs: "margins", "number"
    article: str  # within the decree: "Phụ lục I, Phần I, mục I.3"
    what: str
    mend: str
    where: str = ""  # the beginning of the text that it is about

    @property
    def source(self) -> str:
        return f"{DECREE}, {self.article}"


def general(point: int) -> str:
    """A rule of mục I, which holds for every page."""
    return f"Phụ lục I, Phần I, mục I.{point}"


def element(point: int) -> str:
    """A rule of mục II, on one of the main elements."""
    return f"Phụ lục I, Phần I, mục II.{point}"


def other(point: int) -> str:
    """A rule of mục III, on elements that some documents have."""
    return f"Phụ lục I, Phần I, mục III.{point}"
