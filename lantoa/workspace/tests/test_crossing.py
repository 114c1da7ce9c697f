import datetime as dt

import pytest

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import province
from lantoa.oversight import opening
from lantoa.oversight.factories import owed
from lantoa.workspace.crossing import report_addresses

pytestmark = pytest.mark.django_db


def test_a_cell_without_a_report_leads_to_the_ledger() -> None:
    tree = province()
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    row = owed(tree.thpt, tree.so, dt.date(2026, 7, 10))
    assert report_addresses in opening.providers
    assert opening.addresses(office, [row.pk]) == {row.pk: f"/lam-viec/viec/{row.pk}/"}
