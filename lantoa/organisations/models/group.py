import datetime as dt

from django.db import models
from django.db.models import Q

from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.models.unit import Unit, UnitQuerySet
from lantoa.vietnamese.names import name_key


class UnitGroup(models.Model):
    """A named rule ("các trường THPT", "các đơn vị trực thuộc Sở") that becomes units at the moment it is used."""

    owner = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="groups", verbose_name="đơn vị dùng", help_text="Nhóm nhìn từ đây."
    )
    name = models.CharField("tên nhóm", max_length=150)
    reach = models.CharField("phạm vi", max_length=20, choices=GroupReach, default=GroupReach.SUBTREE)
    kinds = models.JSONField("loại đơn vị", default=list, blank=True)
    school_levels = models.JSONField("cấp học", default=list, blank=True)
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="đơn vị thêm vào")
    left_out = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="đơn vị bớt ra")
    key = models.CharField(max_length=200, editable=False, db_index=True, default="")

    class Meta:
        verbose_name = "nhóm đơn vị"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["owner", "key"], name="group_name_once_a_unit"),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = name_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def resolve(self, *, on: dt.date) -> UnitQuerySet:
        """The units that the rule means on a day, by the tree of that day."""
        rule = Unit.objects.none()
        if self.reach != GroupReach.LISTED:
            rule = Unit.objects.under_on(self.owner, on).exclude(pk=self.owner_id)
            if self.reach == GroupReach.CHILDREN:
                rule = rule.filter(parent_id=self.owner_id)
            if self.kinds:
                rule = rule.filter(kind__in=self.kinds)
            if self.school_levels:
                rule = rule.filter(school_level__in=self.school_levels)
        listed = self.units.values("pk")
        chosen = Q(pk__in=rule.values("pk")) | Q(pk__in=listed)
        return Unit.objects.valid_on(on).filter(chosen).exclude(pk__in=self.left_out.values("pk"))

    def describe(self) -> str:
        """The rule in a sentence, for the screen."""
        kinds = [str(UnitKind(kind).label) for kind in self.kinds]
        levels = [str(SchoolLevel(level).label) for level in self.school_levels]
        parts = [str(GroupReach(self.reach).label), *(f"loại: {', '.join(kinds)}" for _ in kinds[:1])]
        return "; ".join([*parts, *(f"cấp học: {', '.join(levels)}" for _ in levels[:1])])


class UnitAlias(models.Model):
    """What a person once said a name in a document means ("Phòng KHTC"), so that nobody is asked twice.

    `is_outside`: a body that owes nothing here (Sở Nội vụ, cơ quan báo chí).
    """

    owner = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases", verbose_name="đơn vị dùng")
    text = models.CharField("tên trong văn bản", max_length=300)
    key = models.CharField(max_length=300, editable=False)
    is_outside = models.BooleanField("cơ quan ngoài hệ thống", default=False)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    groups = models.ManyToManyField(UnitGroup, blank=True, related_name="+")

    class Meta:
        verbose_name = "tên đã nhận ra"
        ordering = ("text",)
        constraints = (models.UniqueConstraint(fields=["owner", "key"], name="alias_once_a_unit"),)

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = name_key(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
