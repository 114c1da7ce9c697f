import datetime as dt

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from lantoa.organisations.fields import PathField, path_range
from lantoa.organisations.models.unit import Unit

_BATCH = 1000


class Placement(models.Model):
    """Where a unit stood in the tree from a day to a day: reports of a period use the tree of its last day."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    path = PathField(max_length=255, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ("valid_from",)
        constraints = (models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_one_a_day"),)

    def __str__(self) -> str:
        return self.path

    @classmethod
    def carry(cls, old: str, new: str, *, on: dt.date) -> None:
        """Give every place at or below `old` the beginning `new` from `on`: what holds that day ends and goes on under
        the new path, what begins later is rewritten; units that ended earlier keep their places as they were."""
        first, last = path_range(old)
        lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        inside = cls.objects.filter(lasting, path__gte=first, path__lt=last)
        split = list(inside.filter(valid_from__lt=on).values("unit_id", "parent_id", "path", "valid_to"))
        inside.filter(valid_from__lt=on).update(valid_to=on)
        cls.objects.filter(path__gte=first, path__lt=last, valid_from__gte=on).update(
            path=Concat(Value(new), Substr("path", len(old) + 1))
        )
        Placement.objects.bulk_create(
            (
                Placement(
                    unit_id=place["unit_id"],
                    parent_id=place["parent_id"],
                    path=new + place["path"][len(old) :],
                    valid_from=on,
                    valid_to=place["valid_to"],
                )
                for place in split
            ),
            batch_size=_BATCH,
        )

    @classmethod
    def join_equal_neighbours(cls, path: str, *, on: dt.date) -> None:
        """Where a move took units back to where they stood before it, make one place of the two."""
        first, last = path_range(path)
        repeated = cls.objects.filter(
            path__gte=first,
            path__lt=last,
            valid_from=on,
            unit__placements__valid_to=on,
            unit__placements__path=F("path"),
        )
        ends = dict(repeated.values_list("unit_id", "valid_to"))
        if not ends:
            return
        cls.objects.filter(pk__in=list(repeated.values_list("pk", flat=True))).delete()
        earlier = list(cls.objects.filter(unit_id__in=ends, valid_to=on))
        for place in earlier:
            place.valid_to = ends[place.unit_id]
        cls.objects.bulk_update(earlier, ["valid_to"], batch_size=_BATCH)


class UnitName(models.Model):
    """A name that a unit bears from a day on."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True, default="")
    valid_from = models.DateField()

    class Meta:
        ordering = ("valid_from",)
        constraints = (models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_name_one_a_day"),)

    def __str__(self) -> str:
        return self.name
