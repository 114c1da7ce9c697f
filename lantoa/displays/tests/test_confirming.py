"""Showing by a photo what hangs, and what a changed procedure asks until then."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from PIL import Image

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.displays.models import Confirmation, Display
from lantoa.displays.standing import State
from lantoa.displays.tests.boards import TODAY, amend, filled, photo, show, state
from lantoa.ledger import activities, next_steps
from lantoa.ledger.enums import ActivityKind, ObligationKind, ObligationState
from lantoa.ledger.models import Activity, Obligation
from lantoa.notices.models import Notice
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from lantoa.procedures import events
from lantoa.procedures.enums import Level
from lantoa.procedures.factories import ProcedureVersionFactory, procedure_in_force
from lantoa.procedures.models import Procedure, ProcedureVersion
from tests.html import PageClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_a_photo_shows_that_it_hangs_and_is_logged_once(commune: Unit, clerk: User, procedure: Procedure) -> None:
    assert state(commune, procedure) == State.MISSING
    key = uuid.uuid4()
    first = show(commune, procedure, by=clerk, form_key=key)
    assert show(commune, procedure, by=clerk, form_key=key) == first
    assert state(commune, procedure) == State.POSTED
    activity = Activity.objects.get()
    assert (activity.kind, activity.place, activity.details) == (
        ActivityKind.NOTICE_BOARD,
        "Bảng tin cổng chính",
        {"sheets": 1},
    )
    with activity.files.get().file.open() as kept, Image.open(kept) as image:
        assert not image.getexif()


def test_nothing_is_confirmed_without_a_photo(commune: Unit, clerk: User, procedure: Procedure) -> None:
    with pytest.raises(ValidationError, match="ít nhất một ảnh"):
        show(commune, procedure, by=clerk, photos=[])
    assert not Display.objects.exists()


def test_a_photo_of_more_than_a_year_ago_shows_nothing_any_more(
    commune: Unit, clerk: User, procedure: Procedure
) -> None:
    ProcedureVersion.objects.update(in_force_from=dt.date(2025, 1, 1))
    show(commune, procedure, by=clerk, on=dt.date(2025, 11, 1))
    assert state(commune, procedure) == State.STALE


def test_a_photo_of_before_the_version_in_force_shows_nothing_of_it(
    client: PageClient, commune: Unit, clerk: User, procedure: Procedure
) -> None:
    show(commune, procedure, by=clerk, on=dt.date(2026, 11, 2))
    amend(procedure)
    client.force_login(clerk)
    page = client.post(reverse("displays:confirm", args=[commune.pk]), filled(procedure, on="09/11/2026"))
    said = page.context["form"].errors["on"][0]
    assert "bắt đầu từ ngày 10/11/2026" in said
    assert "chụp ảnh mới" in said
    assert "chọn lại: bang.jpg" in page.text
    assert state(commune, procedure) == State.OLD
    assert Obligation.objects.pending().filter(kind=ObligationKind.POSTING).exists()
    assert client.post(page.request["PATH_INFO"], filled(procedure)).status_code == 302
    assert state(commune, procedure) == State.POSTED


def test_a_photo_older_than_the_last_one_of_the_place_is_refused(
    commune: Unit, clerk: User, procedure: Procedure
) -> None:
    show(commune, procedure, by=clerk, on=dt.date(2026, 11, 8), place="Tầng 1")
    for is_removal in (False, True):
        with pytest.raises(ValidationError, match="đã có ảnh ngày 08/11/2026"):
            show(commune, procedure, by=clerk, on=dt.date(2026, 11, 7), place="Tầng 1", is_removal=is_removal)
    show(commune, procedure, by=clerk, on=dt.date(2026, 11, 7), place="Tầng 2")
    assert Confirmation.objects.count() == 2
    assert Display.objects.hanging().count() == 2


def test_a_changed_procedure_is_owed_by_every_unit_that_posts_it_until_it_shows_the_new_one(
    commune: Unit, clerk: User, procedure: Procedure
) -> None:
    silent = UnitFactory.make(commune=True, parent=commune.parent)
    show(commune, procedure, by=clerk)
    newer = amend(procedure)
    assert state(commune, procedure) == State.OLD
    owed = Obligation.objects.get(kind=ObligationKind.POSTING)
    assert (owed.unit, owed.part, owed.due_on) == (commune, str(newer.pk), dt.date(2026, 11, 13))
    assert not Obligation.objects.filter(unit=silent).exists()
    assert Notice.objects.filter(user=clerk, text__startswith="Thay bản niêm yết").count() == 1
    step = next_steps.step_for(owed, clerk)
    assert step is not None
    assert step.url == reverse("displays:confirm", args=[commune.pk]) + f"?tt={procedure.pk}"
    show(commune, procedure, by=clerk)
    owed.refresh_from_db()
    assert (owed.state, state(commune, procedure)) == (ObligationState.MET, State.POSTED)
    assert list(Activity.objects.first().obligations.all()) == [owed]  # type: ignore[union-attr]


def test_an_abolished_procedure_is_owed_until_it_is_taken_down(
    commune: Unit, clerk: User, procedure: Procedure
) -> None:
    show(commune, procedure, by=clerk)
    amend(procedure, abolition=True)
    assert state(commune, procedure) == State.MUST_GO
    with pytest.raises(ValidationError, match="không còn hiệu lực"):
        show(commune, procedure, by=clerk)
    show(commune, procedure, by=clerk, is_removal=True)
    assert Obligation.objects.get().state == ObligationState.MET
    assert not Display.objects.hanging().exists()


def test_what_a_unit_that_ended_left_hanging_is_seen_to_by_its_heir(
    client: PageClient, top: Unit, clerk: User, commune: Unit, procedure: Procedure
) -> None:
    ended = UnitFactory.make(commune=True, parent=top)
    show(ended, procedure, by=UserFactory.make(role=Role.OFFICER, role__unit=ended))
    amend(procedure, abolition=True)
    Obligation.objects.update(unit=commune)  # as the ledger hands work on
    step = next_steps.step_for(Obligation.objects.get(), clerk)
    assert step is not None
    client.force_login(clerk)
    assert client.get(step.url).context["form"].fields["act"].initial == "remove"
    show(commune, procedure, by=clerk, is_removal=True)
    assert Obligation.objects.get().state == ObligationState.MET
    assert not Display.objects.hanging().exists()


def test_two_places_of_one_unit_are_owed_each_by_itself(commune: Unit, clerk: User, procedure: Procedure) -> None:
    for place in ("Tầng 1", "Tầng 2"):
        show(commune, procedure, by=clerk, place=place)
    amend(procedure)
    show(commune, procedure, by=clerk, place="Tầng 2")
    assert Obligation.objects.pending().get().subject.place == "Tầng 1"  # type: ignore[union-attr]


def test_a_second_change_takes_the_place_of_the_first(commune: Unit, clerk: User, procedure: Procedure) -> None:
    show(commune, procedure, by=clerk)
    first = amend(procedure)
    second = ProcedureVersionFactory.make(procedure=procedure, number=3, in_force_from=TODAY)
    for tell in events.on_changed:
        tell(procedure, second)
    states = {row.part: row.state for row in Obligation.objects.all()}
    assert states == {str(first.pk): ObligationState.EXCLUDED, str(second.pk): ObligationState.OPEN}


def test_the_form_takes_a_whole_board_by_one_photo(
    client: PageClient, commune: Unit, clerk: User, procedure: Procedure
) -> None:
    other = procedure_in_force(level=Level.COMMUNE)
    client.force_login(clerk)
    page = client.get(reverse("displays:list"))
    assert [cell.state for cell in page.context["cells"]] == [State.MISSING, State.MISSING]
    url = reverse("displays:confirm", args=[commune.pk])
    assert client.post(url, filled(procedure, other, on="11/11/2026")).status_code == 422
    assert client.post(url, filled(procedure, other, place="Bảng tin")).status_code == 302
    assert Display.objects.hanging().count() == 2
    assert Confirmation.objects.get().activity.title == "Niêm yết 2 thủ tục hành chính"  # type: ignore[union-attr]
    assert "Bảng tin" in client.get(reverse("displays:cell", args=[commune.pk, procedure.pk])).text


def test_the_photos_of_a_confirmation_stay_when_its_activity_is_cancelled(
    client: PageClient, commune: Unit, clerk: User, procedure: Procedure
) -> None:
    made = show(commune, procedure, by=clerk)
    assert made.activity
    activities.cancel(made.activity, reason="Ghi hai lần", by=clerk)
    client.force_login(clerk)
    page = client.get(reverse("displays:cell", args=[commune.pk, procedure.pk]))
    shown = made.activity.files.get()
    assert reverse("activities:thumb", args=[shown.pk]) in page.text
    assert client.get(reverse("activities:thumb", args=[shown.pk])).status_code == 200


def test_the_last_photo_of_a_confirmation_goes_only_once_another_is_there(
    client: PageClient, commune: Unit, clerk: User, procedure: Procedure
) -> None:
    activity = show(commune, procedure, by=clerk).activity
    assert activity
    first = activity.files.get()
    client.force_login(clerk)
    page = client.post(reverse("activities:file_remove", args=[first.pk]), follow=True)
    assert "ảnh cuối cùng chứng minh việc niêm yết" in page.text
    activities.add_files(activity, [photo("red")], by=clerk)
    page = client.post(reverse("activities:file_remove", args=[first.pk]), follow=True)
    assert "Đã bỏ minh chứng." in page.text
    assert activity.files.count() == 1
