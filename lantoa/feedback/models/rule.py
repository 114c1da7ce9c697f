import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from lantoa.feedback.enums import CaseKind
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import valid_on

if TYPE_CHECKING:
    from lantoa.accounts.models import User

FORWARD_DAYS = 5  # Nghị định 20/2008/NĐ-CP (as amended by 92/2017/NĐ-CP), Điều 9


class HandlingRuleQuerySet(models.QuerySet["HandlingRule"]):
    def visible_to(self, user: "User") -> "HandlingRuleQuerySet":
        """Rules are open to everyone who works in a unit."""
        from lantoa.accounts import access

        return self if access.memberships(user) else self.none()

    def valid_on(self, day: dt.date) -> "HandlingRuleQuerySet":
        return self.filter(valid_on(day))


class HandlingRule(models.Model):
    """Within how many days answers are given, as a province or a unit has decided it for itself and all below it. The
    decree knows no general number (domain: each place sets its own), so that rules are dated rows with their source.

    `days` for one unit, `days_many` where several units answer together, `days_max` the most with notice; an empty
    `kind` stands for all kinds that have no row of their own.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handling_rules", verbose_name="áp dụng từ")
    kind = models.CharField("loại phản ánh", max_length=20, choices=CaseKind, blank=True)
    days = models.PositiveSmallIntegerField("số ngày trả lời")
    days_many = models.PositiveSmallIntegerField("số ngày khi nhiều đơn vị cùng trả lời")
    days_max = models.PositiveSmallIntegerField("nhiều nhất kể cả gia hạn")
    is_working = models.BooleanField("tính theo ngày làm việc", default=True)
    forward_days = models.PositiveSmallIntegerField("số ngày làm việc để chuyển", default=FORWARD_DAYS)
    supply_days = models.PositiveSmallIntegerField("số ngày làm việc chờ bổ sung", default=5)
    source = models.CharField("căn cứ", max_length=200)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("thôi áp dụng từ ngày", null=True, blank=True)

    objects = HandlingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định thời hạn trả lời"
        ordering = ("unit", "kind", "-valid_from")
        constraints = (
            models.CheckConstraint(
                condition=Q(days__gte=1) & Q(days_many__gte=F("days")) & Q(days_max__gte=F("days_many")),
                name="handling_rule_days_in_order",
                violation_error_message="Số ngày phải từ 1 và tăng dần: một đơn vị, nhiều đơn vị, nhiều nhất.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="handling_rule_ends_later"
            ),
            models.UniqueConstraint(fields=["unit", "kind", "valid_from"], name="handling_rule_once"),
        )

    def __str__(self) -> str:
        return f"{self.days} ngày, {self.source}"

    def clean(self) -> None:
        if self.valid_to and self.valid_from and self.valid_to <= self.valid_from:
            raise ValidationError({"valid_to": "Ngày thôi áp dụng phải sau ngày bắt đầu áp dụng."})
