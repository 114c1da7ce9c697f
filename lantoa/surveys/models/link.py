import secrets
import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from lantoa.organisations.models import Unit
from lantoa.surveys.models.survey import Survey

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when read aloud


def new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


class Link(models.Model):
    """The address behind a QR code: of a unit, or of one of its counters. `used` only counts: no answer knows from
    which counter it came, for a counter's group would be small."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="links")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    counter = models.CharField("quầy, nơi đặt mã", max_length=80, blank=True)
    code = models.SlugField(max_length=12, unique=True, default=new_code, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "đường dẫn của đơn vị"
        ordering = ("unit__path", "counter", "pk")
        constraints = (
            models.UniqueConstraint(fields=["survey", "unit", "counter"], name="survey_link_once_a_counter"),
        )

    def __str__(self) -> str:
        return f"{self.unit.name}, {self.counter}" if self.counter else self.unit.name

    def get_absolute_url(self) -> str:
        return reverse("surveys_public:answer", args=[self.survey.slug, self.code])

    @property
    def qr_address(self) -> str:
        """What the QR code says; told apart from the address typed or clicked."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}?qr"


class OneTimeLink(models.Model):
    """A link that takes one answer. Of the link only a digest is kept, and of its use only that it was used: no day, no
    order (keys are random), nothing that leads to the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="one_time_links")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = "đường dẫn dùng một lần"

    def __str__(self) -> str:
        return f"{self.survey} – {self.unit}"
