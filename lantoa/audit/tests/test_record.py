import pytest
from django.db.models import RestrictedError

from lantoa.accounts.factories import UserFactory
from lantoa.audit.models import Entry, record
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_what():
    person, unit = UserFactory.make(), UnitFactory.make()
    record("unit_renamed", by=person, on=unit, unit=unit, text="Đổi tên", detail={"name": ["A", "B"]})
    entry = Entry.objects.get()
    assert (entry.actor, entry.subject, entry.unit, str(entry)) == (person, unit, unit, "Đổi tên")
    assert list(Entry.objects.about(unit)) == [entry]
    assert not Entry.objects.about(person)


def test_a_long_text_is_cut_and_not_refused():
    assert len(record("x", by=None, on=None, text="dài " * 500).text) == 500


def test_one_who_acted_cannot_be_deleted_from_under_the_log():
    person = UserFactory.make()
    record("x", by=person, on=None, text="x")
    with pytest.raises(RestrictedError):
        person.delete()
