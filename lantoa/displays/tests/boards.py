"""What people do about what hangs, and what then stands on record."""

import datetime as dt
import io
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.accounts.models import User
from lantoa.displays import confirming
from lantoa.displays.models import Confirmation
from lantoa.displays.required import Required
from lantoa.displays.standing import cells
from lantoa.ledger import evidence
from lantoa.organisations.models import Unit
from lantoa.procedures import events
from lantoa.procedures.factories import ProcedureVersionFactory
from lantoa.procedures.models import Procedure, ProcedureVersion

TODAY = dt.date(2026, 11, 10)


def picture(colour: str = "green") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0)})
    Image.new("RGB", (300, 200), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def photo(colour: str = "green") -> tuple[uuid.UUID, evidence.Evidence]:
    return uuid.uuid4(), evidence.take(SimpleUploadedFile("bang.jpg", picture(colour)))


def filled(*procedures: Procedure, **given: Any) -> dict[str, Any]:
    """The form as one fills it in on the spot."""
    return {
        "form_key": uuid.uuid4(),
        "act": "post",
        "procedures": [procedure.pk for procedure in procedures],
        "place": "Bảng tin cổng chính",
        "on": "10/11/2026",
        "photos": SimpleUploadedFile("bang.jpg", picture()),
    } | given


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
