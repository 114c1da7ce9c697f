"""Steps of a procedure as a person follows them, out of running text. Pure: text in, steps out."""

import re
from dataclasses import dataclass, field

_STEP = re.compile(r"^\W{0,3}bước\s+(\d{1,2})\s*[:.)–-]?\s*(.*)$", re.IGNORECASE)
_MARK = re.compile(r"^[-–+*•●]\s+")


@dataclass
class Step:
    """`title` is the line that the step begins with, without "Bước 1:"; `lines` what follows it. Text before the first
    step, or without any, is a step with number ""."""

    number: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)


def steps_of(text: str) -> list[Step]:
    """The steps, in the order of the text; no word of it is lost."""
    steps: list[Step] = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        begun = _STEP.match(line)
        if begun:
            steps.append(Step(begun[1], begun[2].strip()))
        else:
            if not steps:
                steps.append(Step())
            steps[-1].lines.append(_MARK.sub("", line) or line)
    return steps
