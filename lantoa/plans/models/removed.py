import json
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models, router, transaction
from django.db.models.deletion import Collector

from lantoa.plans.models.plan import Plan


def _demand_places(things: list[Any]) -> None:
    """What the rows hang on stands, or comes back with them; a mere link to what is gone comes back empty."""
    coming = {(type(thing.object), thing.object.pk) for thing in things}
    for thing in things:
        for field in thing.object._meta.concrete_fields:
            key = getattr(thing.object, field.attname)
            model = field.related_model
            if model is None or key is None or (model, key) in coming:
                continue
            if model._base_manager.filter(pk=key).exists():
                continue
            if field.null and field.remote_field.on_delete is models.SET_NULL:
                setattr(thing.object, field.attname, None)
            else:
                name = model._meta.verbose_name
                raise ValidationError(f"Không khôi phục được: {name} chứa phần này đã bị xóa. Khôi phục {name} trước.")


class Removed(models.Model):
    """A row that somebody deleted while editing, with everything that hung on it, so that it can come back whole."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="removed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    label = models.CharField(max_length=300)
    rows = models.JSONField()
    links = models.JSONField(default=list)  # [model, primary key, field, value]: what pointed at it and was emptied

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.label

    @classmethod
    @transaction.atomic
    def take_out(cls, row: models.Model, *, plan: Plan, by: Any, label: str) -> "Removed":
        """Delete `row` and remember it."""
        collector: Any = Collector(using=router.db_for_write(type(row)), origin=row)
        collector.collect([row])
        kept = [one for found in collector.data.values() for one in found]
        for query in collector.fast_deletes:
            kept += list(query)
        links = [
            [one._meta.label, one.pk, field.name, getattr(one, field.attname)]
            for (field, _), found in collector.field_updates.items()
            for group in found
            for one in group
        ]
        rows = json.loads(serializers.serialize("json", sorted(kept, key=lambda one: one is not row)))
        removed = cls.objects.create(plan=plan, by=by, label=label[:300], rows=rows, links=links)
        row.delete()
        return removed

    @transaction.atomic
    def put_back(self) -> None:
        """Restore the row where it stood; done once. Raises ValidationError where what it hung on is gone meanwhile."""
        from django.apps import apps

        things = list(serializers.deserialize("json", json.dumps(self.rows)))
        _demand_places(things)
        # Rows of a many-to-many table first: a row that writes its own finds them there.
        for thing in sorted(things, key=lambda one: not one.object._meta.auto_created):
            thing.save()
        for label, pk, field, value in self.links:
            model = apps.get_model(label)
            model._default_manager.filter(pk=pk).update(**{model._meta.get_field(field).attname: value})
        self.delete()
