"""Gives a plan that has values but no text its body: preamble, items under their headings, closing."""

import re
from collections.abc import Iterator, Sequence

from lantoa.documents.plan import BodyText, Duty, PlanReading, Section
from lantoa.documents.writing.bases import basis_text
from lantoa.documents.writing.wording import ended, lower_first, upper_first
from lantoa.vietnamese.text import fold

AUDIENCES, CONTENTS, CHANNELS, BUDGET, DUTIES = "audiences", "contents", "channels", "budget", "duties"
# The words that a heading says its part with, folded; the ones that reading goes by.
_ROLE_WORDS = {
    AUDIENCES: ("doi tuong",),
    CONTENTS: ("noi dung",),
    CHANNELS: ("hinh thuc",),
    BUDGET: ("kinh phi", "ngan sach", "du toan"),
    DUTIES: ("to chuc thuc hien", "trach nhiem", "phan cong"),
}
_OWN_TITLE = {
    AUDIENCES: "ĐỐI TƯỢNG TUYÊN TRUYỀN",
    CONTENTS: "NỘI DUNG TUYÊN TRUYỀN",
    CHANNELS: "HÌNH THỨC TUYÊN TRUYỀN",
    BUDGET: "KINH PHÍ THỰC HIỆN",
    DUTIES: "TỔ CHỨC THỰC HIỆN",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_GIVEN_TO = re.compile(r"^giao\s+", re.IGNORECASE)
_MONEY = ("kinh phi", "ngan sach", "du toan")


def fill_body(plan: PlanReading) -> None:
    """Write every value that belongs under a heading there; a heading that is missing is added at the end."""
    plan.preamble = _preamble(plan)
    _fill_audiences(plan)
    _fill(plan, CONTENTS, [item.value for item in plan.contents])
    _fill(plan, CHANNELS, [channel.text for channel in plan.channels])
    _fill(plan, BUDGET, _own_budget(plan))
    for duty in plan.duties:
        _duty_section(plan, duty).paragraphs += marked(duty.items)
    plan.closing = [BodyText(_closing(plan))]


def _preamble(plan: PlanReading) -> list[BodyText]:
    bases = [BodyText(basis_text(basis)) for basis in plan.legal_bases]
    title = plan.title.value if plan.title else ""
    what = f"Kế hoạch {lower_first(title)}".strip()
    if plan.year and str(plan.year.value) not in title:
        what += f" năm {plan.year.value}"
    if plan.issuer:
        return [*bases, BodyText(f"{plan.issuer.value} xây dựng {what} như sau:")]
    return [*bases, BodyText(f"Nội dung {what} cụ thể như sau:")]


def _closing(plan: PlanReading) -> str:
    title = lower_first(plan.title.value) if plan.title else ""
    return f"Trên đây là Kế hoạch {title}".strip() + ", đề nghị các đơn vị nghiêm túc triển khai thực hiện"


def marked(items: Sequence[str]) -> list[BodyText]:
    """Items as a list with dashes, each a sentence."""
    return [BodyText(ended(item), "-") for item in items]


def part_at_figures(plan: PlanReading) -> None:
    """Begin a new paragraph of the item where a figure's sentence ends ahead of a full stop.

    A sentence runs to the full stop or to the end of its paragraph; paragraphs of one item are read as one text.
    """
    for section in walk(plan.sections):
        for figure in plan.figures:
            section.paragraphs = [part for whole in section.paragraphs for part in _parted(whole, figure.text)]


def _parted(paragraph: BodyText, sentence: str) -> list[BodyText]:
    before, found, after = paragraph.text.partition(sentence)
    if not found:
        return [paragraph]
    texts = [before.rstrip(), found, ""] if before and before.rstrip()[-1:] in ";,:" else ["", before + found, ""]
    if re.match(r"[;,:] ", after):
        texts[1:] = [texts[1] + after[0], after[2:]]
    else:
        texts[1] += after
    parts = [text for text in texts if text]
    return [BodyText(text, paragraph.mark if place == 0 else "") for place, text in enumerate(parts)]


def _fill_audiences(plan: PlanReading) -> None:
    groups = [item.value for item in plan.audiences]
    if not groups:
        return
    section = _sections_for(plan, AUDIENCES)[0]
    if any("," in group or " và " in group for group in groups):
        section.paragraphs += marked([upper_first(group) for group in groups])
    else:
        section.paragraphs.append(BodyText(ended(upper_first(", ".join(groups)))))


def _own_budget(plan: PlanReading) -> list[str]:
    """The statements on money that are not said by a duty."""
    said = {item for duty in plan.duties for item in duty.items if any(word in fold(item) for word in _MONEY)}
    return [item.value for item in plan.budget if item.value not in said]


def _fill(plan: PlanReading, role: str, items: Sequence[str]) -> None:
    """Spread `items` in their order over the headings that hold such items, each heading about as many."""
    if not items:
        return
    sections = _sections_for(plan, role)
    for place, section in enumerate(sections):
        start, end = (len(items) * number // len(sections) for number in (place, place + 1))
        written = {paragraph.text for paragraph in section.paragraphs}
        section.paragraphs += [text for text in marked(items[start:end]) if text.text not in written]


def roles_of(section: Section) -> set[str]:
    title = fold(section.title)
    return {role for role, words in _ROLE_WORDS.items() if any(word in title for word in words)}


def walk(sections: Sequence[Section]) -> Iterator[Section]:
    """Every heading in the order of print."""
    for section in sections:
        yield section
        yield from walk(section.children)


def _sections_for(plan: PlanReading, role: str) -> list[Section]:
    """The lowest headings under which items of this role stand; one is added where there is none."""
    found = [leaf for anchor in _anchors(plan.sections, role) for leaf in _leaves(anchor, role)]
    if not found:
        found = [_add_section(plan, role)]
    return found


def _anchors(sections: Sequence[Section], role: str) -> Iterator[Section]:
    """Headings that name the role and have none below them that does; who does what and money are looked at last."""
    for section in sections:
        below = list(_anchors(section.children, role)) if role in (DUTIES, BUDGET) or not _is_apart(section) else []
        if below:
            yield from below
        elif role in roles_of(section) and (role in (DUTIES, BUDGET) or not _is_apart(section)):
            yield section


def _is_apart(section: Section) -> bool:
    """Headings on duties and money hold no contents, whatever else they name."""
    return bool(roles_of(section) & {DUTIES, BUDGET})


def _leaves(section: Section, role: str) -> Iterator[Section]:
    """The headings below `section` that count with it; itself where there are none."""
    children = [child for child in section.children if not roles_of(child) - {role}]
    if not section.children or not children:
        yield section
    for child in children:
        yield from _leaves(child, role)


def _add_section(plan: PlanReading, role: str) -> Section:
    place = len(plan.sections)
    section = Section(_ROMAN[place] if place < len(_ROMAN) else str(place + 1), _OWN_TITLE[role])
    plan.sections.append(section)
    return section


def _duty_section(plan: PlanReading, duty: Duty) -> Section:
    """The heading that names the unit; a new one under "Tổ chức thực hiện" where the tree has none."""
    for section in walk(plan.sections):
        if not section.paragraphs and fold(_GIVEN_TO.sub("", section.title)) == fold(duty.unit):
            return section
    parent = next(_anchors(plan.sections, DUTIES), None) or _add_section(plan, DUTIES)
    section = Section(str(len(parent.children) + 1), duty.unit)
    parent.children.append(section)
    return section
