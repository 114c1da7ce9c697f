import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils import timezone

from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.fields import PathField, path_range
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import fold, nfc, search_words, sort_key, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User

# Columns that follow from others: whoever saves the name saves these too.
_DERIVED = {
    "name": ("folded", "name_key", "sort_key"),
    "short_name": ("folded",),
    "code": ("folded",),
}


def valid_on(day: dt.date) -> Q:
    """The condition of rows that hold on `day`; `valid_to` is the first day without."""
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
        return self.filter(valid_on(day))

    def current(self) -> "UnitQuerySet":
        return self.valid_on(timezone.localdate())

    def under_on(self, unit: "Unit", day: dt.date) -> "UnitQuerySet":
        """`unit` and what stood below it on `day`, by the tree of that day."""
        from lantoa.organisations.models.placement import Placement

        place = Placement.objects.filter(valid_on(day), unit=unit).first()
        if place is None:
            return self.none()
        first, last = path_range(place.path)
        inside = Placement.objects.filter(valid_on(day), path__gte=first, path__lt=last)
        return self.filter(pk__in=inside.values("unit_id"))

    def children_on(self, unit: "Unit", day: dt.date) -> "UnitQuerySet":
        """The units that stood directly under `unit` on `day`."""
        from lantoa.organisations.models.placement import Placement

        return self.filter(pk__in=Placement.objects.filter(valid_on(day), parent=unit).values("unit_id"))

    def visible_to(self, user: "User") -> "UnitQuerySet":
        """The directory of units is open to everyone who works in one."""
        from lantoa.accounts import access

        return self if access.memberships(user) else self.none()

    def search(self, words: str) -> "UnitQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Unit(models.Model):
    """A body that owes and does work. The tree is the line of direction in this field of work (the department over
    communes and schools), which the two-level local government of 1 July 2025 does not make a line of ownership.

    `parent` and `path` are today's place and change through `move_to` alone; a unit that has ended keeps following the
    unit above which it last stood, so that its history stays within that subtree.
    """

    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=80, blank=True)
    code = models.CharField(
        "mã đơn vị",
        max_length=40,
        unique=True,
        help_text="Mã dùng khi nhập, xuất bảng tính; không đổi khi đổi tên.",
        error_messages={"unique": "Mã này đã có đơn vị dùng. Chọn mã khác."},
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
        ordering = ("sort_key", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="unit_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the derived columns true; a new unit gets its first placement and name.

        Never writes today's place of a unit that exists, so that a form opened before a move does not undo it.
        """
        self.derive()
        if not self._state.adding:
            self._refuse_other_parent()
            kwargs["update_fields"] = self._columns_to_save(kwargs.get("update_fields"))
            super().save(*args, **kwargs)
            return
        from lantoa.organisations.founding import take_first_places

        with transaction.atomic():
            super().save(*args, **kwargs)
            take_first_places([self])

    def get_absolute_url(self) -> str:
        return reverse("organisations:detail", args=[self.pk])

    def derive(self) -> None:
        """Bring names to one form and set the columns that follow from them."""
        self.name, self.short_name, self.code = squeeze(self.name), squeeze(self.short_name), squeeze(self.code)
        self.area, self.address = squeeze(self.area), nfc(self.address)
        self.folded = fold(f"{self.name} {self.short_name} {self.code}")[:320]
        self.name_key, self.sort_key = name_key(self.name)[:250], sort_key(self.name)[:700]

    def _refuse_other_parent(self) -> None:
        if self.ancestor_ids()[-1:] != ([self.parent_id] if self.parent_id else []):
            raise ValueError("A unit changes its place through move_to, not by setting its parent.")

    def _columns_to_save(self, asked: Iterable[str] | None) -> list[str]:
        if asked is None:
            fields = self._meta.concrete_fields
            return [field.name for field in fields if not field.primary_key and field.name not in {"path", "parent"}]
        return list({*asked, *(column for name in asked for column in _DERIVED.get(name, ()))})

    @property
    def label(self) -> str:
        """What tight places show."""
        return self.short_name or self.name

    @property
    def is_current(self) -> bool:
        return self.is_valid_on(timezone.localdate())

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

        Raises ValidationError where the new parent stands below the unit or has ended, or where the tree has changed
        here after `on`: changes are recorded in the order of their days.
        """
        with transaction.atomic():
            # One move at a time: two at once could make a ring.
            list(Unit.objects.select_for_update().filter(parent__isnull=True).values_list("pk", flat=True))
            self.refresh_from_db(fields=["path", "parent"])
            if parent is not None:
                parent.refresh_from_db(fields=["path", "parent", "valid_to"])
            self._check_move(parent, on)
            old, new = self.path, f"{parent.path if parent else '/'}{self.pk}/"
            self._rewrite_places(old, new, parent, on)
            rest = Substr("path", len(old) + 1)
            Unit.objects.under(self).update(path=Concat(Value(new), rest))
            Unit.objects.filter(pk=self.pk).update(parent=parent)
            self.parent, self.path = parent, new

    def _check_move(self, parent: "Unit | None", on: dt.date) -> None:
        if parent is not None and parent.is_under(self):
            raise ValidationError("Không thể chuyển một đơn vị vào chính nó hoặc vào đơn vị cấp dưới của nó.")
        for unit in (self, parent):
            if unit is not None and not unit.is_valid_on(on):
                raise ValidationError(f"{unit.name} không hoạt động vào ngày {on:%d/%m/%Y}. Chọn ngày khác.")
            if unit is not None and not unit.placements.filter(valid_on(on), path=unit.path).exists():
                raise ValidationError(
                    f"{unit.name} đã đổi đơn vị cấp trên sau ngày {on:%d/%m/%Y}. Ghi các thay đổi theo thứ tự ngày."
                )

    def _rewrite_places(self, old: str, new: str, parent: "Unit | None", on: dt.date) -> None:
        from lantoa.organisations.models.placement import Placement

        Placement.carry(old, new, on=on)
        Placement.objects.filter(unit=self, valid_from__gte=on).update(parent=parent)
        Placement.join_equal_neighbours(new, on=on)

    def rename(self, name: str, *, on: dt.date, short_name: str | None = None) -> None:
        """Bear `name` from `on`; the older name stays on record."""
        if self.names.filter(valid_from__gt=on).exists():
            raise ValidationError(
                f"{self.name} đã đổi tên sau ngày {on:%d/%m/%Y}. Ghi các lần đổi tên theo thứ tự ngày."
            )
        with transaction.atomic():
            self.name = name
            self.short_name = self.short_name if short_name is None else short_name
            names = {"name": squeeze(self.name), "short_name": squeeze(self.short_name)}
            self.names.update_or_create(valid_from=on, defaults=names)
            self.save(update_fields=["name", "short_name"])

    def correct_name(self, name: str) -> None:
        """Put a slip of the pen right: the name that the unit bears now was always written so."""
        with transaction.atomic():
            latest = self.names.order_by("-valid_from").first()
            if latest is not None:
                latest.name, latest.short_name = squeeze(name), squeeze(self.short_name)
                latest.save(update_fields=["name", "short_name"])
            self.name = name
            self.save(update_fields=["name", "short_name"])

    def close(self, *, on: dt.date) -> None:
        """Stop existing from `on` (dissolved, merged); its history stays."""
        if on <= self.valid_from:
            raise ValidationError(
                f"{self.name} hoạt động từ {self.valid_from:%d/%m/%Y}: ngày thôi hoạt động phải sau đó."
            )
        with transaction.atomic():
            self.valid_to = on
            self.save(update_fields=["valid_to"])
            self.placements.filter(valid_from__gte=on).delete()
            self.placements.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).update(valid_to=on)

    def reopen(self) -> None:
        """Undo `close`: go on where it stopped."""
        with transaction.atomic():
            self.placements.filter(valid_to=self.valid_to).update(valid_to=None)
            self.valid_to = None
            self.save(update_fields=["valid_to"])
