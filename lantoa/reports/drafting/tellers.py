"""Which headings of a template tell what was done."""

from collections.abc import Sequence

from lantoa.reports.enums import HeadingRole
from lantoa.reports.models import TemplateHeading


def tells(heading: TemplateHeading) -> bool:
    """Whether results are told under it: by its role, or because it says which activities it is about."""
    return heading.role == HeadingRole.RESULTS or (heading.role == HeadingRole.FREE and bool(heading.filter))


def is_lead_in(heading: TemplateHeading, headings: Sequence[TemplateHeading]) -> bool:
    """Whether headings below it tell the results, so that it only leads in."""
    if heading.role not in (HeadingRole.RESULTS, HeadingRole.FREE):
        return False
    after = headings[list(headings).index(heading) + 1 :]
    for below in after:
        if below.depth <= heading.depth:
            return False
        if tells(below):
            return True
    return False
