"""What hangs where: rules, confirmations by photo, what a changed procedure asks, the sheet with its codes."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.displays import confirming, sheets
from lantoa.displays.factories import DisplayFactory, PostingRuleFactory
from lantoa.displays.models import Confirmation, Display
from lantoa.displays.required import Required
from lantoa.displays.standing import State, cells
from lantoa.ledger import activities, evidence, next_steps
from lantoa.ledger.enums import ActivityKind, ObligationKind, ObligationState
from lantoa.ledger.models import Activity, Obligation
from lantoa.notices.models import Notice
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.organisations.models import Unit
from lantoa.procedures import events
from lantoa.procedures.enums import Level
from lantoa.procedures.factories import ProcedureVersionFactory, procedure_in_force
from lantoa.procedures.models import Procedure, ProcedureVersion
from tests.html import PageClient

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 10)


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 10, 3, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def top() -> Unit:
    return UnitFactory.make(department=True)


@pytest.fixture
def commune(top: Unit) -> Unit:
    return UnitFactory.make(commune=True, parent=top, hotline="0243 123 456", email="xa@anbinh.example.vn")


@pytest.fixture
def office(top: Unit) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=top)


@pytest.fixture
def clerk(commune: Unit) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=commune)


@pytest.fixture
def procedure(top: Unit) -> Procedure:
    """In force, and every commune must post it."""
    group = UnitGroupFactory.make(owner=top, kinds=[UnitKind.COMMUNE_COMMITTEE.value])
    PostingRuleFactory.make(owner=top, group=group, days=3)
    return procedure_in_force(name="Chuyển trường đối với học sinh trung học cơ sở", level=Level.COMMUNE)


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0)})
    Image.new("RGB", (300, 200), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def photo() -> tuple[uuid.UUID, evidence.Evidence]:
    return uuid.uuid4(), evidence.take(SimpleUploadedFile("bang.jpg", picture()))


def show(unit: Unit, *procedures: Procedure, by: User, **given: Any) -> Confirmation:
    told: dict[str, Any] = {"place": "Bảng tin cổng chính", "on": TODAY, "photos": [photo()]} | given
    return confirming.confirm(unit, list(procedures), by=by, **told)


def state(unit: Unit, procedure: Procedure) -> str:
    return cells([unit], Required(TODAY), TODAY)[unit.pk][procedure.pk].state


def amend(procedure: Procedure, *, abolition: bool = False) -> ProcedureVersion:
    """A newer decision takes effect, as the room of procedures tells it."""
    newer = ProcedureVersionFactory.make(
        procedure=procedure, amended=not abolition, abolition=abolition, in_force_from=dt.date(2026, 11, 10)
    )
    for tell in events.on_abolished if abolition else events.on_changed:
        tell(procedure, newer)
    return newer


def test_a_rule_asks_units_of_its_group_for_the_procedures_of_its_level(
    top: Unit, commune: Unit, procedure: Procedure
) -> None:
    other_level = procedure_in_force(level=Level.PROVINCE)
    school = UnitFactory.make(upper=True, parent=top)
    required = Required(TODAY)
    assert required.of(commune.pk) == {procedure.pk}
    assert not required.of(school.pk)
    PostingRuleFactory.make(owner=top, level="", group=UnitGroupFactory.make(owner=top)).procedures.add(other_level)
    assert Required(TODAY).of(school.pk) == {other_level.pk}
    assert Required(TODAY, school).of(school.pk) == {other_level.pk}


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
    show(commune, procedure, by=clerk, on=dt.date(2025, 11, 1))
    assert state(commune, procedure) == State.STALE


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
    data = {
        "form_key": uuid.uuid4(),
        "act": "post",
        "procedures": [procedure.pk, other.pk],
        "place": "Bảng tin",
        "on": "10/11/2026",
        "photos": SimpleUploadedFile("bang.jpg", picture()),
    }
    assert client.post(url, data | {"on": "11/11/2026"}).status_code == 422
    data["photos"] = SimpleUploadedFile("bang.jpg", picture())
    assert client.post(url, data).status_code == 302
    assert Display.objects.hanging().count() == 2
    assert Confirmation.objects.get().activity.title == "Niêm yết 2 thủ tục hành chính"  # type: ignore[union-attr]
    assert "Bảng tin" in client.get(reverse("displays:cell", args=[commune.pk, procedure.pk])).text


def test_the_grid_shows_holes_filters_them_and_comes_as_a_spreadsheet(
    client: PageClient, top: Unit, commune: Unit, clerk: User, office: User, procedure: Procedure
) -> None:
    other = UnitFactory.make(commune=True, parent=top)
    show(commune, procedure, by=clerk)
    client.force_login(office)
    url = reverse("displays:grid")
    table = client.get(url).context["grid"]
    assert {row.unit: row.cells[0].state for row in table.rows} == {commune: State.POSTED, other: State.MISSING}
    assert (table.right, table.total) == (1, 2)
    assert [row.unit for row in client.get(url + "?tinh-trang=missing").context["grid"].rows] == [other]
    sheet = load_workbook(io.BytesIO(client.get(url + "?dang=xlsx").content)).worksheets[0]
    words = {row[1]: (row[2], row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    posted = "Đúng bản đang có hiệu lực: Bảng tin cổng chính, ảnh ngày 10/11/2026"
    assert words == {commune.name: ("0", posted), other.name: ("1", "Chưa niêm yết")}


def test_units_with_something_wrong_are_reminded_once_a_day(
    client: PageClient, clerk: User, office: User, procedure: Procedure
) -> None:
    client.force_login(office)
    for _ in range(2):
        answer = client.post(reverse("displays:urge") + "?tinh-trang=missing")
        assert answer["Location"].endswith("/luoi/?tinh-trang=missing")
    assert Notice.objects.filter(user=clerk, text__contains="còn 1 thủ tục chưa niêm yết").count() == 1


def test_the_grid_asks_as_many_questions_for_two_units_as_for_ten(
    client: PageClient, top: Unit, office: User, procedure: Procedure
) -> None:
    client.force_login(office)
    counted = []
    for number in (2, 8):
        for unit in UnitFactory.create_batch(number, commune=True, parent=top):
            DisplayFactory.make(unit=unit)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("displays:grid"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_page_of_one_unit_asks_as_many_questions_for_two_rules_as_for_ten(
    client: PageClient, top: Unit, clerk: User, procedure: Procedure
) -> None:
    client.force_login(clerk)
    counted = []
    for number in (1, 8):
        for rule in PostingRuleFactory.create_batch(number, owner=top, group=UnitGroupFactory.make(owner=top)):
            rule.procedures.add(procedure)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("displays:list"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_grid_shows_fifty_units_a_page_and_counts_all(
    client: PageClient, top: Unit, office: User, procedure: Procedure
) -> None:
    UnitFactory.create_batch(52, commune=True, parent=top)
    client.force_login(office)
    first, second = (client.get(reverse("displays:grid") + f"?trang={number}") for number in (1, 2))
    assert [len(page.context["page"].object_list) for page in (first, second)] == [50, 2]
    assert [page.context["grid"].columns[0].total for page in (first, second)] == [52, 52]
    assert "0/52" in second.text


def codes(pdf: bytes) -> list[str]:
    """What every QR code of a PDF says, page by page, as a phone would read it from paper."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=200 / 72).to_pil().convert("L")
        found += [one.text for one in zxingcpp.read_barcodes(image)]
    return found


