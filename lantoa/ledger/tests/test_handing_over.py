"""Units end: their work and what they asked of others go on with their heirs."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.factories import MembershipFactory
from lantoa.accounts.models import User
from lantoa.ledger import books, claims_deciding
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Claim, Obligation
from lantoa.ledger.scope import Scope, within
from lantoa.ledger.tests.test_books import DAY, DUE, clerk, merge, owe, tree, undo_last
from lantoa.organisations import succession
from lantoa.organisations.factories import Province
from lantoa.organisations.models import Unit
from tests.html import PageClient, parse

pytestmark = pytest.mark.django_db
__all__ = ["clerk", "tree"]


def line(unit: Unit) -> Obligation:
    return Obligation.objects.get(unit=unit)


def excuse(unit: Unit, reason: str, clerk: User) -> None:
    books.exclude(Obligation.objects.filter(unit=unit), reason=reason, by=clerk)


def test_an_heir_that_was_excused_owes_what_the_ended_unit_owed_and_the_history_says_from_whom(
    tree: Province, clerk: User
) -> None:
    owe(tree, tree.mn_dong, tree.th_dong)
    excuse(tree.th_dong, "Trường không có bậc học này", clerk)
    books.set_due(Obligation.objects.filter(unit=tree.mn_dong), due_on=dt.date(2026, 5, 5), by=clerk)
    merge(tree, clerk, 2)
    heir = line(tree.th_dong)
    assert (heir.state, heir.due_on, heir.reason) == (ObligationState.OPEN, dt.date(2026, 5, 5), "")
    last = heir.events.latest("pk").text
    assert tree.mn_dong.label in last
    assert "Mở lại" in last
    assert line(tree.mn_dong).state == ObligationState.EXCLUDED


def test_undoing_that_merge_excuses_the_heir_again_for_its_own_reason(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong, tree.th_dong)
    excuse(tree.th_dong, "Trường không có bậc học này", clerk)
    for month in (2, 3):
        tree.mn_dong.refresh_from_db()
        merge(tree, clerk, month)
        assert Obligation.objects.counted().get().unit == tree.th_dong
        undo_last(clerk)
        heir = line(tree.th_dong)
        assert (heir.state, heir.reason) == (ObligationState.EXCLUDED, "Trường không có bậc học này")
        assert (line(tree.mn_dong).state, line(tree.mn_dong).due_on) == (ObligationState.OPEN, DUE)
        assert heir.handed_from is None


def test_an_heir_that_did_the_same_does_not_owe_it_again(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong, tree.th_dong)
    books.meet(Obligation.objects.filter(unit=tree.th_dong), on=DAY, by=clerk)
    merge(tree, clerk, 2)
    assert line(tree.th_dong).state == ObligationState.MET


@pytest.fixture
def office_of_tay(tree: Province) -> User:
    return MembershipFactory.make(unit=tree.xa_tay, role=Role.OFFICE).user


def ask(tree: Province) -> Obligation:
    """The eastern commune asks its own school for something."""
    owe(tree, tree.mn_dong)
    Obligation.objects.update(asked_by=tree.xa_dong)
    return Obligation.objects.get()


def end_dong(tree: Province, clerk: User) -> None:
    succession.merge_into(
        [tree.xa_dong], tree.xa_tay, on=dt.date(2026, 2, 1), decision="QĐ số 9", by=clerk, children=tree.xa_tay
    )


def test_the_heir_of_an_ended_office_directs_what_that_office_asked(
    client: PageClient, tree: Province, clerk: User, office_of_tay: User
) -> None:
    asked = ask(tree)
    client.force_login(office_of_tay)
    assert client.get(reverse("ledger:detail", args=[asked.pk])).status_code == 404
    end_dong(tree, clerk)
    page = parse(client.get(reverse("ledger:detail", args=[asked.pk])))
    assert reverse("ledger:due", args=[asked.pk]) in [form.get("action") for form in page.iter("form")]
    client.post(reverse("ledger:due", args=[asked.pk]), {"due_on": "2026-12-12"})
    asked.refresh_from_db()
    assert asked.due_on == dt.date(2026, 12, 12)
    assert asked in within(office_of_tay, Scope.ASKED)


def test_what_is_put_before_an_ended_office_waits_with_its_heir(
    tree: Province, clerk: User, office_of_tay: User
) -> None:
    claim = Claim.objects.create(obligation=ask(tree), asked_by=clerk)
    end_dong(tree, clerk)
    claim.refresh_from_db()
    assert [one.user for one in claims_deciding.deciders([claim])[claim.pk]] == [office_of_tay]
    assert list(claims_deciding.queue(office_of_tay)) == [claim]
    assert claims_deciding.may_decide(office_of_tay, claim)


def test_an_heir_sees_and_directs_but_does_not_write_in_the_name_of_the_ended_unit(
    tree: Province, clerk: User, office_of_tay: User
) -> None:
    end_dong(tree, clerk)
    tree.xa_dong.refresh_from_db()
    held = {power for power in Power if access.may(User.objects.get(pk=office_of_tay.pk), power, tree.xa_dong)}
    assert held == {Power.SEE, Power.DIRECT}
