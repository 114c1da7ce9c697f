"""A school that does work for its department, for tests: who takes part, what is owed, what was done with a photo."""

import datetime as dt
import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.ledger import activities, books, evidence
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind, ObligationKind, Rhythm
from lantoa.ledger.models import Activity, Obligation
from lantoa.ledger.products import Product
from lantoa.organisations.factories import Province
from lantoa.organisations.models import Unit

TODAY = timezone.localdate()
BULLETIN, LEAFLET = Product("test-1", "Bản tin"), Product("test-2", "Tờ rơi")


def person(username: str, unit: Unit, role: Role) -> User:
    user = User.objects.create_user(username, full_name=username.title())
    Membership.objects.create(user=user, unit=unit, role=role, valid_from=dt.date(2020, 1, 1))
    return user


class People:
    """The department's office and head, a school's officer and principal."""

    def __init__(self, tree: Province) -> None:
        self.office = person("vanphong", tree.so, Role.OFFICE)
        self.head = person("giamdoc", tree.so, Role.HEAD)
        self.clerk = person("giaovien", tree.thpt, Role.OFFICER)
        self.principal = person("hieutruong", tree.thpt, Role.HEAD)


def owe(
    tree: Province,
    unit: Unit,
    title: str = "Tuyên truyền dịch vụ công",
    *,
    asked_by: Unit | None = None,
    kind: ObligationKind = ObligationKind.TASK_LEAD,
    starts: dt.date | None = None,
    due: dt.date | None = TODAY,
    rhythm: Rhythm = Rhythm.ONCE,
    expected: int = 1,
    on: dt.date = dt.date(2026, 1, 5),
) -> Obligation:
    debt = books.Debt(
        unit_id=unit.pk,
        kind=kind,
        subject=tree.so,
        title=title,
        part=title[:30],
        starts_on=starts,
        due_on=due,
        rhythm=rhythm,
        expected=expected,
    )
    books.owe([debt], asked_by=(asked_by or tree.so).pk, origin=tree.so, on=on)
    return Obligation.objects.get(unit=unit, title=title, kind=kind)


def did(
    row: Obligation, by: User, title: str = "Họp cha mẹ học sinh", *, photo: bool = True, **more: object
) -> Activity:
    """Something logged for the obligation, by default today and with a photo."""
    on = more.pop("on", TODAY)
    assert isinstance(on, dt.date)
    files = [(uuid.uuid4(), evidence.take(SimpleUploadedFile("anh.png", png())))] if photo else []
    deed = Deed(ActivityKind.PARENTS_MEETING, title, on, more)
    return activities.log(row.unit, deed, by=by, obligations=[row], files=files)


def png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 30), 60).save(out, "PNG")
    return out.getvalue()
