import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.legal.enums import LEAFLET_KINDS, NO_LONGER_IN_FORCE, LegalStatus
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import fold, nfc, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


def number_key(number: str) -> str:
    """A number as it is compared: no spaces, no accents, no leading zeros ("07/KH-SGD&ĐT" meets "7/kh-sgdđt")."""
    bare = re.sub(r"[\s&]|so:?(?=\s*\d)", "", fold(number))
    return re.sub(r"^0+(?=\d)", "", bare)


class LegalDocumentQuerySet(models.QuerySet["LegalDocument"]):
    def visible_to(self, user: "User") -> "LegalDocumentQuerySet":
        """The register is common to everyone who works in a unit."""
        from lantoa.accounts import access

        return self if access.memberships(user) else self.none()

    def public(self) -> "LegalDocumentQuerySet":
        """What stands in the bookcase: anyone may read it."""
        return self.filter(is_public=True)

    def search(self, words: str) -> "LegalDocumentQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found

    def matching(self, number: str, issued_on: Any = None) -> "LegalDocumentQuerySet":
        """Documents of that number; numbering restarts every January, so the date decides where it is known."""
        found = self.filter(number_key=number_key(number))
        return found.filter(Q(issued_on=issued_on) | Q(issued_on__isnull=True)) if issued_on else found

    def dead(self, today: dt.date | None = None) -> "LegalDocumentQuerySet":
        """Those no longer in force: a plan that cites one is warned."""
        day = today or timezone.localdate()
        return self.filter(Q(status__in=NO_LONGER_IN_FORCE, ends_on__isnull=True) | Q(ends_on__lte=day))


class LegalDocument(models.Model):
    """A document that others rest on, known by number + issuer + date together: 23/CT-TTg exists for 2021 and 2025."""

    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    kind = models.CharField("loại", max_length=60, blank=True)
    title = models.TextField("trích yếu")
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True)
    ends_on = models.DateField("ngày hết hiệu lực", null=True, blank=True)
    status = models.CharField("hiệu lực", max_length=20, choices=LegalStatus, default=LegalStatus.UNKNOWN)
    status_note = models.TextField("ghi chú hiệu lực", blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name="thay bằng"
    )
    source = models.CharField("nguồn", max_length=300, blank=True)
    certainty = models.CharField("độ chắc chắn", max_length=60, blank=True)
    url = models.URLField("đường dẫn", blank=True, max_length=400)
    is_public = models.BooleanField("trong tủ sách", default=False, db_index=True, editable=False)
    public_since = models.DateTimeField("đưa vào tủ sách lúc", null=True, blank=True, editable=False)
    issuer_key = models.CharField(max_length=250, editable=False, db_index=True, default="")
    number_key = models.CharField(max_length=80, editable=False, db_index=True, default="")
    folded = models.TextField(editable=False, default="")

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = (models.F("issued_on").desc(nulls_last=True), "number")
        constraints = (
            models.UniqueConstraint(
                fields=["number_key", "issuer_key", "issued_on"],
                condition=~Q(number_key=""),
                name="legal_number_issuer_date",
                violation_error_message="Văn bản có số, cơ quan và ngày này đã có trong danh mục.",
            ),
        )

    def __str__(self) -> str:
        return self.citation

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.number, self.issuer, self.title = squeeze(self.number), squeeze(self.issuer), nfc(self.title).strip()
        self.number_key, self.issuer_key = number_key(self.number)[:80], name_key(self.issuer)[:250]
        self.folded = fold(f"{self.kind} {self.number} {self.title} {self.issuer}")
        super().save(*args, **kwargs)
        if self.is_public:  # what readers find of it is what it says now
            from lantoa.legal import bookcase

            bookcase.keep(self)

    def get_absolute_url(self) -> str:
        return reverse("legal:detail", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from lantoa.legal import bookcase

        bookcase.forget(self)
        return super().delete(*args, **kwargs)

    @property
    def citation(self) -> str:
        """Type, number and date, as a base is cited ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020")."""
        if not self.number:
            return self.title
        day = f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        return f"{self.kind} số {self.number}{day}".strip()

    @property
    def is_leaflet(self) -> bool:
        """Whether it tells of the law without being law: effect is no question then."""
        return self.kind in LEAFLET_KINDS

    @property
    def is_dead(self) -> bool:
        """No longer in force: a plan that cites it is warned. Where the day of the end is known, it decides: a document
        repealed from next year on still holds today."""
        if self.ends_on is not None:
            return self.ends_on <= timezone.localdate()
        return self.status in NO_LONGER_IN_FORCE

    @property
    def effect(self) -> LegalStatus:
        """The status that holds today, the days taken into account."""
        status, today = LegalStatus(self.status), timezone.localdate()
        if status in NO_LONGER_IN_FORCE:
            return status if self.is_dead else LegalStatus.IN_FORCE
        if self.is_dead:
            return LegalStatus.REPLACED if self.replaced_by_id else LegalStatus.EXPIRED
        if self.effective_on is not None and self.effective_on > today:
            return LegalStatus.NOT_YET
        return LegalStatus.IN_FORCE if status == LegalStatus.NOT_YET else status

    def chain(self) -> "list[LegalDocument]":
        """The documents that took its place one after another, the present one last."""
        seen, found, here = {self.pk}, list[LegalDocument](), self.replaced_by
        while here is not None and here.pk not in seen:
            seen.add(here.pk)
            found.append(here)
            here = here.replaced_by if here.is_dead else None
        return found

    def successor(self) -> "LegalDocument | None":
        """The document that stands in its place today, through every replacement in between."""
        chain = self.chain()
        return chain[-1] if chain else None

    def end(self, *, on: dt.date, status: LegalStatus, replaced_by: "LegalDocument | None" = None) -> None:
        """Lose force from `on`: expired, repealed, or replaced by another document.

        Raises ValidationError where the replacing document leads back here or the days do not fit.
        """
        if status not in NO_LONGER_IN_FORCE:
            raise ValidationError("Chọn hết hiệu lực, được thay thế hoặc bị bãi bỏ.")
        if (status == LegalStatus.REPLACED) != (replaced_by is not None):
            raise ValidationError("Văn bản được thay thế thì chọn văn bản thay thế; nếu không thì để trống.")
        if self.issued_on and on <= self.issued_on:
            raise ValidationError(f"Văn bản ban hành ngày {self.issued_on:%d/%m/%Y}; ngày hết hiệu lực phải sau đó.")
        if replaced_by is not None and (replaced_by.pk == self.pk or self in replaced_by.chain()):
            raise ValidationError("Văn bản thay thế không thể là chính văn bản này hoặc văn bản nó đã thay.")
        self.ends_on, self.status, self.replaced_by = on, status, replaced_by
        self.save()
