"""Measures a piece of work against its floor: alternating, repeated, medians; a machine's mood hits both alike."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Result:
    """One line of `make bench`: `ratio` may not be above `limit`."""

    name: str
    ratio: float
    limit: float
    note: str = ""

    @property
    def is_over(self) -> bool:
        return self.ratio > self.limit

    def __str__(self) -> str:
        verdict = "over" if self.is_over else "ok"
        return f"{self.name}  {self.ratio:.2f}  {self.limit:g}  {verdict}" + (f"  ({self.note})" if self.note else "")


def compare(
    name: str, work: Callable[[], object], floor: Callable[[], object], limit: float, *, rounds: int = 7
) -> Result:
    """How many times its floor a piece of work takes; both run once unmeasured before."""
    work()
    floor()
    spent: list[float] = []
    least: list[float] = []
    for _ in range(rounds):
        spent.append(timed(work))
        least.append(timed(floor))
    mine, theirs = median(spent), median(least)
    return Result(name, mine / theirs, limit, f"{mine * 1000:.1f} ms, floor {theirs * 1000:.1f} ms")


def timed(work: Callable[[], object]) -> float:
    """Seconds that one run takes, without the collector's pauses."""
    gc.collect()
    gc.disable()
    try:
        started = perf_counter()
        work()
        return perf_counter() - started
    finally:
        gc.enable()
