import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.audit.edits import Edited
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.vietnamese.text import squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class DossierFiguresQuerySet(models.QuerySet["DossierFigures"]):
    def visible_to(self, user: "User") -> "DossierFiguresQuerySet":
        """What units of the subtree entered."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path"))

    def of_year(self, year: int) -> "DossierFiguresQuerySet":
        return self.filter(month__year=year)


def _count(label: str, help_text: str = "") -> "models.PositiveIntegerField[int, int]":
    return models.PositiveIntegerField(label, default=0, help_text=help_text)


class DossierFigures(Edited):
    """What a unit did with dossiers in one month, in one field of procedures or (`field` empty) in all of them.

    The columns are those of the reports on dealing with administrative procedures (Nghị định 118/2025/NĐ-CP).
    `is_nil`: the unit says that nothing came and nothing was open, which is not the same as having said nothing.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossier_figures", verbose_name="đơn vị")
    month = models.DateField("tháng", help_text="Ngày đầu của tháng.")
    field = models.CharField("lĩnh vực", max_length=150, blank=True, default="")
    is_nil = models.BooleanField("không phát sinh", default=False)
    carried = _count("Kỳ trước chuyển sang", "Hồ sơ tháng trước chưa giải quyết xong.")
    received = _count("Tiếp nhận trong tháng")
    online = _count("Trong đó nộp trực tuyến")
    on_time = _count("Đã giải quyết trước hạn, đúng hạn")
    late = _count("Đã giải quyết quá hạn")
    withdrawn = _count("Người nộp rút, bị trả lại", "Hồ sơ khép lại mà không có kết quả.")
    pending_in_time = _count("Đang giải quyết, còn hạn")
    pending_late = _count("Đang giải quyết, đã quá hạn")
    with_fee = _count("Hồ sơ phải nộp phí, lệ phí")
    paid_online = _count("Trong đó thanh toán trực tuyến")
    by_post = _count("Trả kết quả qua bưu chính")
    digitised = _count("Kết quả đã số hóa")
    is_imported = models.BooleanField(default=False, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DossierFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu hồ sơ"
        ordering = ("-month", "field", "pk")
        constraints = (
            models.UniqueConstraint(fields=["unit", "month", "field"], name="dossiers_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="dossiers_month_by_its_first_day"),
            models.CheckConstraint(
                condition=Q(is_nil=False) | Q(carried=0, received=0, on_time=0, late=0), name="dossiers_nil_is_empty"
            ),
        )
        indexes = (models.Index(fields=["month", "unit"]),)

    def __str__(self) -> str:
        return f"Số liệu hồ sơ tháng {self.month:%m/%Y} của {self.unit}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.field = squeeze(self.field)[:150]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("dossiers:month", args=[self.unit_id, self.month.year, self.month.month])

    def values(self) -> dict[str, int]:
        """Every figure by its name."""
        return {name: getattr(self, name) for name in FIGURES}

    @property
    def settled(self) -> int:
        return self.on_time + self.late

    @property
    def pending(self) -> int:
        """What goes over into the next month."""
        return self.pending_in_time + self.pending_late


FIGURES = (
    "carried",
    "received",
    "online",
    "on_time",
    "late",
    "withdrawn",
    "pending_in_time",
    "pending_late",
    "with_fee",
    "paid_online",
    "by_post",
    "digitised",
)


def _percent(label: str) -> Any:
    return models.DecimalField(
        label,
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


class DossierTargetQuerySet(models.QuerySet["DossierTarget"]):
    def visible_to(self, user: "User") -> "DossierTargetQuerySet":
        """Those of the subtree and of the units above, which hold here too."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        above = {pk for held in access.holding(user, Power.SEE) for pk in held.unit.ancestor_ids()}
        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(unit__in=above))


class DossierTarget(Edited):
    """What share a unit sets itself for a year; it holds for the units below too, where they set none of their own."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dossier_targets", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    online = _percent("Hồ sơ nộp trực tuyến (%)")
    on_time = _percent("Giải quyết đúng hạn (%)")
    digitised = _percent("Kết quả được số hóa (%)")
    paid_online = _percent("Thanh toán trực tuyến (%)")
    source = models.CharField(
        "Văn bản giao chỉ tiêu", max_length=200, blank=True, help_text="Ví dụ: Kế hoạch số 15/KH-UBND ngày 20/01/2026."
    )

    objects = DossierTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu hồ sơ"
        ordering = ("-year", "unit")
        constraints = (models.UniqueConstraint(fields=["unit", "year"], name="dossier_target_once_a_year"),)

    def __str__(self) -> str:
        return f"Chỉ tiêu hồ sơ năm {self.year} của {self.unit}"


class DossierScheme(models.Model):
    """Who enters figures under a unit, and by which day of the following month. Without one, every unit of the kinds
    that receive dossiers does (`expected.KINDS`)."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="dossier_scheme", verbose_name="đơn vị")
    group = models.ForeignKey(
        UnitGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Nhóm đơn vị phải nhập",
    )
    since = models.DateField("Bắt đầu từ tháng", default=dt.date(2026, 1, 1))
    due_day = models.PositiveSmallIntegerField(
        "Hạn nhập: ngày của tháng sau",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
    )

    class Meta:
        verbose_name = "quy định nhập số liệu hồ sơ"

    def __str__(self) -> str:
        return f"Quy định nhập số liệu hồ sơ của {self.unit}"
