import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.fields import PathField, path_range
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import fold, nfc, sort_key, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


def _valid_on(day: dt.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, unit: "Unit") -> "UnitQuerySet":
        """`unit` and every unit below it in today's tree."""
        first, last = path_range(unit.path)
        return self.filter(path__gte=first, path__lt=last)

    def below(self, unit: "Unit") -> "UnitQuerySet":
        """Every unit below `unit` in today's tree, without itself."""
        return self.under(unit).exclude(pk=unit.pk)

    def above(self, unit: "Unit") -> "UnitQuerySet":
        """The units above `unit`, the nearest last."""
        return self.filter(pk__in=unit.ancestor_ids()).order_by("path")

    def valid_on(self, day: dt.date) -> "UnitQuerySet":
        return self.filter(_valid_on(day))

    def current(self) -> "UnitQuerySet":
        return self.valid_on(timezone.localdate())

    def under_on(self, unit: "Unit", day: dt.date) -> "UnitQuerySet":
        """`unit` and what stood below it on `day`, by the tree of that day."""
        place = Placement.objects.filter(_valid_on(day), unit=unit).first()
        if place is None:
            return self.none()
        first, last = path_range(place.path)
        inside = Placement.objects.filter(_valid_on(day), path__gte=first, path__lt=last)
        return self.valid_on(day).filter(pk__in=inside.values("unit_id"))

    def visible_to(self, user: "User") -> "UnitQuerySet":
        """The directory of units is open to everyone who works in one."""
        from lantoa.accounts import access

        return self if access.memberships(user) else self.none()

    def search(self, words: str) -> "UnitQuerySet":
        found = self
        for word in fold(words).split():
            found = found.filter(folded__contains=word)
        return found


class Unit(models.Model):
    """A body that owes and does work. The tree is the line of direction in this field of work (the department over
    communes and schools), which the two-level local government of 1 July 2025 does not make a line of ownership."""

    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=80, blank=True)
    code = models.CharField(
        "mã đơn vị", max_length=40, unique=True, help_text="Mã dùng khi nhập, xuất bảng tính; không đổi khi đổi tên."
    )
    kind = models.CharField("loại đơn vị", max_length=30, choices=UnitKind)
    school_level = models.CharField("cấp học", max_length=30, choices=SchoolLevel, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="đơn vị cấp trên"
    )
    area = models.CharField("địa bàn", max_length=120, blank=True, help_text="Xã, phường nơi đơn vị đóng.")
    hotline = models.CharField("đường dây nóng", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    address = models.CharField("địa chỉ", max_length=250, blank=True)
    portal_url = models.URLField("trang thông tin", blank=True)
    symbol = models.CharField(
        "ký hiệu văn bản", max_length=30, blank=True, help_text="Phần chữ sau tên loại trong số văn bản, ví dụ SGDĐT."
    )
    valid_from = models.DateField("hoạt động từ ngày", default=dt.date(2000, 1, 1))
    valid_to = models.DateField("thôi hoạt động từ ngày", null=True, blank=True)
    path = PathField(max_length=255, editable=False, db_index=True, default="")
    folded = models.CharField(max_length=320, editable=False, db_index=True, default="")
    name_key = models.CharField(max_length=250, editable=False, db_index=True, default="")
    sort_key = models.CharField(max_length=700, editable=False, db_index=True, default="")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ("sort_key",)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="unit_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the derived columns true; a new unit gets its first placement and name."""
        self.name, self.short_name = squeeze(self.name), squeeze(self.short_name)
        self.area, self.address = nfc(self.area), nfc(self.address)
        self.folded = fold(f"{self.name} {self.short_name} {self.code}")
        self.name_key, self.sort_key = name_key(self.name), sort_key(self.name)
        with transaction.atomic():
            is_new = self.pk is None
            super().save(*args, **kwargs)
            if is_new:
                self._take_first_place()

    def _take_first_place(self) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        Unit.objects.filter(pk=self.pk).update(path=self.path)
        Placement.objects.create(unit=self, parent=self.parent, path=self.path, valid_from=self.valid_from)
        UnitName.objects.create(unit=self, name=self.name, valid_from=self.valid_from)

    def get_absolute_url(self) -> str:
        return reverse("organisations:detail", args=[self.pk])

    @property
    def label(self) -> str:
        """What tight places show."""
        return self.short_name or self.name

    def ancestor_ids(self) -> list[int]:
        """Ids of the units above, the root first."""
        return [int(part) for part in self.path.strip("/").split("/")[:-1] if part]

    def is_under(self, other: "Unit") -> bool:
        """Whether this is `other` or stands below it."""
        return self.path.startswith(other.path)

    def is_valid_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def name_on(self, day: dt.date) -> str:
        """The name that the unit bore on `day`."""
        names = [name for name in self.names.all() if name.valid_from <= day]
        return max(names, key=lambda name: name.valid_from).name if names else self.name

    def move_to(self, parent: "Unit | None", *, on: dt.date) -> None:
        """Stand under `parent` from `on`, with everything below; the places before that day stay on record.

        Raises ValidationError where the new parent is the unit itself or stands below it.
        """
        if parent is not None and parent.is_under(self):
            raise ValidationError("Không thể chuyển một đơn vị vào chính đơn vị cấp dưới của nó.")
        with transaction.atomic():
            old, new = self.path, f"{parent.path if parent else '/'}{self.pk}/"
            moved = list(Unit.objects.select_for_update().under(self))
            for unit in moved:
                unit.path = new + unit.path[len(old) :]
            Unit.objects.bulk_update(moved, ["path"], batch_size=500)
            Unit.objects.filter(pk=self.pk).update(parent=parent)
            self.parent, self.path = parent, new
            Placement.replace(moved, moved_root=self, parent=parent, on=on)

    def rename(self, name: str, *, on: dt.date) -> None:
        """Bear `name` from `on`; the older name stays on record."""
        UnitName.objects.update_or_create(unit=self, valid_from=on, defaults={"name": squeeze(name)})
        self.name = name
        self.save()

    def close(self, *, on: dt.date) -> None:
        """Stop existing from `on` (dissolved, merged); its history stays."""
        self.valid_to = on
        self.save(update_fields=["valid_to"])
        Placement.objects.filter(unit=self, valid_to__isnull=True).update(valid_to=on)


class Placement(models.Model):
    """Where a unit stood in the tree from a day to a day: reports of a period use the tree of its last day."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    path = PathField(max_length=255, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_one_a_day"),)

    def __str__(self) -> str:
        return self.path

    @classmethod
    def replace(cls, moved: list[Unit], *, moved_root: Unit, parent: Unit | None, on: dt.date) -> None:
        """Close the places of the moved units on `on` and open the new ones; a place of the same day is overwritten."""
        ids = [unit.pk for unit in moved]
        before = {place.unit_id: place for place in cls.objects.filter(unit__in=ids, valid_to__isnull=True)}
        cls.objects.filter(unit__in=ids, valid_from__gte=on).delete()
        cls.objects.filter(unit__in=ids, valid_to__isnull=True).update(valid_to=on)
        cls.objects.bulk_create(
            [
                cls(
                    unit=unit,
                    parent=parent if unit.pk == moved_root.pk else before[unit.pk].parent,
                    path=unit.path,
                    valid_from=on,
                    valid_to=unit.valid_to,
                )
                for unit in moved
                if unit.pk in before
            ],
            batch_size=500,
        )


class UnitName(models.Model):
    """A name that a unit bears from a day on."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    valid_from = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_name_one_a_day"),)

    def __str__(self) -> str:
        return self.name
