import datetime as dt

from django.db import models

from lantoa.organisations.matching import HINTS_OF_ENDED
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.plans.enums import MentionState
from lantoa.plans.models.plan import Plan
from lantoa.vietnamese.names import name_key

# The least score of a candidate whose name differs in accents only; all that is merely alike has less.
_SAME_WORDS = 0.98


class UnitMention(models.Model):
    """A unit or group that the plan's text names, and what it means in the tree: asked once for the whole plan,
    whatever the number of rows it stands in."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="mentions")
    text = models.TextField("tên trong văn bản")
    key = models.CharField(max_length=400, editable=False)
    state = models.CharField(max_length=20, choices=MentionState, default=MentionState.UNMATCHED)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    groups = models.ManyToManyField(UnitGroup, blank=True, related_name="+")
    # What the matching had to say when the name was met: `how` it was recognised, or `hint`, `candidates` ({label,
    # reason, unit, group}) and the parts of a list that were recognised (`units`, `groups`) and not (`unknown`).
    asked = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = "đơn vị được nêu tên"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["plan", "key"], name="mention_once_a_plan"),)

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = name_key(self.text)[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def anchor(self) -> str:
        """The name's own name in addresses and anchors."""
        return f"ten-{self.pk}"

    @property
    def has_plain_answer(self) -> bool:
        """Whether the first candidate may be taken by the Enter key: it alone bears the very words. A name that is
        merely alike, one of several or of units that ended is chosen by hand, for the answer is remembered."""
        scores = [one.get("score", 0) for one in self.asked.get("candidates", ())]
        same = [score for score in scores if score >= _SAME_WORDS]
        return len(same) == 1 and same[0] == scores[0] and self.asked.get("hint") not in HINTS_OF_ENDED

    @property
    def hint(self) -> str:
        """What to say beside the question. Where a part of the list was recognised, only that the rest is no more."""
        hint = str(self.asked.get("hint", ""))
        return hint if hint in HINTS_OF_ENDED or not self.asked.get("known") else ""

    def resolve(self, *, on: dt.date) -> set[int]:
        """Ids of the units meant, by the tree of that day; outside bodies and unmatched names mean none."""
        if self.state != MentionState.MATCHED:
            return set()
        ids = {unit.pk for unit in self.units.all() if unit.is_valid_on(on)}
        for group in self.groups.all():
            ids.update(group.resolve(on=on).values_list("pk", flat=True))
        return ids
