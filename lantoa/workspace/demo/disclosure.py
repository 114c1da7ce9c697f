"""What An Bình makes public: the usual list, some of it missing or old; links of units, two of which do not answer."""

import datetime as dt
from collections.abc import Mapping

from django.core.files.base import ContentFile

from lantoa.accounts.models import User
from lantoa.disclosure import checking, standard
from lantoa.disclosure.enums import Outcome
from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.disclosure.reaching import Found
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold
from lantoa.workspace.demo.public_papers import page_of, paper_of

_OK, _GONE = Found(Outcome.OK, ""), Found(Outcome.FAILED, "Trang không còn (404).")


def make_disclosure(units: Mapping[str, Unit], people: Mapping[str, User], today: dt.date) -> None:
    """The department's list and that of schools, with most of it public."""
    department = units["so"]
    standard.begin(department, by=people["vanphong"])
    schools = [unit for unit in units.values() if unit.kind == UnitKind.SCHOOL]
    for number, item in enumerate(DisclosureItem.objects.filter(owner=department).order_by("order")):
        for place, unit in enumerate([department] if item.group_id is None else schools):
            if (number + place) % 5 != 3:
                _public(item, unit, people, today - dt.timedelta(days=20 + (37 * (number + place)) % 520))
    _address(units)
    _check_links(units, today)


def _address(units: Mapping[str, Unit]) -> None:
    for number, unit in enumerate(units.values(), 1):
        if unit.hotline and not unit.address and number % 9:
            unit.address = f"Số {number}, đường Trung Tâm, {unit.area or 'tỉnh An Bình'}"
            unit.save(update_fields=["address"])


def _public(item: DisclosureItem, unit: Unit, people: Mapping[str, User], on: dt.date) -> None:
    title = f"{item.title} ({on:%m/%Y})"[:300]
    row = Disclosed(item=item, unit=unit, on=on, title=title, added_by=people["vanphong"])
    row.link = page_of(item.title, unit)
    if not row.link:
        row.file_name = f"{fold(item.title)[:60].replace(',', '').replace(' ', '-')}-{on.year}.pdf"
        row.file_type = "application/pdf"
        row.file.save("file", ContentFile(paper_of(item.title, unit, on)), save=False)
    row.save()


def _check_links(units: Mapping[str, Unit], today: dt.date) -> None:
    """Written down as if looked at: nothing of the demo's made-up addresses is called."""
    linked = [unit for unit in units.values() if unit.kind == UnitKind.SCHOOL and unit.parent_id == units["so"].pk]
    for unit in linked:
        unit.portal_url = f"https://{unit.code}.anbinh.example"
        unit.save(update_fields=["portal_url"])
    for number, unit in enumerate(linked):
        failing = {1: (1, 0), 4: (0,)}.get(number)
        for back in failing or (0,):
            checking.note(unit, unit.portal_url, _GONE if failing else _OK, today - dt.timedelta(days=back))
