import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.organisations.models import Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User


def new_token() -> str:
    """192 random bits: nobody finds a feed by trying."""
    return secrets.token_urlsafe(24)


class Feed(models.Model):
    """The secret address at which a calendar program reads what a person's units, or one unit, must do by when. Who
    knows the address reads it without signing in; a new address ends the old one."""

    token = models.CharField(max_length=64, unique=True, default=new_token)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="feed")
    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, null=True, related_name="feed")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit__isnull=True) | Q(user__isnull=True, unit__isnull=False),
                name="feed_of_a_person_or_a_unit",
            ),
        )

    def __str__(self) -> str:
        return f"Lịch của {self.unit or self.user}"

    def get_absolute_url(self) -> str:
        return reverse("ledger:feed", args=[self.token])

    def unit_ids(self) -> list[int]:
        """The units whose obligations stand in the feed: today's, so a role that ended leaves it."""
        if self.unit_id:
            return [self.unit_id]
        person: User = self.user  # type: ignore[assignment]
        if not person.is_active:
            return []
        return list(person.memberships.current().values_list("unit_id", flat=True).distinct())
