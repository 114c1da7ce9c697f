from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.legal.models import LegalDocument
from lantoa.vietnamese.text import fold, nfc, sort_key, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class CommonQuerySet(models.QuerySet[Any]):
    """Rows that all units share: everyone who works in a unit sees them, readers see what is in use."""

    def visible_to(self, user: "User") -> "CommonQuerySet":
        from lantoa.accounts import access

        return self if access.memberships(user) else self.none()


class Category(models.Model):
    """A chuyên mục of the portal: a tree of at most two levels, common to all units."""

    name = models.CharField("tên chuyên mục", max_length=120)
    slug = models.SlugField("địa chỉ", max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    description = models.CharField("giới thiệu", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_active = models.BooleanField("đang dùng", default=True)

    objects = CommonQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("news_public:category", args=[self.slug])


class CategoryStep(models.Model):
    """A look that an article of the category needs before the head decides: by whoever holds `role` in the unit, or in
    the nearest unit above where the unit has none."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField("bước", max_length=80)
    role = models.CharField("vai trò xem", max_length=20, choices=Role)

    class Meta:
        verbose_name = "bước xem"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def move(self, *, up: bool) -> bool:
        """Change places with the look before (or after) it; False where there is none. Articles that wait go to the
        first look, in the new order, that they have not passed."""
        rows = list(CategoryStep.objects.select_for_update().filter(category=self.category_id))
        if self not in rows:  # taken out on another tab
            return False
        at = rows.index(self)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(rows):
            return False
        rows.insert(to, rows.pop(at))
        for order, row in enumerate(rows, 1):
            row.order = order
        CategoryStep.objects.bulk_update(rows, ["order"])
        return True


class Tag(models.Model):
    """A word that collects articles across categories; one spelling a word, whatever its accents or capitals."""

    name = models.CharField("từ khóa", max_length=60)
    slug = models.SlugField(max_length=80, unique=True)
    folded = models.CharField(max_length=80, unique=True, editable=False)

    class Meta:
        verbose_name = "từ khóa"
        ordering = ("folded",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = nfc(squeeze(self.name))
        self.folded = fold(self.name)[:80]
        super().save(*args, **kwargs)


class SpecialPage(models.Model):
    """A chuyên trang: one page about one occasion or subject (Ngày Pháp luật) that gathers articles, documents,
    pictures and the work of a plan, from a day to a day or for good."""

    name = models.CharField("tên chuyên trang", max_length=160)
    slug = models.SlugField("địa chỉ", max_length=80, unique=True)
    lead = models.TextField("giới thiệu", blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="special_pages", verbose_name="lấy bài có từ khóa")
    documents = models.ManyToManyField(LegalDocument, blank=True, related_name="+", verbose_name="văn bản")
    plan_words = models.CharField(
        "lấy nhiệm vụ có chữ",
        max_length=120,
        blank=True,
        help_text="Nhiệm vụ của kế hoạch đã ban hành có các chữ này hiện trên chuyên trang cùng tiến độ.",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_active = models.BooleanField("đang dùng", default=True)
    sort_key = models.CharField(max_length=500, editable=False, default="")

    objects = CommonQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyên trang"
        verbose_name_plural = "chuyên trang"
        ordering = ("order", "sort_key")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="special_page_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = nfc(squeeze(self.name))
        self.sort_key = sort_key(self.name)[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("news_public:special", args=[self.slug])
