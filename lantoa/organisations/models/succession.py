import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.models.unit import Unit


class Succession(models.Model):
    """One step from a unit to the one that carries its work on: series and histories go through these.

    A merge has a row for each unit that came in, a split one for each unit that came out; a rename or a move leads
    from a unit to itself; a dissolution leads nowhere. Rows of one decision share `act` and are undone together.
    """

    from_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions_out", verbose_name="đơn vị cũ"
    )
    to_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="successions_in", verbose_name="đơn vị mới"
    )
    kind = models.CharField("hình thức", max_length=20, choices=SuccessionKind)
    on = models.DateField("từ ngày")
    decision = models.CharField("quyết định", max_length=200, blank=True, help_text="Số, ngày và cơ quan ban hành.")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    act = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "thay đổi tổ chức"
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=SuccessionKind.DISSOLVE, to_unit__isnull=True)
                | (~Q(kind=SuccessionKind.DISSOLVE) & Q(to_unit__isnull=False)),
                name="succession_leads_somewhere_unless_dissolved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_unit} – {self.get_kind_display()} – {self.on:%d/%m/%Y}"
