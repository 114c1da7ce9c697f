import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold, person_sort_key, squeeze


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in; without a password they set one by the invitation's link."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    def visible_to(self, user: "User") -> "models.QuerySet[User]":
        """People who hold a role within the subtree that `user` may see, and `user`."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        holders = Membership.objects.filter(access.within(user, Power.SEE, "unit__path")).values("user_id")
        return self.filter(Q(pk__in=holders) | Q(pk=user.pk))


class User(AbstractBaseUser):
    """A person. Rights come from memberships alone: nobody is staff or superuser here."""

    username = models.CharField(
        "tên đăng nhập", max_length=60, unique=True, error_messages={"unique": "Tên đăng nhập này đã có người dùng."}
    )
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("được đăng nhập", default=True)
    date_joined = models.DateTimeField("ngày tạo", default=timezone.now)
    folded = models.CharField(max_length=300, editable=False, db_index=True, default="")
    sort_key = models.CharField(max_length=500, editable=False, db_index=True, default="")
    feed_token = models.CharField(max_length=64, editable=False, unique=True, null=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = squeeze(self.full_name)
        self.folded = fold(f"{self.full_name} {self.username} {self.email}")
        self.sort_key = person_sort_key(self.full_name or self.username)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: Vietnamese people are addressed by the last word of their name."""
        return self.full_name.rsplit(" ", 1)[-1] or self.username

    @property
    def hat(self) -> "Membership | None":
        """The membership that the person acts in during this request (HatMiddleware), None: all of them."""
        return getattr(self, "_hat", None)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, day: dt.date) -> "MembershipQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def current(self) -> "MembershipQuerySet":
        return self.valid_on(timezone.localdate())

    def visible_to(self, user: User) -> "MembershipQuerySet":
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(user=user))


class Membership(models.Model):
    """A role of a person in a unit, from a day to a day. One person may hold several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="người dùng")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    title = models.CharField("chức vụ", max_length=100, blank=True, help_text="Như ghi trên văn bản: Hiệu trưởng …")
    valid_from = models.DateField("từ ngày", default=timezone.localdate)
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò trong đơn vị"
        ordering = ("unit__sort_key", "role")
        constraints = (
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.unit.label}"
