"""What the day of a photo can show: a version only from the day on which it began, never less than the photo before."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max

from lantoa.displays.models import Confirmed, Display
from lantoa.procedures.models import ProcedureVersion


def demand_new(day: dt.date, shown: Sequence[tuple[Display, ProcedureVersion | None]]) -> None:
    """Raises ValidationError, beside the day, where a photo of it cannot show the version at the place (None: that
    nothing hangs there)."""
    for display, version in shown:
        if version and day < version.in_force_from:
            raise ValidationError(
                {
                    "on": f"Bản đang có hiệu lực của {display.procedure.label} bắt đầu từ ngày "
                    f"{version.in_force_from:%d/%m/%Y}, ảnh ngày {day:%d/%m/%Y} chụp trước đó nên chưa thể có bản này. "
                    "Treo bản mới, chụp ảnh mới rồi xác nhận lại."
                }
            )
    last = last_photos([display for display, _ in shown])
    for display, _ in shown:
        if display.pk in last and day < last[display.pk]:
            raise ValidationError(
                {
                    "on": f"{display.procedure.label} đã có ảnh ngày {last[display.pk]:%d/%m/%Y} tại {display.place}; "
                    f"ảnh ngày {day:%d/%m/%Y} cũ hơn nên không thay được. Chụp ảnh mới rồi xác nhận lại."
                }
            )


def last_photos(displays: Sequence[Display]) -> dict[int, dt.date]:
    """The day of the last photo, by display."""
    rows = Confirmed.objects.filter(display__in=[one.pk for one in displays]).order_by()
    return dict(rows.values_list("display").annotate(on=Max("confirmation__on")))
