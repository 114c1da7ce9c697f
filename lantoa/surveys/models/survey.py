import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from lantoa.audit.edits import Edited
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.surveys.enums import Entry, SurveyKind, SurveyState
from lantoa.vietnamese.text import fold, nfc, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User
    from lantoa.surveys.models.link import Link

LEAST_THRESHOLD, USUAL_THRESHOLD, LARGEST_THRESHOLD = 3, 5, 100
LONGEST_SLUG = 28


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, user: "User") -> "SurveyQuerySet":
        """Surveys of the subtree in any state; begun ones also of the units above, which ask this unit's visitors."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        above = {pk for held in access.holding(user, Power.SEE) for pk in held.unit.ancestor_ids()}
        begun = Q(unit__in=above) & ~Q(state=SurveyState.DRAFT)
        return self.filter(access.within(user, Power.SEE, "unit__path") | begun)

    def begun(self) -> "SurveyQuerySet":
        return self.exclude(state=SurveyState.DRAFT)

    def taking_answers(self, day: dt.date | None = None) -> "SurveyQuerySet":
        day = day or timezone.localdate()
        lasting = Q(closes_on__isnull=True) | Q(closes_on__gte=day)
        return self.filter(lasting, state=SurveyState.OPEN, opens_on__lte=day)

    def with_public_results(self) -> "SurveyQuerySet":
        return self.filter(state=SurveyState.CLOSED, results_public_on__isnull=False)

    def search(self, words: str) -> "SurveyQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Survey(Edited):
    """Questions that a unit puts to those whom it and the units below it serve. Nobody's answers can be told apart:
    what is known of an answer is the unit, the day and the way it came (docs/decisions/0028)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="surveys", verbose_name="đơn vị chủ trì")
    kind = models.CharField("loại khảo sát", max_length=20, choices=SurveyKind, default=SurveyKind.YEARLY)
    title = models.CharField("tên khảo sát", max_length=200)
    slug = models.SlugField(max_length=90, unique=True, editable=False)
    intro = models.TextField("lời mở đầu", blank=True)
    consent = models.TextField("thông báo về dữ liệu")
    opens_on = models.DateField("từ ngày")
    closes_on = models.DateField("đến hết ngày", null=True, blank=True)
    entry = models.CharField("ai được trả lời", max_length=20, choices=Entry, default=Entry.OPEN)
    threshold = models.PositiveSmallIntegerField(
        "nhóm nhỏ nhất được nêu kết quả",
        default=USUAL_THRESHOLD,
        validators=[MinValueValidator(LEAST_THRESHOLD), MaxValueValidator(LARGEST_THRESHOLD)],
        help_text="Nhóm có ít phiếu hơn số này không được nêu kết quả ở bất cứ đâu. Thường là 5.",
    )
    state = models.CharField(max_length=20, choices=SurveyState, default=SurveyState.DRAFT, editable=False)
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by", verbose_name="kỳ trước"
    )
    closed_on = models.DateField(null=True, editable=False)
    results_public_on = models.DateField(null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)  # one form sent twice makes one survey
    folded = models.CharField(max_length=300, editable=False, default="")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "khảo sát"
        ordering = ("-opens_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="survey_closes_after_it_opens",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=LEAST_THRESHOLD),
                name="survey_threshold_hides_something",
                violation_error_message=f"Nhóm nhỏ nhất được nêu kết quả phải từ {LEAST_THRESHOLD} phiếu.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.intro, self.consent = squeeze(self.title), nfc(self.intro), nfc(self.consent)
        self.folded = fold(self.title)[:300]
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("surveys:detail", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("surveys_public:survey", args=[self.slug])

    @property
    def results_url(self) -> str:
        """The page of results on the portal."""
        return reverse("surveys_public:results", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.state == SurveyState.DRAFT

    @property
    def is_closed(self) -> bool:
        return self.state == SurveyState.CLOSED

    @property
    def has_public_results(self) -> bool:
        return self.is_closed and self.results_public_on is not None

    @property
    def year(self) -> int:
        return (self.closed_on or self.closes_on or self.opens_on).year

    def takes_answers(self, day: dt.date | None = None) -> bool:
        day = day or timezone.localdate()
        return (
            self.state == SurveyState.OPEN
            and self.opens_on <= day
            and (self.closes_on is None or day <= self.closes_on)
        )

    def doors(self) -> "models.QuerySet[Link]":
        """The addresses behind QR codes; none where only own links are taken."""
        return self.links.all() if self.entry == Entry.OPEN else self.links.none()

    def _free_slug(self) -> str:
        """Short, for it stands in a QR code, and of whole words; the year tells surveys of one name apart."""
        whole = slugify(fold(self.title)) or "khao-sat"
        head = whole if len(whole) <= LONGEST_SLUG else whole[: LONGEST_SLUG + 1].rpartition("-")[0]
        base = f"{head or whole[:LONGEST_SLUG]}-{self.opens_on.year}"
        taken = set(Survey.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)


class SurveyUnit(models.Model):
    """A unit whose visitors are asked: how many people it served (the population, where known) and how many answers
    are wanted of it at most."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="asked")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    population = models.PositiveIntegerField("số người đã được phục vụ", null=True, blank=True)
    quota = models.PositiveIntegerField("số phiếu cần lấy", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị được khảo sát"
        ordering = ("unit__path",)
        constraints = (models.UniqueConstraint(fields=["survey", "unit"], name="survey_asks_a_unit_once"),)

    def __str__(self) -> str:
        return self.unit.name


class GroupQuota(models.Model):
    """How many answers are wanted of a group of units together at most."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="group_quotas")
    group = models.ForeignKey(UnitGroup, on_delete=models.CASCADE, related_name="+", verbose_name="nhóm đơn vị")
    wanted = models.PositiveIntegerField("số phiếu cần lấy")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["survey", "group"], name="survey_group_quota_once"),)

    def __str__(self) -> str:
        return f"{self.group}: {self.wanted}"
