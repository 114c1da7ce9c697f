from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from lantoa.audit.edits import Edited
from lantoa.organisations.models import Unit
from lantoa.reports.enums import Aggregate, How, RollUp
from lantoa.vietnamese.text import fold, nfc, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that a unit keeps for itself and the units below: indicators and templates."""

    def visible_to(self, user: "User") -> "OwnedQuerySet":
        """Those of the subtree, and those of the units above, in whose words one reports."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        above = {pk for held in access.holding(user, Power.SEE) for pk in held.unit.ancestor_ids()}
        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(unit__in=above))


class Indicator(Edited):
    """A figure that reports give. One indicator stands in any number of templates: one fact feeds them all.

    `filter` of an activity indicator: {"kinds": [ActivityKind…], "channels": [ChannelKind…], "words": "…"}; an empty
    list means all. `source`: the key of a figure that another app registered (`reports.sources`). A ratio is
    100 × numerator / denominator, worked out anew from the sums at every level. `holds_all_year`: a typed figure that
    is the same in every period of a year; typed once, it is offered in the periods that follow.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators", verbose_name="đơn vị quản lý")
    code = models.CharField("mã chỉ tiêu", max_length=30)
    name = models.CharField("tên chỉ tiêu", max_length=250)
    measure = models.CharField("đơn vị tính", max_length=40)
    how = models.CharField("cách tính", max_length=20, choices=How, default=How.TYPED)
    filter = models.JSONField("lọc hoạt động", default=dict, blank=True)
    aggregate = models.CharField("phép tính", max_length=20, choices=Aggregate, blank=True)
    source = models.CharField("nguồn", max_length=60, blank=True)
    numerator = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tử số"
    )
    denominator = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mẫu số"
    )
    roll_up = models.CharField("cách cộng lên cấp trên", max_length=10, choices=RollUp, default=RollUp.SUM)
    places = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    holds_all_year = models.BooleanField(
        "giữ nguyên cả năm",
        default=False,
        help_text="Ví dụ kinh phí được giao: số nhập ở kỳ trước trong năm được lấy sang kỳ sau.",
    )
    help = models.CharField("cách hiểu", max_length=300, blank=True)
    retired_at = models.DateTimeField("ngừng dùng lúc", null=True, blank=True, editable=False)
    folded = models.CharField(max_length=400, editable=False, default="")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ("code", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "code"],
                name="indicator_code_once",
                violation_error_message="Mã chỉ tiêu này đã có. Đặt mã khác.",
            ),
            models.CheckConstraint(condition=~Q(how=How.ACTIVITIES) | ~Q(aggregate=""), name="indicator_says_its_sum"),
            models.CheckConstraint(condition=~Q(how=How.SOURCE) | ~Q(source=""), name="indicator_says_its_source"),
            models.CheckConstraint(
                condition=~Q(how=How.RATIO) | Q(numerator__isnull=False, denominator__isnull=False),
                name="indicator_ratio_has_two_sides",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.code = nfc(squeeze(self.name)), squeeze(self.code)
        self.folded = fold(f"{self.code} {self.name}")[:400]
        super().save(*args, **kwargs)
