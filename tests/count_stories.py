"""Fail where the browser stories did not run: a skipped story is no story. Reads a JUnit file that pytest wrote."""

import sys

from defusedxml import ElementTree


def main(path: str) -> int:
    """0 where at least one browser story ran and none was skipped."""
    cases = [case for case in ElementTree.parse(path).iter("testcase") if "browser" in case.get("classname", "")]
    skipped = [case for case in cases if case.find("skipped") is not None]
    sys.stdout.write(f"{len(cases) - len(skipped)} browser stories ran, {len(skipped)} were skipped\n")
    return int(not cases or bool(skipped))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
