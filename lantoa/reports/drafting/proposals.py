"""What the units below propose, sorted by whom it speaks to: what goes up into the consolidated report, and what the
office that puts it together has to answer itself.

Proposals are sorted one by one; a line that leads several in ("Đối với Sở Giáo dục và Đào tạo:") speaks for those
below it until the next such line or an empty one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lantoa.documents.writing.wording import lower_first
from lantoa.organisations.enums import PARTS
from lantoa.organisations.models import Unit
from lantoa.reports.drafting import said_below
from lantoa.reports.drafting.addressed import Office, To, addressee
from lantoa.reports.enums import HeadingRole
from lantoa.reports.models import Report, ReportNarrative, TemplateHeading

_MARK = re.compile(r"^\s*(?:[-–+•*]|\(?\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[IVX]+[.)])\s+")
_LONGEST_LEAD = 14  # words
_LEAD = re.compile(
    r"^(?:đối với|kính gửi|(?:kiến nghị|đề xuất|đề nghị)(?:,? (?:kiến nghị|đề xuất))? (?:đối )?với)\b", re.I
)
_ASKING = re.compile(r"\b(?:đề nghị|kiến nghị|đề xuất|mong)\b", re.IGNORECASE)
# Where one line holds several proposals: the next begins with a word that asks.
_NEXT = re.compile(
    r"(?<=[.;!])\s+(?=(?:(?:nhà )?trường |đơn vị |chúng tôi )?(?:kính )?(?:đề nghị|kiến nghị|đề xuất|mong|đối với)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Sorted:
    """`up`: the text without what the office answers; `here`: that, proposal by proposal."""

    up: str
    here: list[str] = field(default_factory=list)


def office_of(unit: Unit) -> Office:
    """The unit with what names it; one question."""
    parts = Unit.objects.filter(parent=unit, kind__in=PARTS).current().values_list("name", "short_name")
    own = [name for name in (unit.name, unit.short_name) if name]
    return Office.of(unit.kind, own, [name for pair in parts for name in pair if name])


def sorted_by_addressee(text: str, office: Office) -> Sorted:
    """One unit's proposals."""
    found = Sorted("")
    up: list[str] = []
    lead, leads_here = "", False
    for line in text.splitlines():
        bare = _MARK.sub("", line).strip()
        if not bare or _is_lead(bare, office):
            lead = bare.rstrip(" :.")
            leads_here = bool(lead) and addressee(lead, office) is To.OFFICE
            up += [] if leads_here else [f"{lead}:" if lead else ""]
        elif leads_here:
            found.here.append(f"{lead}: {lower_first(_plain(bare))}")
        elif kept := _without_here(bare, office, found.here):
            up.append(f"- {kept}" if lead or bare != line.strip() else kept)
    found.up = "\n".join(up).strip()
    return found


def addressed_to_office(report: Report, heading: TemplateHeading) -> list[said_below.Said]:
    """What the units in the sum ask of the report's own unit under a heading, the same words once, with who asks; what
    most ask comes first. Two questions however many there are."""
    texts = ReportNarrative.objects.filter(report__included_in__report=report, heading=heading).exclude(text="")
    rows = texts.order_by("report__unit__sort_key", "report_id").select_related("report__unit")
    said = [(row.report.unit.label, row.text) for row in rows]
    return said_below.points_of(_asked_here(said, office_of(report.unit))) if said else []


def going_up(said: Iterable[tuple[str, str]], office: Office) -> list[tuple[str, str]]:
    """The proposals of units, (name, text) each, without what the office answers."""
    found = [(unit, sorted_by_addressee(text, office).up) for unit, text in said]
    return [(unit, text) for unit, text in found if text]


def is_sorted(heading: TemplateHeading) -> bool:
    """Whether what stands under a heading is sorted by whom it speaks to."""
    return heading.role == HeadingRole.PROPOSALS


def _asked_here(said: Iterable[tuple[str, str]], office: Office) -> Iterator[tuple[str, str]]:
    for unit, text in said:
        yield from ((unit, item) for item in sorted_by_addressee(text, office).here)


def _is_lead(bare: str, office: Office) -> bool:
    """Whether a line leads others in: by its colon, or because it names a body and asks for nothing."""
    if bare.endswith(":"):
        return True
    found = _LEAD.match(bare)
    if not found or len(bare.split()) > _LONGEST_LEAD or _ASKING.search(bare, found.end()):
        return False
    return not set(bare.rstrip(" .")) & set(":;.") and addressee(bare, office) is not To.NOBODY


def _without_here(bare: str, office: Office, here: list[str]) -> str:
    """A line without the proposals that the office answers, which go to `here`."""
    kept = []
    for part in _NEXT.split(bare):
        if addressee(part, office) is To.OFFICE:
            here.append(_plain(part))
        else:
            kept.append(part)
    return " ".join(kept)


def _plain(item: str) -> str:
    return item.strip(" .;")
