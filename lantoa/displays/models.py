import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.audit.edits import Edited
from lantoa.ledger.models import Activity
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.procedures.enums import Level
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.vietnamese.text import squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User

PLACE = "Bảng niêm yết tại trụ sở"


class PostingRuleQuerySet(models.QuerySet["PostingRule"]):
    def visible_to(self, user: "User") -> "PostingRuleQuerySet":
        """Those of the subtree, and those of the units above, which ask the unit too."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        above = {pk for held in access.holding(user, Power.SEE) for pk in held.unit.ancestor_ids()}
        return self.filter(access.within(user, Power.SEE, "owner__path") | Q(owner__in=above))


class PostingRule(Edited):
    """Which procedures a group of units must post at its seat (Nghị định 63/2010/NĐ-CP, Điều 17): all of a level in
    force, or of one field of it, and those that are named."""

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posting_rules", verbose_name="đơn vị")
    name = models.CharField("Tên quy định", max_length=150)
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, related_name="+", verbose_name="Nhóm đơn vị phải niêm yết"
    )
    level = models.CharField("Mọi thủ tục của cấp", max_length=10, choices=Level, blank=True)
    field = models.CharField(
        "Chỉ lĩnh vực", max_length=200, blank=True, help_text="Để trống: mọi lĩnh vực của cấp đã chọn."
    )
    procedures = models.ManyToManyField(Procedure, blank=True, related_name="+", verbose_name="Và các thủ tục")
    days = models.PositiveSmallIntegerField(
        "Thay bản niêm yết trong (ngày làm việc)", default=5, help_text="Kể từ khi thủ tục thay đổi hoặc bị bãi bỏ."
    )

    objects = PostingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định niêm yết"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.field = squeeze(self.name), squeeze(self.field)
        super().save(*args, **kwargs)

    def meant(self, held: Iterable[tuple[int, str, str]]) -> frozenset[int]:
        """Of the procedures that hold (id, level, field), those that the rule means."""
        named = {procedure.pk for procedure in self.procedures.all()}
        return frozenset(
            pk
            for pk, level, field in held
            if pk in named or (self.level and level == self.level and self.field in ("", field))
        )


class DisplayQuerySet(models.QuerySet["Display"]):
    def visible_to(self, user: "User") -> "DisplayQuerySet":
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path"))

    def hanging(self) -> "DisplayQuerySet":
        return self.filter(taken_down_on__isnull=True, posted_on__isnull=False)


class Display(models.Model):
    """A procedure that hangs, or hung, at a place of a unit: which version, since when."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="displays", verbose_name="đơn vị")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="displays")
    place = models.CharField("nơi niêm yết", max_length=150, default=PLACE)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.SET_NULL, null=True, related_name="+")
    posted_on = models.DateField("niêm yết ngày", null=True)
    taken_down_on = models.DateField("gỡ ngày", null=True, blank=True)

    objects = DisplayQuerySet.as_manager()

    class Meta:
        verbose_name = "bản niêm yết"
        ordering = ("unit", "procedure", "place")
        constraints = (models.UniqueConstraint(fields=["unit", "procedure", "place"], name="display_once_a_place"),)

    def __str__(self) -> str:
        return f"{self.procedure.label}, {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("displays:cell", args=[self.unit_id, self.procedure_id])

    @property
    def is_hanging(self) -> bool:
        return self.posted_on is not None and self.taken_down_on is None


class Confirmation(models.Model):
    """A person showed, by dated photos, what hangs at a place: one act may tell of a whole board. Its photos are the
    evidence of the activity that it logged."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posting_confirmations")
    place = models.CharField("nơi niêm yết", max_length=150)
    on = models.DateField("ngày chụp")
    is_removal = models.BooleanField("gỡ xuống", default=False)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "xác nhận niêm yết"
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.place}, {self.on:%d/%m/%Y}"


class Confirmed(models.Model):
    """A line of a confirmation: this display, with that version."""

    confirmation = models.ForeignKey(Confirmation, on_delete=models.CASCADE, related_name="lines")
    display = models.ForeignKey(Display, on_delete=models.CASCADE, related_name="confirmed")
    version = models.ForeignKey(ProcedureVersion, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["confirmation", "display"], name="display_confirmed_once"),)

    def __str__(self) -> str:
        return f"{self.display} ({self.confirmation})"
