"""Runs every module of this folder that has `run() -> Iterable[Result]`; exits 1 where a ratio is over its limit.

`python -m benchmarks reading` runs only modules whose name holds that word.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import benchmarks
from benchmarks.harness import Result


def results(words: list[str]) -> Iterator[Result]:
    """The results of all chosen modules, as they come."""
    for module in sorted(pkgutil.iter_modules(benchmarks.__path__), key=lambda module: module.name):
        if module.name in ("harness", "__main__") or (words and not any(word in module.name for word in words)):
            continue
        found = importlib.import_module(f"benchmarks.{module.name}")
        if hasattr(found, "run"):
            yield from found.run()


def main(words: list[str]) -> int:
    """Print one line a benchmark; 1 where one is over, or where none ran."""
    ran = over = 0
    for result in results(words):
        print(result, flush=True)
        ran, over = ran + 1, over + result.is_over
    return int(over > 0 or not ran)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
