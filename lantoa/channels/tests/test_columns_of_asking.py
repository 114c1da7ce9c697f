"""What stood in a posting's options before there were columns for it."""

import importlib
from typing import Any

import pytest
from django.apps import apps

from lantoa.accounts.factories import UserFactory
from lantoa.audit.models import record
from lantoa.channels.enums import PostingState
from lantoa.channels.factories import PostingFactory
from lantoa.channels.models import Posting

pytestmark = pytest.mark.django_db
AT = "2026-11-20T08:00:00+00:00"


def moved(**options: Any) -> Posting:
    row = PostingFactory.make(options={"author": "Trường", **options}, state=PostingState.DRAFT)
    if "returned" in options:
        record("posting_returned", by=UserFactory.make(full_name="Trần Thị Bình"), on=row, text="Trả lại")
    importlib.import_module("lantoa.channels.migrations.0005_move_asked_and_returned").move(apps, None)
    row.refresh_from_db()
    assert row.options == {"author": "Trường"}
    return row


def test_who_asked_is_a_person_again():
    writer = UserFactory.make()
    row = moved(asked={"by": writer.pk, "name": str(writer), "at": AT})
    assert (row.asked_by, row.asked_at.isoformat(), row.returned_at) == (writer, AT, None)


def test_who_asked_and_is_no_more_leaves_it_to_who_wrote():
    row = moved(asked={"by": 10**9, "name": "Ai đó", "at": AT})
    assert row.asked_by == row.created_by


def test_who_gave_back_is_known_from_the_log():
    row = moved(returned={"note": "Thêm giờ", "name": "Trần Thị Bình", "at": AT})
    assert str(row.returned_by) == "Trần Thị Bình"
    assert (row.return_note, row.asked_at) == ("Thêm giờ", None)


def test_what_the_system_gave_back_stays_its_own():
    assert moved(returned={"note": "Bài gốc đã gỡ", "name": "hệ thống", "at": AT}).returned_by is None