@pytest.mark.parametrize("form", list(sheets.Form))
@pytest.mark.parametrize("paper", list(sheets.Paper))
def test_the_codes_of_a_printed_sheet_lead_to_the_right_pages(
    client: PageClient, commune: Unit, clerk: User, procedure: Procedure, settings: Any, form: str, paper: str
) -> None:
    other = procedure_in_force(level=Level.COMMUNE, name="Cấp bản sao văn bằng, chứng chỉ từ sổ gốc")
    client.force_login(clerk)
    answer = client.get(reverse("displays:sheet", args=[commune.pk]) + f"?mau={form}&kho={paper}")
    assert answer["Content-Type"] == "application/pdf"
    found = set(codes(answer.content))
    feedback = f"{settings.SITE_URL}/phan-anh/gui/?dv={commune.pk}"
    pages = {f"{settings.SITE_URL}{one.public_url}?dv={commune.pk}" for one in (procedure, other)}
    assert found == {feedback, *pages}
    client.logout()
    for one in pages:
        page = client.get(one.removeprefix(settings.SITE_URL))
        assert page.status_code == 200
        assert commune.name in page.text
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert commune.hotline in words
    assert "; không cần tài khoản" in " ".join(words.split())
    assert "03 ngày làm việc" in words


def test_a_sheet_takes_any_text_as_words(client: PageClient, commune: Unit, clerk: User, procedure: Procedure) -> None:
    name = "#panic() $x$ *đậm* <b> \\ ] [ chuyển trường"
    odd = procedure_in_force(level=Level.COMMUNE, name=name, steps='Bước 1: #include "/etc/passwd"')
    client.force_login(clerk)
    answer = client.get(reverse("displays:sheet", args=[commune.pk]) + f"?mau=whole&tt={odd.pk}")
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "#panic()" in words
    assert '#include "/etc/passwd"' in words.replace("“", '"').replace("”", '"')


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
