import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from lantoa.procedures.enums import IN_FORCE, DecisionKind, Level
from lantoa.vietnamese.text import fold, search_words, sort_key, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User
    from lantoa.procedures.models.version import ProcedureVersion

LONGEST_NAME = 600
TWIN = "Thủ tục có mã, cấp và tên này đã có trong danh mục; mở thủ tục ấy để ghi, hoặc đặt tên khác."


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def visible_to(self, user: "User") -> "ProcedureQuerySet":
        """The catalogue is common to everyone who works in a unit."""
        from lantoa.accounts import access

        return self if access.memberships(user) else self.none()

    def with_version(self, day: dt.date | None = None) -> "ProcedureQuerySet":
        """Each with `version_id` and `version_kind`: the version that holds on the day, an abolition counting as one;
        None where nothing holds yet."""
        from lantoa.procedures.models.version import ProcedureVersion

        latest = (
            ProcedureVersion.objects.filter(procedure=OuterRef("pk"), in_force_from__lte=day or timezone.localdate())
            .order_by("-in_force_from", "-number")
            .values("pk", "decision_kind")
        )
        return self.annotate(
            version_id=Subquery(latest.values("pk")[:1]), version_kind=Subquery(latest.values("decision_kind")[:1])
        )

    def in_force(self, day: dt.date | None = None) -> "ProcedureQuerySet":
        """Those that people can apply for on the day (today): announced by then and not abolished."""
        return self.with_version(day).filter(Q(("version_kind__in", IN_FORCE)))

    def abolished(self, day: dt.date | None = None) -> "ProcedureQuerySet":
        """Those that no longer hold on the day."""
        return self.with_version(day).filter(Q(("version_kind", DecisionKind.ABOLISHED)))

    def waiting(self, day: dt.date | None = None) -> "ProcedureQuerySet":
        """Those whose first version holds only from a later day."""
        return self.with_version(day).filter(Q(("version_id__isnull", True)))

    def online(self, level: str) -> "ProcedureQuerySet":
        """Those that are served online so far by the version that holds; after `with_version`."""
        return self.filter(Q(("versions__pk", F("version_id"))), versions__online_level=level)

    def coded(self, code: str, level: str = "") -> "ProcedureQuerySet":
        """Those of a code: there may be one at each of two levels (1.005144), so more than one may come back."""
        found = self.filter(code=squeeze(code))
        return found.filter(level=level) if level else found

    def search(self, words: str) -> "ProcedureQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Procedure(models.Model):
    """A procedure through all its versions. The code alone does not tell it from others: two levels may share one, so
    it is known by code, level and name together. `name`, `field` are those of the version that took effect last."""

    code = models.CharField("mã thủ tục", max_length=30, db_index=True)
    level = models.CharField("cấp thực hiện", max_length=10, choices=Level, default=Level.UNKNOWN)
    name = models.TextField("tên thủ tục", max_length=LONGEST_NAME)
    field = models.CharField("lĩnh vực", max_length=200, blank=True, db_index=True)
    life_events = models.ManyToManyField(
        "procedures.LifeEvent", blank=True, related_name="procedures", verbose_name="sự kiện"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    name_key = models.CharField(max_length=LONGEST_NAME, editable=False, default="")
    sort_key = models.TextField(editable=False, default="")
    folded = models.TextField(editable=False, default="")

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục"
        verbose_name_plural = "thủ tục"
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "level", "name_key"],
                name="procedures_code_level_name",
                violation_error_message=TWIN,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="procedures_has_name"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.code, self.name, self.field = squeeze(self.code), squeeze(self.name), squeeze(self.field)
        self.name_key = fold(self.name)[:LONGEST_NAME]
        self.sort_key = sort_key(self.name)
        self.folded = fold(f"{self.code} {self.name} {self.field}")
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
        except IntegrityError:
            self.refuse_twin()  # somebody brought it in at this very moment
            raise

    def get_absolute_url(self) -> str:
        return reverse("procedures:detail", args=[self.pk])

    @property
    def slug(self) -> str:
        """The name as it stands in the public address."""
        return slugify(fold(self.name))[:80].strip("-") or "thu-tuc"

    @property
    def public_url(self) -> str:
        return reverse("procedures_public:detail", args=[self.slug, self.pk])

    @property
    def label(self) -> str:
        """The code, then the name, as lists name it."""
        return f"{self.code} – {self.name}" if self.code else self.name

    def has_twin(self, name: str = "") -> bool:
        """Whether the catalogue has another one of this code and level under the name (its own)."""
        named = Procedure.objects.coded(self.code, self.level).filter(name_key=fold(name or self.name)[:LONGEST_NAME])
        return named.exclude(pk=self.pk).exists()

    def refuse_twin(self, name: str = "") -> None:
        """Raise ValidationError where it would have a twin."""
        if self.has_twin(name):
            raise ValidationError({"name": TWIN} if name else TWIN)

    def version_on(self, day: dt.date | None = None) -> "ProcedureVersion | None":
        """The version that holds on the day (today): an abolition where it is abolished, None before the first."""
        held = self.versions.filter(in_force_from__lte=day or timezone.localdate())
        return held.order_by("-in_force_from", "-number").first()

    def newest(self) -> "ProcedureVersion | None":
        """The version entered last, whether it holds already or not."""
        return self.versions.order_by(F("in_force_from").desc(nulls_last=True), "-number").first()
