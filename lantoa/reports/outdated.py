"""Numbers in a text that a person wrote over a draft and that the figures have left behind since."""

import re

from lantoa.reports.models import ReportNarrative

_NUMBER = re.compile(r"(?<![\d/])\d+(?:[.,]\d+)*(?![\d/])")  # days of the month are no figures


def left_behind(text: ReportNarrative, now: str) -> list[str]:
    """The numbers, as written, that stood in the draft when a person edited the text, stand in the text still, and in
    the draft as it would be `now` no longer. A text that nobody edited follows its draft: there are none."""
    if not text.is_edited:
        return []
    gone = {_bare(one) for one in _NUMBER.findall(text.draft)} - {_bare(one) for one in _NUMBER.findall(now)}
    return list(dict.fromkeys(one for one in _NUMBER.findall(text.text) if _bare(one) in gone))


def _bare(number: str) -> str:
    """ "06" and "6" are one number."""
    return number.lstrip("0") or "0"
