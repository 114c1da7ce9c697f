import datetime as dt
import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.notices.models import Notice
from lantoa.organisations.factories import Province, province
from lantoa.oversight.factories import owed
from lantoa.oversight.models import Reminder, Urging
from lantoa.oversight.urging import may_be_urged_by, urge

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 7, 10)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def office(tree: Province) -> User:
    UserFactory.make(full_name="Cô Hoa", email="hoa@anbinh.example.vn", role=Role.OFFICER, role__unit=tree.thpt)
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


def press(tree: Province, office: User, key: uuid.UUID | None = None) -> Urging | None:
    rows = may_be_urged_by(office)
    return urge(rows, unit=tree.so, by=office, text="Gửi trước ngày 15/7.", form_key=key or uuid.uuid4())


def test_only_who_still_owes_is_urged_at_once_and_by_mail(
    tree: Province, office: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    late, done = owed(tree.thpt, tree.so, DUE), owed(tree.gdtx, tree.so, DUE)
    books.meet(Obligation.objects.filter(pk=done.pk), on=DUE, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        urging = press(tree, office)
    assert urging
    assert [(one.obligation, one.by, one.to_unit) for one in urging.reminders.all()] == [(late, office, tree.thpt)]
    assert Notice.objects.get().note.startswith("Gửi trước ngày 15/7.")
    assert mail.outbox[0].to == ["hoa@anbinh.example.vn"]


def test_one_form_sent_twice_urges_once(tree: Province, office: User) -> None:
    owed(tree.thpt, tree.so, DUE)
    key = uuid.uuid4()
    assert press(tree, office, key) == press(tree, office, key)
    assert Urging.objects.count() == Notice.objects.count() == Reminder.objects.count() == 1


def test_nothing_is_on_record_where_nobody_owes(tree: Province, office: User) -> None:
    assert press(tree, office) is None
    assert not Urging.objects.exists()


def test_only_an_office_urges_and_only_its_subtree(tree: Province, office: User) -> None:
    owed(tree.thpt, tree.so, DUE)
    below = UserFactory.make(role=Role.OFFICE, role__unit=tree.xa_dong)
    assert not may_be_urged_by(below).exists()
    with pytest.raises(PermissionDenied):
        urge(may_be_urged_by(office), unit=tree.so, by=below, text="", form_key=uuid.uuid4())


def test_an_office_does_not_urge_its_own_unit(tree: Province, office: User) -> None:
    own, below = owed(tree.so, tree.so, DUE), owed(tree.thpt, tree.so, DUE)
    assert set(may_be_urged_by(office)) == {below}
    assert own.is_pending
