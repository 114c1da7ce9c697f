"""Measures a piece of work against its floor: alternating, repeated, medians; a machine's mood hits both alike."""

import gc
import importlib
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


def growth(
    name: str,
    small: Callable[[], object],
    large: Callable[[], object],
    times: int,
    limit: float,
    *,
    timer: Callable[[Callable[[], object]], float] = timed,
) -> Result:
    """How much longer a piece takes for each of its parts where it has `times` as many: above 1 it grows faster than
    linear. The small one is done `times` over, in turn with the large one, so that both last as long and a machine's
    mood hits both alike; the best of three rounds counts."""

    def over_and_over() -> None:
        for _ in range(times):
            small()

    little, much = zip(*((timer(over_and_over), timer(large)) for _ in range(3)), strict=True)
    least, most = min(little), min(much)
    return Result(name, most / least, limit, f"{least:.2f} s for {times} small ones, {most:.2f} s")


def print_module(name: str) -> tuple[int, int]:
    """Print one line a benchmark of the module, as they come; how many ran, how many of them are over."""
    module = importlib.import_module(f"benchmarks.{name}")
    ran = over = 0
    for result in module.run() if hasattr(module, "run") else ():
        print(result, flush=True)
        ran, over = ran + 1, over + result.is_over
    return ran, over
