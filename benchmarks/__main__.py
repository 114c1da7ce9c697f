"""Runs every module of this folder that has `run() -> Iterable[Result]`, each in a process of its own: the memory that
one leaves in pieces would slow the next. Exits 1 where a ratio is over its limit.

`python -m benchmarks reading` runs only modules whose name holds that word.
"""

import pkgutil
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import benchmarks
from benchmarks.harness import print_module


def chosen(words: list[str]) -> list[str]:
    """The names of the modules to run, in order."""
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return [
        name
        for name in names
        if name not in ("harness", "__main__") and (not words or any(word in name for word in words))
    ]


def main(words: list[str]) -> int:
    """1 where a benchmark is over, or where none ran."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        counts = list(pool.map(print_module, chosen(words)))
    return int(any(over for _, over in counts) or not any(ran for ran, _ in counts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
