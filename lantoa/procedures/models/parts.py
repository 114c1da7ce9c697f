from typing import Any

from django.db import models

from lantoa.legal.models import LegalDocument
from lantoa.procedures.enums import Way
from lantoa.procedures.models.files import FormFile
from lantoa.procedures.models.version import ProcedureVersion
from lantoa.vietnamese.text import nfc, squeeze


class FilingWay(models.Model):
    """A way of filing with its own time limit and fee: the national database gives both for each way."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="ways")
    place = models.PositiveIntegerField(default=0)
    way = models.CharField("hình thức nộp", max_length=10, choices=Way)
    time_limit = models.TextField("thời hạn giải quyết", blank=True)
    fee = models.TextField("phí, lệ phí", blank=True)
    description = models.TextField("mô tả", blank=True)

    class Meta:
        verbose_name = "cách nộp"
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return str(self.get_way_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name in ("time_limit", "fee", "description"):
            setattr(self, name, nfc(getattr(self, name)).strip())
        super().save(*args, **kwargs)


class DossierPart(models.Model):
    """One paper of the dossier. `case` heads papers that only some applicants bring ("Trường hợp mất bằng")."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField(default=0)
    case = models.TextField("trường hợp", blank=True)
    name = models.TextField("tên giấy tờ")
    originals = models.PositiveSmallIntegerField("bản chính", null=True, blank=True)
    copies = models.PositiveSmallIntegerField("bản sao", null=True, blank=True)
    amount = models.CharField("số lượng", max_length=200, blank=True)
    form_name = models.CharField("mẫu đơn, tờ khai", max_length=255, blank=True)
    form = models.ForeignKey(
        FormFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name="tệp mẫu"
    )

    class Meta:
        verbose_name = "thành phần hồ sơ"
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.case, self.name, self.form_name = squeeze(self.case), nfc(self.name).strip(), squeeze(self.form_name)
        super().save(*args, **kwargs)

    @property
    def count(self) -> str:
        """How many of which kind, in words; empty where nothing is said."""
        said = [f"{self.originals} bản chính"] if self.originals else []
        said += [f"{self.copies} bản sao"] if self.copies else []
        return ", ".join(said) or self.amount


class LegalBasis(models.Model):
    """A document of the register that the procedure rests on, and which part of it."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="bases")
    place = models.PositiveIntegerField(default=0)
    document = models.ForeignKey(LegalDocument, on_delete=models.RESTRICT, related_name="procedure_bases")
    part = models.CharField("điều, khoản", max_length=300, blank=True)

    class Meta:
        verbose_name = "căn cứ pháp lý"
        ordering = ("place", "pk")
        constraints = (models.UniqueConstraint(fields=["version", "document", "part"], name="procedures_basis_once"),)

    def __str__(self) -> str:
        return f"{self.part} {self.document}".strip()
