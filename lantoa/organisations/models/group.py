import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.models.unit import Unit, UnitQuerySet
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class UnitGroupQuerySet(models.QuerySet["UnitGroup"]):
    def visible_to(self, user: "User") -> "UnitGroupQuerySet":
        """Groups of units that the person sees into, and of the units above: plans from there name them."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        above = {pk for held in access.holding(user, Power.SEE) for pk in held.unit.ancestor_ids()}
        return self.filter(access.within(user, Power.SEE, "owner__path") | Q(owner__in=above))


class UnitGroup(models.Model):
    """A named rule ("các trường THPT", "các đơn vị trực thuộc Sở") that becomes units at the moment it is used."""

    owner = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="groups", verbose_name="đơn vị dùng", help_text="Nhóm nhìn từ đây."
    )
    name = models.CharField("tên nhóm", max_length=150)
    reach = models.CharField("phạm vi", max_length=20, choices=GroupReach, default=GroupReach.SUBTREE)
    kinds = models.JSONField("loại đơn vị", default=list, blank=True)
    school_levels = models.JSONField("cấp học", default=list, blank=True)
    name_has = models.CharField(
        "tên có chữ", max_length=100, blank=True, help_text="Ví dụ: Văn hóa - Xã hội. Không cần đúng dấu, chữ hoa."
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="listed_in", verbose_name="đơn vị thêm vào")
    left_out = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="đơn vị bớt ra")
    key = models.CharField(max_length=200, editable=False, db_index=True, default="")
    # Which of the usual groups of plans this is (standard_groups.py); empty: made by a person.
    standard = models.CharField(max_length=150, editable=False, blank=True, default="")

    objects = UnitGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm đơn vị"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "key"],
                name="group_name_once_a_unit",
                violation_error_message="Đơn vị này đã có nhóm mang tên đó. Đặt tên khác hoặc sửa nhóm cũ.",
            ),
            models.UniqueConstraint(
                fields=["owner", "standard"], condition=~Q(standard=""), name="standard_group_once_a_unit"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = squeeze(self.name)
        self.key = name_key(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        """Raise ValidationError where the owner has a group of this name: two would be one to a reader."""
        same = UnitGroup.objects.filter(owner=self.owner_id, key=name_key(self.name)[:200]).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"name": "Đơn vị này đã có nhóm mang tên đó. Đặt tên khác hoặc sửa nhóm cũ."})

    def rule_units(self, *, on: dt.date) -> UnitQuerySet:
        """The units that the rule alone means on a day, by the tree of that day."""
        if self.reach == GroupReach.LISTED:
            return Unit.objects.none()
        if self.reach == GroupReach.CHILDREN:
            found = Unit.objects.children_on(self.owner, on)
        else:
            found = Unit.objects.under_on(self.owner, on).exclude(pk=self.owner_id)
        if self.kinds:
            found = found.filter(kind__in=self.kinds)
        if self.school_levels:
            found = found.filter(school_level__in=self.school_levels)
        if self.name_has:
            found = found.filter(name_key__contains=name_key(self.name_has))
        return found

    def resolve(self, *, on: dt.date) -> UnitQuerySet:
        """The units that the group means on a day: by the rule, with those added, without those left out."""
        rule = self.rule_units(on=on)
        if self._state.adding:
            return rule.valid_on(on)
        chosen = Q(pk__in=rule.values("pk")) | Q(pk__in=self.units.values("pk"))
        return Unit.objects.valid_on(on).filter(chosen).exclude(pk__in=self.left_out.values("pk"))

    def holds(self, unit: Unit, ancestors: list[int]) -> bool:
        """Whether `unit`, standing below `ancestors` (the root first), is meant; no query where `units` and
        `left_out` are prefetched."""
        if unit.pk in {one.pk for one in self.left_out.all()}:
            return False
        return self._rule_holds(unit, ancestors) or unit.pk in {one.pk for one in self.units.all()}

    def _rule_holds(self, unit: Unit, ancestors: list[int]) -> bool:
        reached = ancestors[-1:] if self.reach == GroupReach.CHILDREN else ancestors
        if self.reach == GroupReach.LISTED or self.owner_id not in reached:
            return False
        fits = (not self.kinds or unit.kind in self.kinds) and (
            not self.school_levels or unit.school_level in self.school_levels
        )
        return fits and name_key(self.name_has) in unit.name_key

    def describe(self) -> str:
        """The rule in a sentence, for the screen."""
        parts = [str(GroupReach(self.reach).label)]
        if self.kinds:
            parts.append("loại: " + ", ".join(str(UnitKind(kind).label) for kind in self.kinds))
        if self.school_levels:
            parts.append("cấp học: " + ", ".join(str(SchoolLevel(level).label) for level in self.school_levels))
        if self.name_has:
            parts.append(f"tên có chữ “{self.name_has}”")
        sentence = "; ".join(parts)
        return sentence[:1].upper() + sentence[1:]


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
        self.text = squeeze(self.text)[:300]
        self.key = name_key(self.text)[:300]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
