import datetime as dt
from typing import Any

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lantoa.procedures.enums import DecisionKind, OnlineLevel, Source
from lantoa.procedures.models.procedure import LONGEST_NAME, Procedure
from lantoa.vietnamese.text import nfc, squeeze

_WEB = URLValidator(["https", "http"])


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    def due(self, day: dt.date | None = None) -> "ProcedureVersionQuerySet":
        """Those in force by the day whose taking effect nobody has been told of, oldest first."""
        waiting = self.filter(took_effect_at__isnull=True, in_force_from__lte=day or timezone.localdate())
        return waiting.order_by("in_force_from", "number")


class ProcedureVersion(models.Model):
    """What a decision made of a procedure, from a day on, with every part that Nghị định 63/2010/NĐ-CP, Điều 8 asks for
    and what the national database adds. An abolition is a version, too: it has a decision and a day, and no content."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("lần", default=1)
    decision_kind = models.CharField(
        "quyết định này", max_length=10, choices=DecisionKind, default=DecisionKind.ANNOUNCED
    )
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decision_issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    decided_on = models.DateField("ngày ban hành", null=True, blank=True)
    in_force_from = models.DateField("có hiệu lực từ ngày")
    replaced_by = models.ForeignKey(
        Procedure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="thủ tục thay thế"
    )

    name = models.TextField("tên thủ tục", max_length=LONGEST_NAME)
    field = models.CharField("lĩnh vực", max_length=200, blank=True)
    kind = models.CharField("loại thủ tục", max_length=200, blank=True)
    steps = models.TextField("trình tự thực hiện", blank=True)
    filing = models.TextField("cách thức thực hiện", blank=True, help_text="Điều chung cho mọi cách nộp, nếu có.")
    time_limit = models.TextField("thời hạn giải quyết", blank=True)
    fee = models.TextField("phí, lệ phí", blank=True)
    exemptions = models.TextField(
        "miễn, giảm phí, lệ phí", blank=True, help_text="Chép nguyên văn, kể cả trường hợp được miễn, giảm."
    )
    sets = models.CharField("số bộ hồ sơ", max_length=200, blank=True)
    applicants = models.TextField("đối tượng thực hiện", blank=True)
    acting_body = models.TextField("cơ quan thực hiện", blank=True)
    deciding_body = models.TextField("cơ quan có thẩm quyền", blank=True)
    authorised_body = models.TextField("cơ quan được ủy quyền", blank=True)
    coordinating_body = models.TextField("cơ quan phối hợp", blank=True)
    receiving_address = models.TextField("địa chỉ tiếp nhận hồ sơ", blank=True)
    results = models.TextField("kết quả thực hiện", blank=True)
    conditions = models.TextField("yêu cầu, điều kiện thực hiện", blank=True)
    keywords = models.TextField("từ khóa", blank=True)
    description = models.TextField("mô tả", blank=True)
    online_level = models.CharField(
        "dịch vụ công trực tuyến", max_length=10, choices=OnlineLevel, default=OnlineLevel.NONE
    )
    online_url = models.URLField("đường dẫn nộp trực tuyến", max_length=500, blank=True, validators=[_WEB])
    portal_url = models.URLField(
        "trang gốc trên Cổng Dịch vụ công quốc gia", max_length=500, blank=True, validators=[_WEB]
    )
    returns_by_post = models.BooleanField("trả kết quả qua bưu chính", default=False)
    takes_payment_online = models.BooleanField("nộp phí, lệ phí trực tuyến", default=False)

    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED)
    source_name = models.CharField("tệp nguồn", max_length=255, blank=True)
    unsure: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict, blank=True)
    took_effect_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+", null=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản thủ tục"
        ordering = ("-in_force_from", "-number")
        constraints = (
            models.UniqueConstraint(fields=["procedure", "number"], name="procedures_version_number"),
            models.CheckConstraint(condition=~Q(name=""), name="procedures_version_has_name"),
        )
        indexes = (models.Index(fields=["procedure", "-in_force_from", "-number"], name="procedures_version_by_day"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.decision})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.field = squeeze(self.name), squeeze(self.field)
        self.decision_number, self.decision_issuer = squeeze(self.decision_number), squeeze(self.decision_issuer)
        for field in TEXTS:
            setattr(self, field, nfc(getattr(self, field)).strip())
        super().save(*args, **kwargs)

    @property
    def is_abolition(self) -> bool:
        return self.decision_kind == DecisionKind.ABOLISHED

    @property
    def has_begun(self) -> bool:
        """Whether it holds, or held, by today."""
        return self.in_force_from <= timezone.localdate()

    @property
    def decision(self) -> str:
        """The announcing decision as it is cited; a sentence where none is known."""
        if not self.decision_number:
            return "chưa ghi quyết định công bố"
        day = f" ngày {self.decided_on:%d/%m/%Y}" if self.decided_on else ""
        issuer = f" của {self.decision_issuer}" if self.decision_issuer else ""
        return f"Quyết định số {self.decision_number}{day}{issuer}"


# Running text, in the order in which the national database shows it.
TEXTS = (
    "steps",
    "filing",
    "time_limit",
    "fee",
    "exemptions",
    "applicants",
    "acting_body",
    "deciding_body",
    "authorised_body",
    "coordinating_body",
    "receiving_address",
    "results",
    "conditions",
    "keywords",
    "description",
)
